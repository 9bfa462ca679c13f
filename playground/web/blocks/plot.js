/**
 * The numbers behind a chart: one shape for all kinds, the axis with round steps, and where
 * each category stands.
 */

/** @typedef {{label: string, value: number}} Point */
/** @typedef {{name: string, data: Point[]}} Series */
/** @typedef {{categories: string[], series: Series[], x: string, y: string}} Plot */

export const WIDTH = 560;
export const HEIGHT = 260;
export const PAD = { left: 52, right: 12, top: 14, bottom: 46 };

/** @param {any} chart @returns {Plot} */
export function piePlot(chart) {
  const segments = chart.segments ?? [];
  return {
    categories: segments.map((/** @type {Point} */ s) => s.label),
    series: [{ name: '', data: segments }],
    x: '',
    y: '',
  };
}

/** @param {any} chart @returns {Plot} */
export function axisPlot(chart) {
  const series = chart.series ?? [];
  const config = chart.axis_config ?? {};
  const categories =
    config.categories ?? series[0]?.data.map((/** @type {Point} */ point) => point.label) ?? [];
  return { categories, series, x: config.x_label ?? '', y: config.y_label ?? '' };
}

/** @param {Series} series @param {string} category */
export const valueAt = (series, category) =>
  series.data.find((point) => point.label === category)?.value ?? 0;

/** The axis from nice round step to step, zero included. @param {Plot} plot */
export function scaleOf(plot) {
  const values = plot.series.flatMap((series) => series.data.map((point) => point.value));
  const high = Math.max(0, ...values);
  const low = Math.min(0, ...values);
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const bottom = Math.floor(low / step) * step;
  const top = Math.max(Math.ceil(high / step) * step, bottom + step);
  const ticks = Array.from({ length: Math.round((top - bottom) / step) + 1 }, (_, i) =>
    Number((bottom + i * step).toPrecision(10)),
  );
  const y = (/** @type {number} */ value) =>
    PAD.top + (HEIGHT - PAD.top - PAD.bottom) * (1 - (value - bottom) / (top - bottom));
  return { ticks, y };
}

/** @param {Plot} plot @param {number} index */
export function slot(plot, index) {
  const width = (WIDTH - PAD.left - PAD.right) / Math.max(1, plot.categories.length);
  return { width, left: PAD.left + index * width, middle: PAD.left + (index + 0.5) * width };
}
