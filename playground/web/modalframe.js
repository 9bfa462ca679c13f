/**
 * One form of the stack: its title, blocks and buttons, and what sending, closing and leaving
 * it mean.
 */
import { faultsOf } from './blocks/validate.js';
import { askSure } from './dialog.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { plainText } from './mrkdwn.js';
import { focusFirstError, showErrors, surfaceState, valueOf } from './surface.js';

/** @typedef {import('./types.js').App} App */
/** @typedef {import('./types.js').View} View */
/** @typedef {{node: HTMLElement, surface: import('./surface.js').Surface, view: View, lastErrors: string, busy: boolean}} Frame */

/**
 * @param {App} app
 * @param {View} view
 * @param {number} depth
 * @param {import('./surface.js').Surface} surface
 * @returns {Frame}
 */
export function buildFrame(app, view, depth, surface) {
  /** @type {Frame} */
  const frame = {
    node: h('form', { class: 'modal-frame', noValidate: true, autocomplete: 'off' }),
    surface,
    view,
    lastErrors: '{}',
    busy: false,
  };
  const close = plainText(view.close) || app.t(view.submit ? 'cancel' : 'close');
  frame.node.append(
    h(
      'header',
      { class: 'modal-head' },
      depth
        ? h(
            'button',
            {
              type: 'button',
              class: 'quiet-button',
              'aria-label': app.t('back'),
              testid: 'modal-back',
              on: { click: () => shutView(app, frame, false) },
            },
            icon('back'),
          )
        : null,
      h('h2', { id: `title-${view.id}`, dir: 'auto' }, plainText(view.title)),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet-button',
          'aria-label': app.t('close'),
          testid: 'modal-dismiss',
          on: { click: () => shutView(app, frame, depth > 0) },
        },
        icon('close'),
      ),
    ),
    h('div', { class: 'modal-body' }, h('div', { data: { noticeSlot: 'yes' } }), surface.root),
    h(
      'footer',
      { class: 'modal-foot' },
      h(
        'button',
        {
          type: 'button',
          class: 'button',
          testid: 'modal-close',
          on: { click: () => shutView(app, frame, false) },
        },
        close,
      ),
      view.submit
        ? h(
            'button',
            { type: 'submit', class: 'button button-primary submit-button', testid: 'modal-submit' },
            h('span', { class: 'button-words' }, plainText(view.submit)),
          )
        : null,
    ),
  );
  frame.node.addEventListener('submit', (event) => {
    event.preventDefault();
    submit(app, frame);
  });
  return frame;
}

/** @param {App} app @param {Frame} frame */
async function submit(app, frame) {
  if (frame.busy || !frame.view.submit) return;
  app.notices.clear();
  const { surface } = frame;
  const faults = faultsOf(surface.blocks, (block, element) => valueOf(surface, block, element), app.t);
  if (Object.keys(faults).length) return tellErrors(app, frame, faults);
  setBusy(frame, true);
  let taken = false;
  try {
    const answer = await app.api.act('submit', { view_id: frame.view.id, state: surfaceState(surface) });
    if (answer.errors && Object.keys(answer.errors).length) tellErrors(app, frame, answer.errors);
    else {
      taken = true;
      surface.dirty = false;
    }
  } catch (error) {
    app.notices.show(error instanceof Error ? error.message : String(error));
  }
  setBusy(frame, false);
  await app.refresh.views();
  // What the app put in the form's place is read from its beginning.
  if (taken) frame.node.querySelector('.modal-body')?.scrollTo(0, 0);
}

/** @param {Frame} frame @param {boolean} busy */
function setBusy(frame, busy) {
  frame.busy = busy;
  frame.node.classList.toggle('is-sending', busy);
  frame.node.querySelector('.submit-button')?.setAttribute('aria-busy', String(busy));
}

/**
 * Errors under their fields; those without a field at the top.
 * @param {App} app
 * @param {Frame} frame
 * @param {Record<string, string>} errors
 */
export function tellErrors(app, frame, errors) {
  const homeless = showErrors(frame.surface, errors);
  if (homeless.length) app.notices.show(homeless.map((id) => errors[id]).join(' '));
  if (frame.node.isConnected) focusFirstError(frame.surface);
}

/** Esc asks first when something was written. @param {App} app @param {Frame} frame */
export async function leave(app, frame) {
  const { t } = app;
  const sure =
    !frame.surface.dirty ||
    (await askSure({
      title: t('leave_form'),
      text: t('leave_form_text'),
      yes: t('leave_form_yes'),
      no: t('leave_form_no'),
    }));
  if (sure) shutView(app, frame, false);
}

/** @param {App} app @param {Frame} frame @param {boolean} all the whole stack */
async function shutView(app, frame, all) {
  await app.api
    .act('close', { view_id: frame.view.id, ...(all ? { all } : {}) })
    .catch((error) => app.notices.show(error.message));
  await app.refresh.views();
}
