/**
 * What all controls share: the marks that tests, redraws and screen readers go by, and the
 * rule for when a change is told to the app.
 */
import { focusMark, sendAction, setValue, valueOf } from '../surface.js';
import { fieldOf } from './values.js';

/** @typedef {import('../types.js').Spot} Spot */
/** @typedef {import('../types.js').Element} Element */

/**
 * Properties every control carries.
 * @param {Spot} spot
 * @param {Element} element
 * @returns {Record<string, any>}
 */
export function marks({ app, surface, block }, element) {
  const labelled =
    block.type === 'input'
      ? {
          'aria-labelledby': labelId(surface, block),
          'aria-describedby': `${hintId(surface, block)} ${errorId(surface, block)}`,
        }
      : {};
  return {
    testid: 'action',
    data: {
      actionId: element.action_id ?? '',
      focus: focusMark(surface, block, element),
      focusOnLoad: element.focus_on_load ? 'yes' : '',
    },
    'aria-label':
      block.type === 'input'
        ? null
        : (element.accessibility_label ??
          element.placeholder?.text ??
          (element.text ? null : app.t('choose'))),
    ...labelled,
  };
}

/** @param {import('../surface.js').Surface} surface @param {import('../types.js').Block} block */
export const labelId = (surface, block) => `label-${surface.id}-${block.block_id}`.replace(/\s/g, '_');

/** @param {import('../surface.js').Surface} surface @param {import('../types.js').Block} block */
export const hintId = (surface, block) => `hint-${surface.id}-${block.block_id}`.replace(/\s/g, '_');

/** @param {import('../surface.js').Surface} surface @param {import('../types.js').Block} block */
export const errorId = (surface, block) => `error-${surface.id}-${block.block_id}`.replace(/\s/g, '_');

/** Whether a change here is told to the app at once. @param {Spot} spot */
export const tells = ({ block }) => block.type !== 'input' || block.dispatch_action === true;

/**
 * The person chose something: keep it, and tell the app where that is wished. When the person
 * says no to a `confirm`, or the app cannot be told, what was chosen before comes back.
 * @param {Spot} spot
 * @param {Element} element
 * @param {any} value
 * @param {() => void} redraw shows the present value in the control
 */
export async function changed(spot, element, value, redraw) {
  const before = valueOf(spot.surface, spot.block, element);
  setValue(spot, element, value);
  redraw();
  if (!tells(spot)) return;
  const went = await sendAction(spot, element, { [fieldOf(element)]: value });
  if (went || !element.confirm) return;
  setValue(spot, element, before);
  redraw();
}
