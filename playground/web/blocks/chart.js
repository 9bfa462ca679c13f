/**
 * The data_visualization block: bar, line, area and pie charts in plain SVG, with a legend
 * and the numbers as a table, so that nothing depends on seeing colours.
 */
import { freshId, h, svg } from '../dom.js';
import { axisPlot, HEIGHT, PAD, piePlot, scaleOf, slot, valueAt, WIDTH } from './plot.js';
import { unknown } from './unknown.js';

/** @typedef {import('./plot.js').Plot} Plot */
/** @typedef {import('./plot.js').Point} Point */

/** @param {import('../types.js').Spot} spot */
export function chartBlock({ app, block }) {
  const chart = block.chart ?? {};
  const plot = chart.type === 'pie' ? piePlot(chart) : axisPlot(chart);
  const draw = DRAWN[chart.type];
  if (!draw) return unknown(app.t('unknown_block', { type: `data_visualization/${chart.type}` }));
  const title = freshId('chart');
  return h(
    'figure',
    { class: 'chart', 'aria-labelledby': title },
    h('figcaption', { id: title }, block.title),
    h('div', { class: `chart-row chart-${chart.type}` }, draw(plot, block.title), legend(chart.type, plot)),
    h('details', { class: 'chart-numbers' }, h('summary', null, app.t('chart_numbers')), numbers(plot)),
  );
}

/**
 * Grid, ticks and names around the marks.
 * @param {Plot} plot
 * @param {string} title
 * @param {{ticks: number[], y: (v: number) => number}} scale
 * @param {Node[]} marks
 */
function axes(plot, title, scale, marks) {
  const short = (/** @type {string} */ text, /** @type {number} */ room) =>
    text.length > room ? `${text.slice(0, Math.max(1, room - 1))}…` : text;
  const room = Math.max(3, Math.floor(slot(plot, 0).width / 6.5));
  return svg(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': title },
    scale.ticks.map((tick) => [
      svg('line', {
        x1: PAD.left,
        x2: WIDTH - PAD.right,
        y1: scale.y(tick),
        y2: scale.y(tick),
        class: tick === 0 ? 'axis-line' : 'grid-line',
      }),
      svg('text', { x: PAD.left - 8, y: scale.y(tick) + 4, 'text-anchor': 'end' }, String(tick)),
    ]),
    plot.categories.map((name, i) =>
      svg(
        'text',
        { x: slot(plot, i).middle, y: HEIGHT - PAD.bottom + 18, 'text-anchor': 'middle' },
        svg('title', {}, name),
        short(name, room),
      ),
    ),
    plot.x
      ? svg(
          'text',
          { x: (WIDTH + PAD.left) / 2, y: HEIGHT - 6, 'text-anchor': 'middle', class: 'axis-name' },
          plot.x,
        )
      : null,
    plot.y
      ? svg(
          'text',
          {
            x: -(HEIGHT - PAD.bottom) / 2,
            y: 12,
            transform: 'rotate(-90)',
            'text-anchor': 'middle',
            class: 'axis-name',
          },
          plot.y,
        )
      : null,
    marks,
  );
}

/** @param {Plot} plot @param {string} title */
function bars(plot, title) {
  const scale = scaleOf(plot);
  const marks = plot.series.flatMap((series, s) =>
    plot.categories.map((category, c) => {
      const { width, left } = slot(plot, c);
      const value = valueAt(series, category);
      const each = (width * 0.72) / plot.series.length;
      const [top, bottom] = [scale.y(Math.max(0, value)), scale.y(Math.min(0, value))];
      return svg(
        'rect',
        {
          x: left + width * 0.14 + s * each,
          y: top,
          width: Math.max(1, each - 2),
          height: Math.max(0, bottom - top),
          rx: 2,
          class: `series-${s} filled`,
        },
        svg('title', {}, `${series.name} ${category}: ${value}`),
      );
    }),
  );
  return axes(plot, title, scale, marks);
}

