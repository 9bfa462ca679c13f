/**
 * From element JSON to a control: one table of element types, as for blocks.
 */
import { h } from '../dom.js';
import { button, feedbackButtons, iconButton, overflow } from './buttons.js';
import { checkboxes, radioButtons } from './choices.js';
import { datePicker, dateTimePicker, timePicker } from './dates.js';
import { fileInput } from './files.js';
import { picture } from './picture.js';
import { multiSelect, singleSelect } from './selects.js';
import { textInput } from './textinputs.js';
import { unknown } from './unknown.js';

/** @typedef {import('../types.js').Spot} Spot */
/** @typedef {import('../types.js').Element} Element */

/** @type {Record<string, (spot: Spot, element: Element) => HTMLElement>} */
const ELEMENTS = {
  button,
  workflow_button: button,
  icon_button: iconButton,
  feedback_buttons: feedbackButtons,
  overflow,
  image: (spot, element) => picture(spot.app, element, 'accessory-image'),
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
  rich_text_input: textInput,
  checkboxes,
  radio_buttons: radioButtons,
  static_select: singleSelect,
  external_select: singleSelect,
  users_select: singleSelect,
  conversations_select: singleSelect,
  channels_select: singleSelect,
  multi_static_select: multiSelect,
  multi_external_select: multiSelect,
  multi_users_select: multiSelect,
  multi_conversations_select: multiSelect,
  multi_channels_select: multiSelect,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  file_input: fileInput,
};

/** Draws one element in its frame. @param {Spot} spot @param {Element} element */
export function drawElement(spot, element) {
  const draw = ELEMENTS[element.type];
  return h(
    'div',
    { class: `element element-${element.type}` },
    draw ? draw(spot, element) : unknown(spot.app.t('unknown_element', { type: String(element.type) })),
  );
}
