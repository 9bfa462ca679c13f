/**
 * Editing one's own message in its place: Enter saves, Esc gives up.
 */
import { h } from './dom.js';
import { decode, encode } from './encode.js';

/** @typedef {import('./message.js').MessageSpot} MessageSpot */

/** @param {MessageSpot} spot */
export function editor(spot) {
  const { app, channel, message } = spot;
  const field = h('textarea', {
    class: 'text-input',
    rows: 3,
    value: decode(app.state, message.text),
    'aria-label': app.t('edit'),
    testid: 'edit-field',
    data: { focus: `edit-${message.ts}` },
  });
  const save = async () => {
    if (!field.value.trim()) return;
    try {
      await app.api.act('edit', { channel, ts: message.ts, text: encode(app.state, field.value.trim()) });
    } catch (error) {
      app.notices.show(error instanceof Error ? error.message : String(error));
      return;
    }
    spot.setEditing(false);
    app.refresh.messages();
    app.refresh.thread();
  };
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') spot.setEditing(false);
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    save();
  });
  requestAnimationFrame(() => {
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  });
  return h(
    'div',
    { class: 'message-editor' },
    field,
    h(
      'div',
      { class: 'dialog-buttons' },
      h(
        'button',
        { type: 'button', class: 'button', on: { click: () => spot.setEditing(false) } },
        app.t('cancel'),
      ),
      h(
        'button',
        { type: 'button', class: 'button button-primary', testid: 'edit-save', on: { click: save } },
        app.t('save'),
      ),
    ),
  );
}
