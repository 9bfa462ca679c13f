/**
 * Checkboxes and radio buttons with descriptions.
 */
import { freshId, h } from '../dom.js';
import { textObject } from '../mrkdwn.js';
import { valueOf } from '../surface.js';
import { changed, marks } from './control.js';

/** @typedef {import('../types.js').Spot} Spot */
/** @typedef {import('../types.js').Element} Element */
/** @typedef {import('../types.js').Option} Option */

/** @param {Spot} spot @param {Element} element */
export function checkboxes(spot, element) {
  const chosen = () =>
    /** @type {Option[]} */ (valueOf(spot.surface, spot.block, element) ?? []).map((option) => option.value);
  return group(
    spot,
    element,
    'checkbox',
    (option) => chosen().includes(option.value),
    (option, on) =>
      element.options.filter((/** @type {Option} */ each) =>
        each.value === option.value ? on : chosen().includes(each.value),
      ),
  );
}

/** @param {Spot} spot @param {Element} element */
export function radioButtons(spot, element) {
  const chosen = () => valueOf(spot.surface, spot.block, element)?.value;
  return group(
    spot,
    element,
    'radio',
    (option) => chosen() === option.value,
    (option) => option,
  );
}

/**
 * @param {Spot} spot
 * @param {Element} element
 * @param {'checkbox'|'radio'} type
 * @param {(option: Option) => boolean} isOn
 * @param {(option: Option, on: boolean) => any} next the value after a change
 */
function group(spot, element, type, isOn, next) {
  const name = freshId('group');
  const boxes = element.options.map((/** @type {Option} */ option) => {
    const box = h('input', {
      type,
      name,
      value: option.value,
      checked: isOn(option),
      on: { change: () => changed(spot, element, next(option, box.checked), redraw) },
    });
    return { option, box };
  });
  const redraw = () =>
    boxes.forEach((/** @type {{option: Option, box: HTMLInputElement}} */ each) => {
      each.box.checked = isOn(each.option);
    });
  return h(
    'div',
    { ...marks(spot, element), class: 'choice-group', role: type === 'radio' ? 'radiogroup' : 'group' },
    boxes.map((/** @type {{option: Option, box: HTMLInputElement}} */ { option, box }) =>
      h(
        'label',
        { class: 'choice-line' },
        box,
        h(
          'span',
          { class: 'choice-line-words' },
          textObject(spot.app, option.text),
          option.description
            ? h('span', { class: 'choice-line-hint' }, textObject(spot.app, option.description))
            : null,
        ),
      ),
    ),
  );
}
