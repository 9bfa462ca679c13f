/**
 * Building and updating the document. All content goes through text nodes and properties;
 * nothing in this page turns data into HTML. `reconcile` keeps the nodes of things that did
 * not change, so live updates never disturb typing, focus or scrolling.
 */

/**
 * Makes an element. In `props`: `class`, `testid`, `on` (listeners), `data` (data-*), `style`
 * (an object); anything else becomes a property when the element has it, else an attribute.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any>|null} [props]
 * @param {...any} children strings, nodes, arrays of them; null, undefined and false are skipped
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  // Children first: with dir="auto" set early the browser would look through all of them at each step.
  append(node, children);
  for (const [name, value] of Object.entries(props ?? {})) setProp(node, name, value);
  return node;
}

/** @param {HTMLElement} node @param {string} name @param {any} value */
function setProp(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === 'class') node.className = value;
  else if (name === 'testid') node.dataset.testid = value;
  else if (name === 'data') Object.assign(node.dataset, value);
  else if (name === 'style') setStyle(node, value);
  else if (name === 'on') {
    for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
  } else if (name in node && !name.includes('-') && name !== 'list') /** @type {any} */ (node)[name] = value;
  else node.setAttribute(name, value === true ? '' : String(value));
}

/** @param {HTMLElement} node @param {Record<string, string>} style */
function setStyle(node, style) {
  for (const [name, value] of Object.entries(style)) node.style.setProperty(name, value);
}

/** Appends children; strings become text. @param {Node} node @param {any[]} children */
export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === '') continue;
    node.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Replaces all content of a node. @param {Element} node @param {...any} children */
export function fill(node, ...children) {
  node.replaceChildren();
  append(node, children);
}

/**
 * An SVG element.
 * @param {string} tag
 * @param {Record<string, any>} attrs
 * @param {...any} children
 */
export function svg(tag, attrs, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attrs)) {
    if (value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  append(node, children);
  return node;
}

/** @type {WeakMap<Element, {key: string, signature: string}>} */
const drawn = new WeakMap();

/**
 * Makes the children of `parent` match `items`, rebuilding only what changed.
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {{key: (item: T) => string, signature: (item: T) => string, build: (item: T) => HTMLElement}} how
 */
export function reconcile(parent, items, how) {
  const old = new Map([...parent.children].map((node) => [drawn.get(node)?.key, node]));
  const wanted = new Set(items.map(how.key));
  for (const [key, node] of old) if (key === undefined || !wanted.has(key)) node.remove();
  /** @type {Element|null} */
  let cursor = parent.firstElementChild;
  for (const item of items) {
    const kept = old.get(how.key(item));
    const node = freshOrKept(kept, item, how);
    if (kept === cursor) cursor = node;
    if (node === cursor) cursor = cursor.nextElementSibling;
    else parent.insertBefore(node, cursor);
  }
}

/**
 * @template T
 * @param {Element|undefined} kept
 * @param {T} item
 * @param {{key: (item: T) => string, signature: (item: T) => string, build: (item: T) => HTMLElement}} how
 */
function freshOrKept(kept, item, how) {
  const signature = how.signature(item);
  if (kept && drawn.get(kept)?.signature === signature) return kept;
  const node = how.build(item);
  drawn.set(node, { key: how.key(item), signature });
  if (kept?.isConnected) replaceKeepingFocus(kept, node);
  return node;
}

/**
 * Swaps a node; focus and caret move to the same control in the new one.
 * @param {Element} old
 * @param {HTMLElement} fresh
 */
function replaceKeepingFocus(old, fresh) {
  const active = /** @type {HTMLElement|null} */ (document.activeElement);
  const held = active && old.contains(active) ? active : null;
  const caret = held && 'selectionStart' in held ? caretOf(/** @type {HTMLInputElement} */ (held)) : null;
  old.replaceWith(fresh);
  if (!held) return;
  const twin = findTwin(held, fresh);
  twin?.focus({ preventScroll: true });
  if (twin && caret) restoreCaret(/** @type {HTMLInputElement} */ (twin), caret);
}

/** @param {HTMLElement} held @param {HTMLElement} fresh */
function findTwin(held, fresh) {
  const id = held.closest('[data-focus]')?.getAttribute('data-focus');
  if (!id) return null;
  const twin = /** @type {HTMLElement|null} */ (fresh.querySelector(`[data-focus="${CSS.escape(id)}"]`));
  return twin && (twin.matches(FOCUSABLE) ? twin : firstFocusable(twin));
}

/** @param {HTMLInputElement} input @returns {[number, number]|null} */
function caretOf(input) {
  return input.selectionStart === null
    ? null
    : [input.selectionStart, input.selectionEnd ?? input.selectionStart];
}

/** @param {HTMLInputElement} input @param {[number, number]} caret */
function restoreCaret(input, caret) {
  // Number and e-mail inputs have no caret to set and would throw.
  if ('selectionStart' in input && input.selectionStart !== null) input.setSelectionRange(...caret);
}

const FOCUSABLE =
  'a[href], button:not([disabled]):not([tabindex="-1"]), input:not([disabled]):not([type=hidden]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]';

/**
 * The first thing inside that can take focus and is shown.
 * @param {Element} root
 * @returns {HTMLElement|null}
 */
export function firstFocusable(root) {
  return focusables(root)[0] ?? null;
}

/**
 * All things inside that can take focus, in order.
 * @param {Element} root
 * @returns {HTMLElement[]}
 */
export function focusables(root) {
  const all = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(FOCUSABLE)]);
  return all.filter((node) => node.getClientRects().length > 0);
}

let serial = 0;

/** An id that no other node of the page has. @param {string} stem */
export function freshId(stem) {
  serial += 1;
  return `${stem}-${serial}`;
}
