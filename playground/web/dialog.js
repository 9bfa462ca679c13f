/**
 * Real modal dialogs on the browser's own <dialog>: the rest of the page is inert, Tab stays
 * inside, focus returns. Also the small "are you sure" question.
 */
import { focusables, freshId, h } from './dom.js';

/** Keeps Tab inside a dialog, also at its two ends. @param {HTMLDialogElement} dialog */
export function trapTab(dialog) {
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab') return;
    const all = focusables(dialog);
    const edge = event.shiftKey ? all[0] : all[all.length - 1];
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? all[all.length - 1] : all[0])?.focus();
  });
}

/**
 * Asks a yes-or-no question; Esc means no.
 * @param {{title: string, text?: Node|string, yes: string, no: string, danger?: boolean}} question
 * @returns {Promise<boolean>}
 */
export function askSure(question) {
  const title = freshId('question');
  const asker = /** @type {HTMLElement|null} */ (document.activeElement);
  return new Promise((resolve) => {
    const answer = (/** @type {boolean} */ value) => {
      dialog.close();
      dialog.remove();
      if (asker?.isConnected) asker.focus({ preventScroll: true });
      resolve(value);
    };
    const yes = h(
      'button',
      {
        type: 'button',
        class: `button ${question.danger ? 'button-danger' : 'button-primary'}`,
        testid: 'confirm-yes',
        on: { click: () => answer(true) },
      },
      question.yes,
    );
    const dialog = h(
      'dialog',
      {
        class: 'question',
        'aria-labelledby': title,
        testid: 'confirm',
        on: {
          cancel: (/** @type {Event} */ event) => {
            event.preventDefault();
            answer(false);
          },
        },
      },
      h('h2', { id: title }, question.title),
      question.text ? h('div', { class: 'question-text' }, question.text) : null,
      h(
        'div',
        { class: 'dialog-buttons' },
        h(
          'button',
          { type: 'button', class: 'button', testid: 'confirm-no', on: { click: () => answer(false) } },
          question.no,
        ),
        yes,
      ),
    );
    trapTab(dialog);
    document.body.append(dialog);
    dialog.showModal();
    yes.focus();
  });
}
