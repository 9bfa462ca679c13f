/**
 * The words under a field that say what is wrong with it.
 */
import { h } from '../dom.js';
import { icon } from '../icons.js';

/** @param {string} blockId @param {string} text */
export function fieldError(blockId, text) {
  return h(
    'div',
    { class: 'field-error', testid: 'field-error', role: 'alert', data: { blockId } },
    icon('warning'),
    h('span', null, text),
  );
}
