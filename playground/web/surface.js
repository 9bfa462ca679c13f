/**
 * A surface is one place where blocks live: a message, a modal, the Home tab. It keeps what
 * the person entered, apart from the drawn controls, so a redraw loses nothing; it sends
 * clicks and shows how they fared.
 */
import { fieldError } from './blocks/fielderror.js';
import { initialValue, stateOf, statefulElements } from './blocks/values.js';
import { askSure } from './dialog.js';
import { fill, firstFocusable, h } from './dom.js';
import { icon } from './icons.js';
import { plainText, textObject } from './mrkdwn.js';

/** @typedef {import('./types.js').Block} Block */
/** @typedef {import('./types.js').Element} Element */

/**
 * @typedef {object} Surface
 * @property {string} id
 * @property {import('./types.js').Container} container
 * @property {HTMLElement} root
 * @property {Block[]} blocks
 * @property {Map<string, {type: string, value: any}>} values by key of block and element
 * @property {boolean} dirty whether the person entered anything
 * @property {Record<string, string>} errors by block_id
 */

/** @param {string} id @param {import('./types.js').Container} container @returns {Surface} */
export function createSurface(id, container) {
  return {
    id,
    container,
    root: h('div', { class: 'blocks', data: { surface: id } }),
    blocks: [],
    values: new Map(),
    dirty: false,
    errors: {},
  };
}

/** @param {Block} block @param {Element} element */
export const keyOf = (block, element) => `${block.block_id ?? ''}/${element.action_id ?? ''}`;

/**
 * Takes in a surface's new blocks. In a view, what was entered stays while block_id, action_id
 * and type stay, as in Slack; in a message a changed block starts from its own initial values.
 * @param {import('./types.js').App} app
 * @param {Surface} surface
 * @param {Block[]} blocks
 */
export function takeBlocks(app, surface, blocks) {
  const before = new Map(surface.blocks.map((block) => [block.block_id, JSON.stringify(block)]));
  const kept = new Map();
  for (const { block, element } of statefulElements(blocks)) {
    const key = keyOf(block, element);
    const old = surface.values.get(key);
    const same = surface.container.type === 'view' || before.get(block.block_id) === JSON.stringify(block);
    kept.set(
      key,
      old?.type === element.type && same
        ? old
        : { type: element.type, value: initialValue(app, surface, element) },
    );
  }
  surface.values = kept;
  surface.blocks = blocks;
}

/** @param {Surface} surface @param {Block} block @param {Element} element */
export const valueOf = (surface, block, element) => surface.values.get(keyOf(block, element))?.value ?? null;

/**
 * The person entered something: remember it and take back the field's error.
 * @param {import('./types.js').Spot} spot
 * @param {Element} element
 * @param {any} value
 */
export function setValue({ surface, block }, element, value) {
  surface.values.set(keyOf(block, element), { type: element.type, value });
  surface.dirty = true;
  if (surface.errors[block.block_id]) showErrors(surface, { ...surface.errors, [block.block_id]: '' });
}

/** All present values in the shape of Slack's `state.values`. @param {Surface} surface */
export const surfaceState = (surface) =>
  stateOf(surface.blocks, (block, element) => valueOf(surface, block, element));

/**
 * Sends a click or change to the app. Asks first when the element has a `confirm`; while it
 * is on its way the control shows it, and a failure leaves a small warning.
 * @param {import('./types.js').Spot} spot
 * @param {Element} element
 * @param {Record<string, any>} what the action's own fields: value, selected_option, ...
 * @returns {Promise<boolean>} false when the person said no or it failed
 */
export async function sendAction(spot, element, what) {
  const { app, surface, block } = spot;
  if (element.confirm && !(await confirmed(app, element.confirm))) return false;
  const action = { type: element.type, block_id: block.block_id, action_id: element.action_id, ...what };
  mark(spot, element, 'busy');
  const heard = app.notices.heard();
  try {
    await app.api.act('click', { action, container: surface.container, state: surfaceState(surface) });
    mark(spot, element, '');
    // That the app failed arrives beside the answer, as a change event.
    setTimeout(() => {
      if (app.notices.heard() !== heard) mark(spot, element, 'failed');
    }, TROUBLE_MS);
    return true;
  } catch (error) {
    mark(spot, element, 'failed');
    app.notices.show(error instanceof Error ? error.message : app.t('click_failed'));
    return false;
  }
}

/** @param {import('./types.js').App} app @param {any} confirm */
function confirmed(app, confirm) {
  return askSure({
    title: plainText(confirm.title) || app.t('sure'),
    text: textObject(app, confirm.text) ?? '',
    yes: plainText(confirm.confirm) || app.t('yes'),
    no: plainText(confirm.deny) || app.t('cancel'),
    danger: confirm.style === 'danger',
  });
}

const TROUBLE_MS = 150;
const WARN_MS = 6000;

/**
 * Shows on the control, wherever it is drawn now, that its action is under way or failed.
 * @param {import('./types.js').Spot} spot
 * @param {Element} element
 * @param {'busy'|'failed'|''} how
 */
function mark({ app, surface, block }, element, how) {
  const node = surface.root.querySelector(`[data-focus="${CSS.escape(focusMark(surface, block, element))}"]`);
  const host = node?.closest('.element') ?? node;
  if (!host) return;
  host.classList.toggle('is-busy', how === 'busy');
  node?.setAttribute('aria-busy', String(how === 'busy'));
  host.querySelector('.failed-mark')?.remove();
  if (how !== 'failed') return;
  const warning = h(
    'span',
    { class: 'failed-mark', title: app.t('click_failed') },
    icon('warning'),
    h('span', { class: 'unseen' }, app.t('click_failed')),
  );
  host.append(warning);
  setTimeout(() => warning.remove(), WARN_MS);
}

/**
 * The mark by which a redraw finds the same control again.
 * @param {Surface} surface
 * @param {Block} block
 * @param {Element} element
 */
export const focusMark = (surface, block, element) => `${surface.id}/${keyOf(block, element)}`;

/**
 * Shows errors under their fields; says which block ids have no field to show them at.
 * @param {Surface} surface
 * @param {Record<string, string>} errors
 */
export function showErrors(surface, errors) {
  surface.errors = Object.fromEntries(Object.entries(errors).filter(([, text]) => text));
  for (const slot of surface.root.querySelectorAll('[data-error-for]')) {
    const text = surface.errors[/** @type {HTMLElement} */ (slot).dataset.errorFor ?? ''] ?? '';
    fill(slot, text ? fieldError(/** @type {HTMLElement} */ (slot).dataset.errorFor ?? '', text) : null);
    const block = slot.closest('.block');
    block?.classList.toggle('has-error', Boolean(text));
    block
      ?.querySelectorAll('[data-action-id]')
      .forEach((control) => control.setAttribute('aria-invalid', String(Boolean(text))));
  }
  const shown = new Set(
    [...surface.root.querySelectorAll('[data-error-for]')].map((slot) => slot.getAttribute('data-error-for')),
  );
  return Object.keys(surface.errors).filter((id) => !shown.has(id));
}

/** @param {Surface} surface */
export function focusFirstError(surface) {
  const block = surface.root.querySelector('.has-error');
  if (!block) return;
  block.scrollIntoView({ block: 'center' });
  firstFocusable(block)?.focus({ preventScroll: true });
}
