/**
 * The honest box for what this page cannot show.
 */
import { h } from '../dom.js';
import { icon } from '../icons.js';

/** @param {string} words */
export const unknown = (words) =>
  h('div', { class: 'unknown-box', role: 'note' }, icon('warning'), h('span', null, words));