/** @param {boolean} filled an area chart is a line chart with its ground filled */
const lines = (filled) => (/** @type {Plot} */ plot, /** @type {string} */ title) => {
  const scale = scaleOf(plot);
  const marks = plot.series.flatMap((series, s) => {
    const points = plot.categories.map(
      (category, c) => `${slot(plot, c).middle},${scale.y(valueAt(series, category))}`,
    );
    const ground = `${slot(plot, 0).middle},${scale.y(0)} ${points.join(' ')} ${slot(plot, plot.categories.length - 1).middle},${scale.y(0)}`;
    return [
      filled ? svg('polygon', { points: ground, class: `series-${s} ground` }) : null,
      svg('polyline', {
        points: points.join(' '),
        class: `series-${s} stroked`,
        'stroke-dasharray': s ? `${8 - s} ${2 + s}` : null,
      }),
      ...points.map((point, c) =>
        svg(
          'circle',
          { cx: point.split(',')[0], cy: point.split(',')[1], r: 3.5, class: `series-${s} filled` },
          svg('title', {}, `${series.name} ${plot.categories[c]}: ${valueAt(series, plot.categories[c])}`),
        ),
      ),
    ].filter((node) => node !== null);
  });
  return axes(plot, title, scale, marks);
};

/** @param {Plot} plot @param {string} title */
function pie(plot, title) {
  const data = plot.series[0].data.filter((point) => point.value > 0);
  const total = data.reduce((sum, point) => sum + point.value, 0) || 1;
  let turned = 0;
  const slices = data.map((point) => {
    const [from, to] = [turned / total, (turned + point.value) / total];
    turned += point.value;
    return svg(
      'path',
      { d: slicePath(from, to), class: `series-${plot.categories.indexOf(point.label)} filled slice` },
      svg('title', {}, `${point.label}: ${point.value}`),
    );
  });
  return svg('svg', { viewBox: '0 0 200 200', role: 'img', 'aria-label': title }, slices);
}

/** A slice between two parts of the whole turn. @param {number} from @param {number} to */
function slicePath(from, to) {
  // A full circle has no two ends to draw an arc between.
  const end = Math.min(to, from + 0.99999);
  const at = (/** @type {number} */ part) =>
    `${100 + 90 * Math.sin(2 * Math.PI * part)} ${100 - 90 * Math.cos(2 * Math.PI * part)}`;
  return `M100 100 L${at(from)} A90 90 0 ${end - from > 0.5 ? 1 : 0} 1 ${at(end)} Z`;
}

/** @type {Record<string, (plot: Plot, title: string) => Node>} */
const DRAWN = { bar: bars, line: lines(false), area: lines(true), pie };

/** @param {string} type @param {Plot} plot */
function legend(type, plot) {
  const total = plot.series[0]?.data.reduce((sum, point) => sum + point.value, 0) || 1;
  const names =
    type === 'pie'
      ? plot.series[0].data.map((point) => `${point.label} ${Math.round((100 * point.value) / total)} %`)
      : plot.series.map((series) => series.name);
  return h(
    'ul',
    { class: 'legend' },
    names.map((name, i) =>
      h(
        'li',
        null,
        svg(
          'svg',
          { viewBox: '0 0 12 12', class: 'legend-dot' },
          svg('rect', { width: 12, height: 12, rx: 3, class: `series-${i} filled` }),
        ),
        name,
      ),
    ),
  );
}

/** @param {Plot} plot */
function numbers(plot) {
  return h(
    'div',
    { class: 'table-scroll', tabindex: '0' },
    h(
      'table',
      null,
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          h('th', { scope: 'col' }, plot.x),
          plot.series.map((series) => h('th', { scope: 'col', class: 'align-right' }, series.name || plot.y)),
        ),
      ),
      h(
        'tbody',
        null,
        plot.categories.map((category) =>
          h(
            'tr',
            null,
            h('th', { scope: 'row' }, category),
            plot.series.map((series) => h('td', { class: 'align-right' }, String(valueAt(series, category)))),
          ),
        ),
      ),
    ),
  );
}
