/**
 * Text fields: one line or several, e-mail, address, number, and rich text written plainly.
 */
import { h } from '../dom.js';
import { plainText } from '../mrkdwn.js';
import { sendAction, setValue, valueOf } from '../surface.js';
import { marks } from './control.js';
import { fieldOf } from './values.js';

/** @typedef {import('../types.js').Spot} Spot */
/** @typedef {import('../types.js').Element} Element */

const TYPES = /** @type {Record<string, string>} */ ({
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'text',
});
const TYPING_MS = 350;

/** @param {Spot} spot @param {Element} element */
export function textInput(spot, element) {
  const many = element.multiline || element.type === 'rich_text_input';
  const common = {
    ...marks(spot, element),
    class: 'text-input',
    placeholder: plainText(element.placeholder) || null,
    value: shown(spot, element),
    dir: 'auto',
  };
  const inputmode =
    element.type === 'number_input' ? (element.is_decimal_allowed ? 'decimal' : 'numeric') : null;
  const control = many
    ? h('textarea', { ...common, rows: element.type === 'rich_text_input' ? (element.min_lines ?? 4) : 4 })
    : h('input', { type: TYPES[element.type] ?? 'text', ...common, inputmode, autocomplete: 'off' });
  const count = counter(spot, element, control);
  control.addEventListener('input', () => {
    setValue(spot, element, toValue(element, control.value));
    count?.update();
  });
  if (spot.block.type !== 'input' || spot.block.dispatch_action) tellWhileTyping(spot, element, control);
  return h('div', { class: 'text-field' }, control, count?.node);
}

/** @param {Element} element @param {string} typed */
function toValue(element, typed) {
  if (!typed) return null;
  // Finns and Swedes write decimals with a comma.
  if (element.type === 'number_input') return typed.trim().replace(',', '.');
  return element.type === 'rich_text_input' ? toRichText(typed) : typed;
}

/** @param {Spot} spot @param {Element} element */
function shown(spot, element) {
  const value = valueOf(spot.surface, spot.block, element);
  return element.type === 'rich_text_input' ? fromRichText(value) : (value ?? '');
}

/** Plain lines as a rich_text value. @param {string} typed */
function toRichText(typed) {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: typed }] }],
  };
}

/** The words of a rich_text value, one line for each part. @param {any} value @returns {string} */
function fromRichText(value) {
  const words = (/** @type {any} */ node) =>
    node.text ?? node.url ?? node.name ?? (node.elements ?? []).map(words).join('');
  return (value?.elements ?? [])
    .flatMap((/** @type {any} */ part) => (part.type === 'rich_text_list' ? part.elements : [part]))
    .map(words)
    .join('\n');
}

/**
 * "12 of 300 characters", when the field has a longest length.
 * @param {Spot} spot
 * @param {Element} element
 * @param {{value: string}} control
 */
function counter({ app }, element, control) {
  if (!element.max_length) return null;
  const node = h('div', { class: 'counter', 'aria-live': 'off' });
  const update = () => {
    const size = [...control.value].length;
    node.textContent = app.t('chars', { n: size, max: element.max_length });
    node.classList.toggle('too-long', size > element.max_length);
  };
  update();
  return { node, update };
}

/**
 * Tells the app on Enter, or while typing, as the block wishes.
 * @param {Spot} spot
 * @param {Element} element
 * @param {HTMLInputElement|HTMLTextAreaElement} control
 */
function tellWhileTyping(spot, element, control) {
  const when = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  const send = () => sendAction(spot, element, { [fieldOf(element)]: toValue(element, control.value) });
  if (when.includes('on_enter_pressed')) {
    control.addEventListener('keydown', (event) => {
      const key = /** @type {KeyboardEvent} */ (event);
      if (key.key !== 'Enter' || key.shiftKey || key.isComposing) return;
      // Enter here speaks to the app; it must not send the whole form.
      event.preventDefault();
      send();
    });
  }
  if (!when.includes('on_character_entered')) return;
  let timer = 0;
  control.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(send, TYPING_MS);
  });
}
