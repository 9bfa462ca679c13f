/**
 * A menu of things to do: arrow keys move, Enter picks, Esc closes.
 */
import { h } from './dom.js';
import { icon } from './icons.js';
import { closeIfOpen, openPopover } from './popover.js';

/**
 * @typedef {object} Item
 * @property {string} text
 * @property {string} [hint] a second, quieter line
 * @property {string} [icon]
 * @property {boolean} [danger]
 * @property {string} [heading] shown above this item
 * @property {Record<string, string>} [data]
 * @property {() => void} onPick
 */

/**
 * Opens a menu on a control, or closes it when it is open already.
 * @param {HTMLElement} anchor
 * @param {{label: string, items: Item[], testid?: string, empty?: string}} how
 */
export function openMenu(anchor, how) {
  if (closeIfOpen(anchor)) return;
  const list = h(
    'div',
    { class: 'menu' },
    how.items.map((item) => entry(item, () => popover.close())),
  );
  if (!how.items.length) list.append(h('p', { class: 'menu-empty' }, how.empty));
  const popover = openPopover(anchor, {
    label: how.label,
    content: list,
    role: 'menu',
    class: 'popover-menu',
    testid: how.testid,
  });
  popover.node.addEventListener('keydown', (event) => walk(event, popover.node));
}

/** @param {Item} item @param {() => void} close */
function entry(item, close) {
  const pick = () => {
    close();
    item.onPick();
  };
  return [
    item.heading ? h('div', { class: 'menu-heading', role: 'presentation' }, item.heading) : null,
    h(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        class: `menu-item ${item.danger ? 'danger' : ''}`,
        data: item.data,
        on: { click: pick },
      },
      item.icon ? icon(item.icon) : null,
      h(
        'span',
        { class: 'menu-words' },
        h('span', null, item.text),
        item.hint ? h('span', { class: 'menu-hint' }, item.hint) : null,
      ),
    ),
  ];
}

/** @param {KeyboardEvent} event @param {HTMLElement} menu */
function walk(event, menu) {
  const items = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('[role=menuitem]')]);
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const to = /** @type {Record<string, number>} */ ({ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 })[
    event.key
  ];
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}
