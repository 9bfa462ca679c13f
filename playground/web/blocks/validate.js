/**
 * The checks a chat client makes itself before a form is sent: filled in, long enough, an
 * address, a number in range. The app's own checks come after, from the app.
 */
import { holdsMany } from './values.js';

/** @typedef {import('../types.js').Block} Block */
/** @typedef {import('../types.js').Element} Element */
/** @typedef {(key: string, values?: Record<string, string|number>) => string} Words */

/**
 * The faults of a form, by block_id.
 * @param {Block[]} blocks
 * @param {(block: Block, element: Element) => any} valueOf
 * @param {Words} t
 * @returns {Record<string, string>}
 */
export function faultsOf(blocks, valueOf, t) {
  /** @type {Record<string, string>} */
  const faults = {};
  for (const block of blocks) {
    if (block.child_blocks) Object.assign(faults, faultsOf(block.child_blocks, valueOf, t));
    if (block.type !== 'input' || !block.element) continue;
    const fault = faultOf(block, valueOf(block, block.element), t);
    if (fault) faults[block.block_id] = fault;
  }
  return faults;
}

/** @param {Block} block @param {any} value @param {Words} t */
function faultOf(block, value, t) {
  const { element } = block;
  if (isEmpty(element, value)) return block.optional ? '' : t('err_required');
  const check = CHECKS[element.type];
  return check ? check(element, value, t) : '';
}

/** @param {Element} element @param {any} value */
function isEmpty(element, value) {
  if (value === null || value === undefined) return true;
  if (holdsMany(element.type)) return value.length === 0;
  return typeof value === 'string' && !value.trim();
}

/** @type {Record<string, (element: Element, value: any, t: Words) => string>} */
const CHECKS = {
  plain_text_input: (element, value, t) => {
    const size = [...value].length;
    if (element.min_length && size < element.min_length) return t('err_short', { n: element.min_length });
    const most = element.max_length ?? 3000;
    return size > most ? t('err_long', { n: size - most }) : '';
  },
  email_text_input: (_, value, t) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? '' : t('err_email')),
  url_text_input: (_, value, t) =>
    /^https?:\/\/\S+\.?\S+$/i.test(value.trim()) && URL.canParse(value.trim()) ? '' : t('err_url'),
  number_input: numberFault,
};

/** @param {Element} element @param {string} value @param {Words} t */
function numberFault(element, value, t) {
  const number = Number(value);
  if (!Number.isFinite(number)) return t('err_number');
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return t('err_whole');
  if (element.min_value !== undefined && number < Number(element.min_value))
    return t('err_min', { n: element.min_value });
  return element.max_value !== undefined && number > Number(element.max_value)
    ? t('err_max', { n: element.max_value })
    : '';
}
