/**
 * The input block: label, control, hint, and the place where its error appears.
 */
import { firstFocusable, h } from '../dom.js';
import { plainText } from '../mrkdwn.js';
import { errorId, hintId, labelId } from './control.js';
import { drawElement } from './elements.js';
import { fieldError } from './fielderror.js';

/** @param {import('../types.js').Spot} spot */
export function inputBlock(spot) {
  const { app, surface, block } = spot;
  const error = surface.errors[block.block_id] ?? '';
  const control = drawElement(spot, block.element ?? { type: '?' });
  return [
    h(
      'div',
      {
        class: 'input-label',
        id: labelId(surface, block),
        dir: 'auto',
        on: { click: () => firstFocusable(control)?.focus() },
      },
      plainText(block.label),
      block.optional ? h('span', { class: 'input-optional' }, ` (${app.t('optional')})`) : null,
    ),
    control,
    h(
      'div',
      { class: 'error-slot', id: errorId(surface, block), data: { errorFor: block.block_id } },
      error ? fieldError(block.block_id, error) : null,
    ),
    block.hint
      ? h('div', { class: 'input-hint', id: hintId(surface, block), dir: 'auto' }, plainText(block.hint))
      : null,
  ];
}
