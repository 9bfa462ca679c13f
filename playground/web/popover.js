/**
 * Small layers that hang on a control: profiles, menus, choosers. One is open at a time; Esc
 * or a press elsewhere closes it and focus goes back to the control. On a phone they become a
 * sheet at the bottom (CSS decides).
 */
import { firstFocusable, h } from './dom.js';

/** @typedef {{node: HTMLElement, close: (keepFocus?: boolean) => void, place: () => void}} Popover */

/** @type {WeakMap<HTMLElement, Popover>} */
const openOn = new WeakMap();

/**
 * Closes the layer of this control, if it has one open; says whether it did.
 * @param {HTMLElement} anchor
 */
export function closeIfOpen(anchor) {
  const popover = openOn.get(anchor);
  popover?.close();
  return Boolean(popover);
}

/**
 * Opens a layer beside a control.
 * @param {HTMLElement} anchor
 * @param {{label: string, content: Node, role?: string, class?: string, testid?: string, wide?: boolean, takeFocus?: boolean, onClose?: () => void}} how
 * @returns {Popover}
 */
export function openPopover(anchor, how) {
  openOn.get(anchor)?.close(true);
  document.dispatchEvent(new Event('kaiku:popover'));
  const node = h(
    'div',
    {
      class: `popover ${how.class ?? ''}`,
      role: how.role ?? 'dialog',
      'aria-label': how.label,
      testid: how.testid,
    },
    how.content,
  );
  const gone = new AbortController();
  const place = () => putBeside(node, anchor, how.wide ?? false);
  const close = (keepFocus = false) => {
    if (gone.signal.aborted) return;
    gone.abort();
    openOn.delete(anchor);
    const hadFocus = node.contains(document.activeElement);
    node.remove();
    anchor.setAttribute('aria-expanded', 'false');
    if (hadFocus && !keepFocus) focusAnchor(anchor);
    how.onClose?.();
  };
  listen(node, anchor, close, place, gone.signal);
  (anchor.closest('dialog') ?? document.body).append(node);
  anchor.setAttribute('aria-expanded', 'true');
  place();
  if (how.takeFocus !== false) firstFocusable(node)?.focus({ preventScroll: true });
  const popover = { node, close, place };
  openOn.set(anchor, popover);
  return popover;
}

/**
 * @param {HTMLElement} node
 * @param {HTMLElement} anchor
 * @param {(keepFocus?: boolean) => void} close
 * @param {() => void} place
 * @param {AbortSignal} signal
 */
function listen(node, anchor, close, place, signal) {
  const outside = (/** @type {Event} */ event) => {
    const target = /** @type {Node} */ (event.target);
    if (!node.contains(target) && !anchor.contains(target)) close(true);
  };
  document.addEventListener('pointerdown', outside, { capture: true, signal });
  document.addEventListener('focusin', outside, { capture: true, signal });
  document.addEventListener('kaiku:popover', () => close(true), { signal });
  window.addEventListener('resize', place, { signal });
  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    // Only this layer closes, not the modal below it.
    event.preventDefault();
    event.stopPropagation();
    close();
  });
}

/** The control may have been redrawn while its layer was open. @param {HTMLElement} anchor */
function focusAnchor(anchor) {
  const mark = anchor.getAttribute('data-focus');
  const twin =
    anchor.isConnected || !mark ? anchor : document.querySelector(`[data-focus="${CSS.escape(mark)}"]`);
  /** @type {HTMLElement|null} */ (twin)?.focus({ preventScroll: true });
}

const GAP = 6;
const EDGE = 8;

/**
 * @param {HTMLElement} node
 * @param {HTMLElement} anchor
 * @param {boolean} wide as wide as the control
 */
function putBeside(node, anchor, wide) {
  if (!anchor.isConnected) return;
  const box = anchor.getBoundingClientRect();
  if (wide) node.style.minWidth = `${Math.min(box.width, innerWidth - 2 * EDGE)}px`;
  const below = innerHeight - box.bottom - GAP - EDGE;
  const above = box.top - GAP - EDGE;
  const under = below >= Math.min(node.scrollHeight, 320) || below >= above;
  node.style.maxHeight = `${Math.max(120, under ? below : above)}px`;
  const height = node.offsetHeight;
  const top = under ? box.bottom + GAP : box.top - GAP - height;
  node.style.top = `${Math.max(EDGE, Math.min(top, innerHeight - height - EDGE))}px`;
  // Where it would leave the window it hangs from the control's right edge instead.
  const left = box.left + node.offsetWidth > innerWidth - EDGE ? box.right - node.offsetWidth : box.left;
  node.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - node.offsetWidth - EDGE))}px`;
}
