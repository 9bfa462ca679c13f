/**
 * Date and time fields on the browser's own pickers. A datetimepicker's moment is Unix
 * seconds; it is shown and entered in the acting person's zone.
 */
import { h } from '../dom.js';
import { plainText } from '../mrkdwn.js';
import { valueOf } from '../surface.js';
import { fromSeconds, toSeconds } from '../times.js';
import { changed, marks } from './control.js';

/** @typedef {import('../types.js').Spot} Spot */
/** @typedef {import('../types.js').Element} Element */

/** @param {Spot} spot @param {Element} element */
export const datePicker = (spot, element) => nativePicker(spot, element, 'date');

/** @param {Spot} spot @param {Element} element */
export const timePicker = (spot, element) =>
  h(
    'div',
    { class: 'with-note' },
    nativePicker(spot, element, 'time'),
    element.timezone
      ? h('span', { class: 'muted' }, spot.app.t('in_zone', { zone: element.timezone }))
      : null,
  );

/** @param {Spot} spot @param {Element} element @param {'date'|'time'} type */
function nativePicker(spot, element, type) {
  const value = () => valueOf(spot.surface, spot.block, element) ?? '';
  const redraw = () => {
    control.value = value();
  };
  const control = h('input', {
    type,
    ...marks(spot, element),
    class: 'text-input date-input',
    value: value(),
    title: plainText(element.placeholder) || null,
    on: { change: () => changed(spot, element, control.value || null, redraw) },
  });
  return control;
}

/** @param {Spot} spot @param {Element} element */
export function dateTimePicker(spot, element) {
  const { app } = spot;
  const tz = app.state.me?.tz || 'UTC';
  const parts = () => {
    const seconds = valueOf(spot.surface, spot.block, element);
    return seconds ? fromSeconds(tz, seconds) : ['', ''];
  };
  const redraw = () => {
    [day.value, time.value] = parts();
  };
  const entered = () => {
    if (day.value && time.value) changed(spot, element, toSeconds(tz, day.value, time.value), redraw);
    else if (!day.value && !time.value) changed(spot, element, null, redraw);
  };
  const common = { class: 'text-input date-input', on: { change: entered } };
  const [firstDay, firstTime] = parts();
  const day = h('input', { type: 'date', ...common, 'aria-label': app.t('date'), value: firstDay });
  const time = h('input', { type: 'time', ...common, 'aria-label': app.t('time'), value: firstTime });
  return h(
    'div',
    { ...marks(spot, element), class: 'date-pair', role: 'group' },
    day,
    time,
    h('span', { class: 'muted' }, app.t('in_zone', { zone: tz })),
  );
}
