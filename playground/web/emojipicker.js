/**
 * The small emoji picker, for reactions and for the composer.
 */
import { h } from './dom.js';
import { glyph, PICKER } from './emoji.js';
import { closeIfOpen, openPopover } from './popover.js';

const COLUMNS = 6;

/**
 * @param {import('./types.js').App} app
 * @param {HTMLElement} anchor
 * @param {(name: string, character: string) => void} onPick
 */
export function openEmojiPicker(app, anchor, onPick) {
  if (closeIfOpen(anchor)) return;
  const pick = (/** @type {string} */ name) => {
    popover.close();
    onPick(name, glyph(name));
  };
  const grid = h(
    'div',
    { class: 'emoji-grid' },
    PICKER.map((name) =>
      h(
        'button',
        {
          type: 'button',
          class: 'emoji-button',
          title: `:${name}:`,
          'aria-label': name.replace(/_/g, ' '),
          data: { emoji: name },
          on: { click: () => pick(name) },
        },
        glyph(name),
      ),
    ),
  );
  const popover = openPopover(anchor, {
    label: app.t('react'),
    content: grid,
    class: 'popover-emoji',
    testid: 'emoji-picker',
  });
  grid.addEventListener('keydown', (event) => {
    const by = /** @type {Record<string, number>} */ ({
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: COLUMNS,
      ArrowUp: -COLUMNS,
    })[event.key];
    if (!by) return;
    event.preventDefault();
    const buttons = /** @type {HTMLElement[]} */ ([...grid.children]);
    buttons
      .at((buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + by) % buttons.length)
      ?.focus();
  });
}
