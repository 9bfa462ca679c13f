/**
 * How people look: the avatar with initials, the name chip in a text, the small profile
 * that opens from it.
 */
import { h } from './dom.js';
import { icon, logo } from './icons.js';
import { openPopover } from './popover.js';
import { nameOf, reader } from './state.js';
import { clock } from './times.js';

/** @param {string} name */
function initials(name) {
  const parts = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(parts[0] ?? '?')][0];
  const last = parts.length > 1 ? [...parts[parts.length - 1]][0] : '';
  return (first + last).toLocaleUpperCase();
}

/**
 * A square with initials on the person's colour; the bot wears the logo.
 * @param {import('./types.js').App} app
 * @param {string} id
 * @param {string} [size]
 */
export function avatar(app, id, size = '') {
  const { state } = app;
  if (id === state.bot.user_id)
    return h('span', { class: `avatar avatar-bot ${size}`, 'aria-hidden': 'true' }, logo());
  const user = state.users.get(id);
  const node = h('span', { class: `avatar ${size}`, 'aria-hidden': 'true' }, initials(user?.name ?? id));
  const ground = readable(user?.color ?? '');
  if (ground) node.style.backgroundColor = ground;
  return node;
}

/** The colour, darkened until white letters on it reach 4.5 : 1. @param {string} color #rrggbb */
function readable(color) {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (!match) return '';
  let channels = match.slice(1).map((pair) => parseInt(pair, 16));
  while (contrastWithWhite(channels) < 4.5) channels = channels.map((value) => Math.floor(value * 0.92));
  return `rgb(${channels.join(' ')})`;
}

/** @param {number[]} channels */
function contrastWithWhite(channels) {
  const [r, g, b] = channels
    .map((value) => value / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}

/**
 * A badge for those who are not ordinary members.
 * @param {import('./types.js').App} app
 * @param {import('./types.js').User} user
 */
export function roleBadge(app, user) {
  if (user.deleted) return h('span', { class: 'badge badge-muted' }, app.t('deactivated'));
  if (user.role === 'member') return null;
  return h('span', { class: 'badge' }, app.t(`role_${user.role}`));
}

/**
 * "@Name" as a button that opens the small profile.
 * @param {import('./types.js').App} app
 * @param {string} id
 * @param {string} [label]
 */
export function userChip(app, id, label) {
  const known = app.state.users.has(id) || id === app.state.bot.user_id;
  const text = `@${known ? nameOf(app.state, id) : label || id}`;
  const mine = id === app.state.person ? 'mention-me' : '';
  if (!known) return h('span', { class: 'mention' }, text);
  const chip = h(
    'button',
    { type: 'button', class: `mention ${mine}`, on: { click: () => openProfile(app, chip, id) } },
    text,
  );
  return chip;
}

/** @param {import('./types.js').App} app @param {HTMLElement} anchor @param {string} id */
export function openProfile(app, anchor, id) {
  const user = app.state.users.get(id);
  const name = nameOf(app.state, id);
  const time = user
    ? app.t('local_time', { time: clock({ ...reader(app.state), tz: user.tz }, new Date()) })
    : '';
  const write = async () => {
    popover.close();
    await openDirect(app, id);
  };
  const popover = openPopover(anchor, {
    label: name,
    content: h(
      'div',
      { class: 'profile' },
      avatar(app, id, 'avatar-large'),
      h(
        'div',
        { class: 'profile-words' },
        h('strong', null, name),
        user ? roleBadge(app, user) : null,
        h('div', { class: 'muted' }, user?.title),
        h('div', { class: 'muted' }, time),
        h('div', null, user?.about),
      ),
      id === app.state.person
        ? null
        : h(
            'button',
            { type: 'button', class: 'button', on: { click: write } },
            icon('speech'),
            app.t('direct_to'),
          ),
      user && user.role !== 'bot' && id !== app.state.person ? leaving(app, user, () => popover.close()) : null,
    ),
  });
}

/**
 * A try-out: somebody leaves the organisation, or is back.
 * @param {import('./types.js').App} app
 * @param {import('./types.js').User} user
 * @param {() => void} close
 */
function leaving(app, user, close) {
  const what = app.t(user.deleted ? 'try_return' : 'try_leave');
  const press = () => {
    close();
    app.api.act(user.deleted ? 'reactivate' : 'deactivate', { who: user.id }).then(
      () => app.notices.show(app.t('try_done', { what: `${what}: ${user.name}` }), 'done'),
      (error) => app.notices.show(error.message),
    );
  };
  return h('button', { type: 'button', class: 'button', on: { click: press } }, icon('flask'), what);
}

/**
 * Goes to one's conversation with a person, which begins when there is none.
 * @param {import('./types.js').App} app
 * @param {string} id
 */
export async function openDirect(app, id) {
  const answer = await app.api
    .act('open_im', { with: id })
    .catch((error) => app.notices.show(error.message));
  if (!answer) return;
  await app.refresh.state();
  app.go({ at: answer.channel });
}
