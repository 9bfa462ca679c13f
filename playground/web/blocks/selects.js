/**
 * All select menus, single and multiple: a control that shows what is chosen and opens the
 * searchable list.
 */
import { openChooser } from '../chooser.js';
import { fill, freshId, h } from '../dom.js';
import { icon } from '../icons.js';
import { plainText } from '../mrkdwn.js';
import { valueOf } from '../surface.js';
import { changed, labelId, marks } from './control.js';
import { choicesFor, namedChoice } from './options.js';
import { holdsMany } from './values.js';

/** @typedef {import('../types.js').Spot} Spot */
/** @typedef {import('../types.js').Element} Element */
/** @typedef {import('../chooser.js').Choice} Choice */

// Shorter lists need no search line, which would bring up a phone's keyboard.
const SEARCH_FROM = 8;

/** @param {Spot} spot @param {Element} element */
export function singleSelect(spot, element) {
  const { app } = spot;
  const words = h('span', { class: 'select-words', id: freshId('chosen') });
  const control = h(
    'button',
    {
      type: 'button',
      ...marks(spot, element),
      class: 'select',
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      on: { click: () => open(spot, element, control, redraw) },
    },
    words,
    icon('down'),
  );
  const redraw = () => {
    const choice = namedChoice(app, element, valueOf(spot.surface, spot.block, element));
    fill(words, choice ? choice.text : h('span', { class: 'placeholder' }, placeholder(spot, element)));
    nameControl(spot, element, control, choice?.text ?? '', words.id);
  };
  redraw();
  return control;
}

/** @param {Spot} spot @param {Element} element */
export function multiSelect(spot, element) {
  const { app } = spot;
  const tokens = h('span', { class: 'tokens', id: freshId('chosen') });
  const control = h('button', {
    type: 'button',
    ...marks(spot, element),
    class: 'select select-multi',
    'aria-haspopup': 'listbox',
    'aria-expanded': 'false',
    on: { click: () => open(spot, element, control, redraw) },
  });
  const frame = h('div', { class: 'multi-frame' }, tokens, control);
  const redraw = () => {
    const values = /** @type {any[]} */ (valueOf(spot.surface, spot.block, element) ?? []);
    const chosen = values.map((value) => /** @type {Choice} */ (namedChoice(app, element, value)));
    fill(
      tokens,
      chosen.map((choice, index) =>
        token(app, choice, () =>
          changed(
            spot,
            element,
            values.filter((_, i) => i !== index),
            redraw,
          ),
        ),
      ),
    );
    fill(
      control,
      h('span', { class: 'select-words' }, h('span', { class: 'placeholder' }, placeholder(spot, element))),
      icon('down'),
    );
    nameControl(spot, element, control, chosen.map((choice) => choice.text).join(', '), tokens.id);
  };
  redraw();
  return frame;
}

/** @param {Spot} spot @param {Element} element */
const placeholder = (spot, element) => plainText(element.placeholder) || spot.app.t('choose');

/**
 * The control's name says both what it is for and what is chosen.
 * @param {Spot} spot
 * @param {Element} element
 * @param {HTMLElement} control
 * @param {string} chosen
 * @param {string} chosenId
 */
function nameControl(spot, element, control, chosen, chosenId) {
  if (spot.block.type === 'input')
    control.setAttribute('aria-labelledby', `${labelId(spot.surface, spot.block)} ${chosenId}`);
  else control.setAttribute('aria-label', [placeholder(spot, element), chosen].filter(Boolean).join(': '));
}

/** @param {import('../types.js').App} app @param {Choice} choice @param {() => void} onRemove */
function token(app, choice, onRemove) {
  return h(
    'span',
    { class: 'token' },
    h('span', null, choice.text),
    h(
      'button',
      {
        type: 'button',
        class: 'token-remove',
        'aria-label': app.t('take_away', { name: choice.text }),
        on: { click: onRemove },
      },
      icon('close'),
    ),
  );
}

/**
 * @param {Spot} spot
 * @param {Element} element
 * @param {HTMLElement} control
 * @param {() => void} redraw
 */
function open(spot, element, control, redraw) {
  const { app } = spot;
  const multi = holdsMany(element.type);
  const present = () => {
    const value = valueOf(spot.surface, spot.block, element);
    return /** @type {any[]} */ (multi ? (value ?? []) : [value].filter((one) => one !== null));
  };
  const keyOf = (/** @type {any} */ value) => namedChoice(app, element, value)?.key;
  const source = choicesFor(spot, element);
  // What need not be answered can be emptied again.
  const clearable = () => !multi && spot.block.optional && present().length > 0;
  const emptying = { choices: [{ key: '', text: app.t('clear'), lead: icon('close'), value: null }] };
  openChooser(control, {
    label: plainText(spot.block.label) || placeholder(spot, element),
    searchLabel: source.external || source.size > SEARCH_FROM ? app.t('search') : undefined,
    load: (query) => {
      const groups = source.load(query);
      if (query || !clearable()) return groups;
      return groups instanceof Promise ? groups.then((found) => [...found, emptying]) : [...groups, emptying];
    },
    emptyText: source.emptyText,
    wide: true,
    multi,
    isChosen: (key) => present().some((value) => keyOf(value) === key),
    onChoose: (choice) =>
      changed(
        spot,
        element,
        multi ? toggled(present(), choice, keyOf, element.max_selected_items) : choice.value,
        redraw,
      ),
  });
}

/**
 * @param {any[]} values
 * @param {Choice} choice
 * @param {(value: any) => string|undefined} keyOf
 * @param {number|undefined} most
 */
function toggled(values, choice, keyOf, most) {
  const without = values.filter((value) => keyOf(value) !== choice.key);
  if (without.length < values.length) return without;
  return most && values.length >= most ? values : [...values, choice.value];
}
