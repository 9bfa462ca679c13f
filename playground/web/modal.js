/**
 * The app's modals: a stack of forms of which the top one shows. What was typed in the ones
 * below stays, and focus returns to where it was when the last one closes.
 */
import { drawSurface } from './blocks/blocks.js';
import { trapTab } from './dialog.js';
import { firstFocusable, focusables, h } from './dom.js';
import { buildFrame, leave, tellErrors } from './modalframe.js';
import { createSurface } from './surface.js';

/** @typedef {import('./types.js').App} App */
/** @typedef {import('./types.js').View} View */
/** @typedef {import('./modalframe.js').Frame} Frame */

/** @param {App} app */
export function mountModals(app) {
  const { state } = app;
  /** @type {Map<string, Frame>} */
  const frames = new Map();
  /** @type {HTMLDialogElement|null} */
  let dialog = null;
  /** @type {HTMLElement|null} */
  let asker = null;
  let topId = '';

  const draw = () => {
    for (const [id, frame] of frames) {
      if (state.views.some((view) => view.id === id)) continue;
      frame.node.remove();
      frames.delete(id);
    }
    const top = state.views[state.views.length - 1];
    if (!top) return shut();
    if (!dialog) open();
    state.views.forEach((view, depth) => update(app, frames, view, depth));
    showTop(top);
  };
  const open = () => {
    asker = /** @type {HTMLElement|null} */ (document.activeElement);
    dialog = h('dialog', {
      class: 'modal',
      testid: 'modal',
      on: {
        cancel: (/** @type {Event} */ event) => {
          event.preventDefault();
          const frame = frames.get(topId);
          if (frame) leave(app, frame);
        },
      },
    });
    trapTab(dialog);
    document.body.append(dialog);
    dialog.showModal();
  };
  const shut = () => {
    if (!dialog) return;
    dialog.close();
    dialog.remove();
    dialog = null;
    topId = '';
    returnFocus(asker);
  };
  const showTop = (/** @type {View} */ top) => {
    for (const [id, frame] of frames) {
      if (!frame.node.isConnected) dialog?.append(frame.node);
      frame.node.hidden = id !== top.id;
    }
    dialog?.setAttribute('aria-labelledby', `title-${top.id}`);
    if (topId === top.id) return;
    topId = top.id;
    const frame = /** @type {Frame} */ (frames.get(top.id));
    const wanted =
      frame.surface.root.querySelector('[data-focus-on-load=yes]') ??
      frame.surface.root.querySelector('.block-input [data-action-id]');
    const target = /** @type {HTMLElement|null} */ (
      wanted?.matches('input,textarea,button') ? wanted : wanted && firstFocusable(wanted)
    );
    (target ?? focusables(frame.node)[0])?.focus();
  };
  state.on('views', draw);
  state.on('language', () => {
    frames.forEach((frame) => frame.node.remove());
    frames.clear();
    draw();
  });
}

/**
 * Back to where the person was, or to the composer if that is gone.
 * @param {HTMLElement|null} asker
 */
function returnFocus(asker) {
  const mark = asker?.getAttribute('data-focus');
  const twin =
    asker?.isConnected || !mark ? asker : document.querySelector(`[data-focus="${CSS.escape(mark)}"]`);
  const composer = document.querySelector('[data-testid=composer]');
  /** @type {HTMLElement|null} */ (twin?.isConnected && twin !== document.body ? twin : composer)?.focus({
    preventScroll: true,
  });
}

/**
 * Makes or freshens one view's frame.
 * @param {App} app
 * @param {Map<string, Frame>} frames
 * @param {View} view
 * @param {number} depth
 */
function update(app, frames, view, depth) {
  let frame = frames.get(view.id);
  if (frame && wordsOf(frame.view) !== wordsOf(view)) {
    const fresh = buildFrame(app, view, depth, frame.surface);
    fresh.node.hidden = frame.node.hidden;
    frame.node.replaceWith(fresh.node);
    frame = fresh;
  }
  frame ??= buildFrame(app, view, depth, createSurface(`v-${view.id}`, { type: 'view', view_id: view.id }));
  frame.view = view;
  frames.set(view.id, frame);
  drawSurface(app, frame.surface, view.blocks);
  const errors = JSON.stringify(view.errors ?? {});
  if (errors === frame.lastErrors) return;
  frame.lastErrors = errors;
  tellErrors(app, frame, view.errors ?? {});
}

/** What of a view stands outside its blocks. @param {View} view */
const wordsOf = (view) => JSON.stringify([view.title, view.submit, view.close, view.type]);
