/**
 * Suggestions while typing: slash commands with their usage, @people, #channels and :emoji:.
 * The text field keeps the focus; arrow keys move, Tab or Enter takes, Esc closes.
 */
import { fold } from './chooser.js';
import { fill, freshId, h } from './dom.js';
import { emojiNames, glyph } from './emoji.js';
import { icon } from './icons.js';
import { avatar } from './people.js';

/** @typedef {import('./types.js').App} App */
/** @typedef {{key: string, insert: string, text: string, hint?: string, aside?: string, lead?: Node}} Suggestion */
/** @typedef {{from: number, typed: string, list: Suggestion[]}} Found */

const MOST = 8;

/** @type {[RegExp, (app: App, typed: string) => Suggestion[]][]} what stands before the caret -> what to suggest */
const KINDS = [
  [/^(\/\S*)$/, commands],
  [/(?:^|[\s(])(@[\p{L}\p{N}._'-]*(?: [\p{L}\p{N}._'-]*)?)$/u, people],
  [/(?:^|[\s(])(#[\p{L}\p{N}_-]*)$/u, rooms],
  [/(?:^|\s)(:[a-z0-9_+-]{2,})$/, emojis],
];

/** @param {App} app @param {string} typed */
function commands({ state }, typed) {
  return state.commands
    .filter((command) => command.command.startsWith(typed.toLowerCase()))
    .map((command) => ({
      key: command.command,
      insert: `${command.command} `,
      text: command.command,
      aside: command.usage_hint,
      hint: command.description,
      lead: icon('bolt'),
    }));
}

/** @param {App} app @param {string} typed */
function people(app, typed) {
  const wanted = fold(typed.slice(1));
  const fits = (/** @type {import('./types.js').User} */ user) =>
    fold(`${user.name} ${user.handle ?? ''}`)
      .split(' ')
      .some((_, i, parts) => parts.slice(i).join(' ').startsWith(wanted));
  const found = [...app.state.users.values()]
    .filter((user) => !user.deleted && fits(user))
    .map((user) => ({
      key: user.id,
      insert: `@${user.name} `,
      text: user.name,
      hint: user.title,
      lead: avatar(app, user.id, 'avatar-small'),
    }));
  const groups = [
    ['here', app.t('everyone_here')],
    ['channel', app.t('everyone_channel')],
  ]
    .filter(([name]) => name.startsWith(wanted))
    .map(([name, hint]) => ({
      key: name,
      insert: `@${name} `,
      text: `@${name}`,
      hint,
      lead: icon('speech'),
    }));
  return [...found.slice(0, MOST), ...groups];
}

/** @param {App} app @param {string} typed */
function rooms({ state }, typed) {
  const wanted = fold(typed.slice(1));
  return [...state.channels.values()]
    .filter((channel) => channel.kind !== 'im' && fold(channel.name).startsWith(wanted))
    .slice(0, MOST)
    .map((channel) => ({
      key: channel.id,
      insert: `#${channel.name} `,
      text: channel.name,
      hint: channel.topic,
      lead: icon(channel.kind === 'private' ? 'lock' : 'hash'),
    }));
}

/** @param {App} _ @param {string} typed */
function emojis(_, typed) {
  return emojiNames(typed.slice(1), MOST).map((name) => ({
    key: name,
    insert: `${glyph(name)} `,
    text: `:${name}:`,
    lead: h('span', { class: 'emoji-lead' }, glyph(name)),
  }));
}

/** @param {App} app @param {HTMLTextAreaElement} field @returns {Found|null} */
function find(app, field) {
  if (field.selectionStart !== field.selectionEnd) return null;
  const before = field.value.slice(0, field.selectionStart);
  for (const [pattern, suggest] of KINDS) {
    const typed = pattern.exec(before)?.[1];
    if (typed === undefined) continue;
    const list = suggest(app, typed);
    return list.length ? { from: before.length - typed.length, typed, list } : null;
  }
  return null;
}

/**
 * Puts suggestions on a text field. The returned function takes a key first and says whether
 * it used it.
 * @param {App} app
 * @param {HTMLTextAreaElement} field
 * @param {HTMLElement} host where the list is drawn
 * @returns {{onKey: (event: KeyboardEvent) => boolean, update: () => void}}
 */
export function attachCompletion(app, field, host) {
  const list = h('div', {
    role: 'listbox',
    id: freshId('suggestions'),
    class: 'suggestions',
    'aria-label': app.t('suggestions'),
    hidden: true,
    testid: 'suggestions',
  });
  host.append(list);
  field.setAttribute('aria-controls', list.id);
  field.setAttribute('aria-autocomplete', 'list');
  /** @type {Found|null} */
  let found = null;
  let at = 0;
  const draw = () => {
    list.hidden = !found;
    fill(
      list,
      found?.list.map((one, index) => suggestion(one, index === at, () => take(index))),
    );
    const active = list.querySelector('[aria-selected=true]');
    active?.scrollIntoView({ block: 'nearest' });
    if (active) field.setAttribute('aria-activedescendant', active.id);
    else field.removeAttribute('aria-activedescendant');
  };
  const update = () => {
    found = find(app, field);
    at = 0;
    draw();
  };
  const close = () => {
    found = null;
    draw();
  };
  const take = (/** @type {number} */ index) => {
    if (!found) return;
    field.setRangeText(found.list[index].insert, found.from, field.selectionStart, 'end');
    field.focus();
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (!found) return false;
    // A name typed out in full needs no more help: Enter means send.
    if (event.key === 'Enter' && found.list[at].insert.trim() === found.typed.trim()) return false;
    const step = /** @type {Record<string, () => void>} */ ({
      ArrowDown: () => {
        at = (at + 1) % (found?.list.length ?? 1);
        draw();
      },
      ArrowUp: () => {
        at = (at - 1 + (found?.list.length ?? 1)) % (found?.list.length ?? 1);
        draw();
      },
      Enter: () => take(at),
      Tab: () => take(at),
      Escape: close,
    })[event.key];
    if (!step || event.shiftKey) return false;
    event.preventDefault();
    event.stopPropagation();
    step();
    return true;
  };
  field.addEventListener('input', update);
  field.addEventListener('click', update);
  field.addEventListener('blur', () => setTimeout(close, 150));
  return { onKey, update };
}

/** @param {Suggestion} one @param {boolean} active @param {() => void} take */
function suggestion(one, active, take) {
  return h(
    'div',
    {
      role: 'option',
      id: freshId('suggestion'),
      class: `choice ${active ? 'active' : ''}`,
      'aria-selected': String(active),
      data: { value: one.key },
      on: {
        // Before blur, so that the field keeps the focus.
        pointerdown: (/** @type {Event} */ event) => event.preventDefault(),
        click: take,
      },
    },
    one.lead,
    h(
      'span',
      { class: 'choice-words' },
      h(
        'span',
        { class: 'choice-text' },
        one.text,
        one.aside ? h('span', { class: 'choice-aside' }, ` ${one.aside}`) : null,
      ),
      one.hint ? h('span', { class: 'choice-hint' }, one.hint) : null,
    ),
  );
}
