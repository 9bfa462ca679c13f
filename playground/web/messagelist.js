/**
 * A list of messages with day dividers. It keeps one's place while new things arrive: at the
 * end it follows, further up it stays and says that there is more below.
 */
import { h, reconcile } from './dom.js';
import { icon } from './icons.js';
import { drawMessage } from './message.js';
import { bareWords } from './mrkdwn.js';
import { nameOf, reader } from './state.js';
import { createSurface } from './surface.js';
import { dateOf, dayKey, dayName } from './times.js';

/** @typedef {import('./types.js').App} App */
/** @typedef {import('./types.js').Message} Message */
/** @typedef {{kind: 'day', key: string, words: string} | {kind: 'message', key: string, message: Message, compact: boolean}} Line */

const SAME_BREATH_SECONDS = 300;
const NEAR_END_PX = 80;
const SPOKEN_LETTERS = 300;

/**
 * @param {App} app
 * @param {{channel: string, inThread: boolean, label: string, dismissed: Set<string>, before?: Node}} how
 */
export function createMessageList(app, how) {
  const list = h('div', { class: 'message-lines' });
  const pill = h(
    'button',
    { type: 'button', class: 'new-below', hidden: true, on: { click: () => toEnd() } },
    icon('down'),
    app.t('new_below'),
  );
  const scroll = h(
    'div',
    { class: 'message-scroll', role: 'region', 'aria-label': how.label, tabindex: '0' },
    how.before,
    list,
  );
  const node = h('div', { class: 'message-list' }, scroll, pill);
  /** @type {Map<string, import('./surface.js').Surface>} */
  const surfaces = new Map();
  let editing = '';
  let following = true;
  let lastTs = '';
  /** @type {Message[]} */
  let shown = [];

  const toEnd = () => {
    scroll.scrollTop = scroll.scrollHeight;
    pill.hidden = true;
  };
  // An answer taller than the window is read from its beginning.
  const toStart = (/** @type {Message} */ message) => {
    const node = /** @type {HTMLElement|null} */ (list.querySelector(`[data-ts="${message.ts}"]`));
    if (!node || node.offsetHeight < scroll.clientHeight) return;
    following = false;
    scroll.scrollTop += node.getBoundingClientRect().top - scroll.getBoundingClientRect().top;
  };
  const atEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END_PX;
  scroll.addEventListener('scroll', () => {
    if (atEnd()) pill.hidden = true;
  });
  // Content grows after drawing (fonts, folding) and the window shrinks (a notice): the end stays the end.
  const keepEnd = new ResizeObserver(() => {
    if (following) toEnd();
  });
  keepEnd.observe(list);
  keepEnd.observe(scroll);
  scroll.addEventListener('scroll', () => {
    following = atEnd();
  });

  const surfaceOf = (/** @type {Message} */ message) => {
    const kept =
      surfaces.get(message.ts) ??
      createSurface(`m-${how.channel}-${message.ts}-${how.inThread ? 't' : 'c'}`, {
        type: 'message',
        channel: how.channel,
        ts: message.ts,
        ephemeral: message.ephemeral,
      });
    surfaces.set(message.ts, kept);
    return kept;
  };

  /** @param {Message[]} messages */
  function draw(messages) {
    shown = messages;
    const wasAtEnd = following || !lastTs;
    const kept = messages.filter((message) => !how.dismissed.has(message.ts));
    reconcile(list, linesOf(app, kept), {
      key: (line) => line.key,
      signature: (line) => (line.kind === 'day' ? line.words : signature(app, line, editing)),
      build: (line) =>
        line.kind === 'day'
          ? dayLine(line.words)
          : drawMessage({
              app,
              channel: how.channel,
              message: line.message,
              compact: line.compact,
              inThread: how.inThread,
              surface: surfaceOf(line.message),
              editing: editing === line.message.ts,
              setEditing: (on) => {
                editing = on ? line.message.ts : '';
                draw(shown);
              },
              onDismiss: () => {
                how.dismissed.add(line.message.ts);
                draw(shown);
              },
            }),
    });
    const fresh = kept.filter((message) => lastTs && Number(message.ts) > Number(lastTs));
    follow(fresh, wasAtEnd);
    lastTs = kept[kept.length - 1]?.ts ?? (lastTs || '0');
  }

  /** @param {Message[]} fresh @param {boolean} wasAtEnd */
  function follow(fresh, wasAtEnd) {
    const own = fresh.some((message) => message.user === app.state.person || message.ephemeral);
    const answer = fresh.find((message) => message.ephemeral);
    if (wasAtEnd || own) toEnd();
    if (answer) toStart(answer);
    if (wasAtEnd || own) pill.hidden = true;
    else if (fresh.length) pill.hidden = false;
    const spoken = fresh.filter((message) => message.user !== app.state.person);
    if (spoken.length)
      app.notices.announce(
        spoken
          .map(
            (message) =>
              `${nameOf(app.state, message.user)}: ${bareWords(app, message.text).slice(0, SPOKEN_LETTERS)}`,
          )
          .join('. '),
      );
  }
  return { node, draw, toEnd };
}

/** @param {App} app @param {Extract<Line, {kind: 'message'}>} line @param {string} editing */
function signature(app, line, editing) {
  // While a message is being edited, nothing that arrives redraws its editor.
  if (editing === line.message.ts) return 'editing';
  return `${app.state.stamp} ${line.compact} ${JSON.stringify(line.message)}`;
}

/**
 * Messages with day dividers between; a run by one person is drawn closer together.
 * @param {App} app
 * @param {Message[]} messages
 * @returns {Line[]}
 */
function linesOf(app, messages) {
  /** @type {Line[]} */
  const lines = [];
  let day = '';
  /** @type {Message|null} */
  let last = null;
  for (const message of messages) {
    const date = dateOf(message.ts);
    const today = dayKey(reader(app.state), date);
    if (today !== day) {
      lines.push({ kind: 'day', key: `day ${today}`, words: dayName(reader(app.state), date, app.t) });
      last = null;
    }
    lines.push({ kind: 'message', key: message.ts, message, compact: continues(last, message) });
    day = today;
    last = message;
  }
  return lines;
}

/** @param {Message|null} last @param {Message} message */
function continues(last, message) {
  if (!last || last.user !== message.user || last.ephemeral || message.ephemeral) return false;
  return Number(message.ts) - Number(last.ts) < SAME_BREATH_SECONDS && !last.reply_count;
}

/** @param {string} words */
const dayLine = (words) =>
  h('div', { class: 'day-line', role: 'separator', 'aria-label': words }, h('span', null, words));
