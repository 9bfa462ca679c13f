/**
 * One message: who, when, what, its reactions and its thread.
 */
import { drawSurface } from './blocks/blocks.js';
import { h } from './dom.js';
import { glyph } from './emoji.js';
import { icon } from './icons.js';
import { editor } from './messageedit.js';
import { react, toolbar } from './messagetools.js';
import { mrkdwn } from './mrkdwn.js';
import { avatar, openProfile, roleBadge } from './people.js';
import { nameOf, reader } from './state.js';
import { clock, dateOf, fullTime } from './times.js';

/** @typedef {import('./types.js').App} App */
/** @typedef {import('./types.js').Message} Message */

/**
 * @typedef {object} MessageSpot
 * @property {App} app
 * @property {string} channel
 * @property {Message} message
 * @property {boolean} compact follows a message of the same person
 * @property {boolean} inThread drawn in the thread pane
 * @property {import('./surface.js').Surface} surface
 * @property {boolean} editing
 * @property {(editing: boolean) => void} setEditing
 * @property {() => void} onDismiss
 */

/** @param {MessageSpot} spot */
export function drawMessage(spot) {
  const { app, message, compact } = spot;
  const author = nameOf(app.state, message.user);
  const looks = `message ${compact ? 'compact' : ''} ${message.ephemeral ? 'ephemeral' : ''}`;
  return h(
    'article',
    {
      class: looks,
      testid: message.ephemeral ? 'ephemeral' : 'message',
      data: { ts: message.ts, user: message.user },
      'aria-label': `${author}, ${clock(reader(app.state), dateOf(message.ts))}`,
    },
    h('div', { class: 'message-side' }, compact ? timeNode(app, message) : avatar(app, message.user)),
    h(
      'div',
      { class: 'message-main' },
      message.ephemeral ? h('div', { class: 'only-you' }, icon('eye'), app.t('only_you')) : null,
      compact
        ? null
        : h(
            'div',
            { class: 'message-head' },
            authorButton(app, message.user, author),
            badgeOf(app, message.user),
            timeNode(app, message),
          ),
      h('div', { class: 'message-body' }, spot.editing ? editor(spot) : content(spot)),
      foot(spot),
    ),
    spot.editing ? null : toolbar(spot),
  );
}

/** @param {App} app @param {string} id */
function badgeOf(app, id) {
  if (id === app.state.bot.user_id) return h('span', { class: 'badge' }, app.t('app_badge'));
  const user = app.state.users.get(id);
  return user && user.role !== 'admin' ? roleBadge(app, user) : null;
}

/** @param {App} app @param {string} id @param {string} name */
function authorButton(app, id, name) {
  const node = h(
    'button',
    { type: 'button', class: 'author', on: { click: () => openProfile(app, node, id) } },
    name,
  );
  return node;
}

/** @param {App} app @param {Message} message */
function timeNode(app, message) {
  const date = dateOf(message.ts);
  return h(
    'time',
    { class: 'message-time', dateTime: date.toISOString(), title: fullTime(reader(app.state), date) },
    clock(reader(app.state), date),
  );
}

/** @param {MessageSpot} spot */
function content({ app, surface, message }) {
  const edited = message.edited ? h('span', { class: 'edited' }, ` ${app.t('edited')}`) : null;
  if (!message.blocks?.length)
    return [h('div', { class: 'message-text' }, mrkdwn(app, message.text), edited), fileChips(message)];
  drawSurface(app, surface, message.blocks);
  return [surface.root, edited, fileChips(message)];
}

/** @param {Message} message */
function fileChips(message) {
  if (!message.files?.length) return null;
  return h(
    'div',
    { class: 'file-chips' },
    message.files.map((file) => h('span', { class: 'file-chip' }, icon('file'), file.name)),
  );
}

/** @param {MessageSpot} spot */
function foot(spot) {
  const { app, message } = spot;
  return [
    message.reactions?.length
      ? h(
          'div',
          { class: 'reactions' },
          message.reactions.map((reaction) => reactionButton(spot, reaction)),
        )
      : null,
    message.reply_count && !spot.inThread
      ? h(
          'button',
          {
            type: 'button',
            class: 'replies',
            testid: 'open-thread',
            on: { click: () => app.go({ thread: message.ts }) },
          },
          icon('speech'),
          app.t('replies', { n: message.reply_count }),
        )
      : null,
    message.ephemeral
      ? h(
          'button',
          { type: 'button', class: 'link-button', testid: 'dismiss', on: { click: spot.onDismiss } },
          app.t('dismiss'),
        )
      : null,
  ];
}

/** @param {MessageSpot} spot @param {import('./types.js').Reaction} reaction */
function reactionButton(spot, reaction) {
  const { app } = spot;
  const who = reaction.users.map((id) => nameOf(app.state, id)).join(', ');
  const mine = reaction.users.includes(app.state.person);
  const words = app.t('reacted', { name: `:${reaction.name}:`, who });
  return h(
    'button',
    {
      type: 'button',
      class: 'reaction',
      'aria-pressed': String(mine),
      title: words,
      'aria-label': words,
      testid: 'reaction',
      data: { emoji: reaction.name, focus: `reaction-${spot.message.ts}-${reaction.name}` },
      on: { click: () => react(spot, reaction.name) },
    },
    h('span', null, glyph(reaction.name)),
    h('span', null, String(reaction.users.length)),
  );
}
