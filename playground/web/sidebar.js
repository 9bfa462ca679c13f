/**
 * The left pane: the bot, channels, private rooms and direct messages, with unread dots.
 */
import { openChooser, matching } from './chooser.js';
import { fill, h } from './dom.js';
import { icon } from './icons.js';
import { avatar, openDirect } from './people.js';
import { unreadOf } from './reads.js';
import { botRoom, others, placeName } from './state.js';

/** @typedef {import('./types.js').App} App */
/** @typedef {import('./types.js').Channel} Channel */

/** @param {App} app @param {HTMLElement} root */
export function mountSidebar(app, root) {
  let drawnFor = '';
  const draw = () => {
    const { state } = app;
    const unread = [...state.channels.values()].filter(unreadOf(state)).map((channel) => channel.id);
    const presence = [...state.users.values()].map((user) => user.presence);
    const rooms = [...state.channels.values()].map((channel) => [
      channel.id,
      channel.member,
      channel.archived,
    ]);
    const wanted = JSON.stringify([state.stamp, state.place, state.bot.name, unread, presence, rooms]);
    if (wanted === drawnFor) return;
    drawnFor = wanted;
    // The link one stands on keeps the focus over a redraw.
    const held = root.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-focus')
      : null;
    const top = root.scrollTop;
    root.setAttribute('aria-label', app.t('nav'));
    fill(root, sections(app));
    root.scrollTop = top;
    if (held)
      /** @type {HTMLElement|null} */ (root.querySelector(`[data-focus="${CSS.escape(held)}"]`))?.focus({
        preventScroll: true,
      });
  };
  for (const topic of /** @type {const} */ (['people', 'place', 'language', 'messages']))
    app.state.on(topic, draw);
}

/** @param {App} app */
function sections(app) {
  const { state, t } = app;
  const unread = unreadOf(state);
  const all = [...state.channels.values()].sort((a, b) =>
    placeName(state, a).localeCompare(placeName(state, b), state.language),
  );
  const mine = all.filter((channel) => channel.member && !channel.archived);
  const line = (/** @type {Channel} */ channel) =>
    roomLink(app, channel, channel.id !== state.place && unread(channel));
  const directs = mine.filter((channel) => channel.kind === 'im' && channel.with !== state.bot.user_id);
  return [
    h('div', { class: 'workspace-name' }, state.workspace.name),
    section(t('apps'), null, [homeLink(app), botLink(app, unread)]),
    section(t('channels'), null, mine.filter((channel) => channel.kind === 'channel').map(line)),
    section(t('rooms'), null, mine.filter((channel) => channel.kind === 'private').map(line)),
    section(t('directs'), newDirect(app), directs.map(line)),
    section(
      t('others'),
      null,
      all.filter((channel) => channel.kind !== 'im' && (!channel.member || channel.archived)).map(line),
    ),
  ];
}

/** @param {string} title @param {Node|null} tool @param {Node[]} lines */
function section(title, tool, lines) {
  if (!lines.length && !tool) return null;
  return h(
    'section',
    { class: 'side-section' },
    h('div', { class: 'side-head' }, h('h2', null, title), tool),
    h(
      'ul',
      null,
      lines.map((line) => h('li', null, line)),
    ),
  );
}

/**
 * @param {App} app
 * @param {{at: string, here: boolean, words: string, lead: Node, unread?: boolean, quiet?: string, marks: Record<string, any>}} how
 */
function sideLink(app, { at, here, words, lead, unread = false, quiet = '', marks }) {
  return h(
    'button',
    {
      type: 'button',
      class: `side-link ${unread ? 'unread' : ''} ${quiet ? 'quiet' : ''}`,
      'aria-current': here ? 'page' : null,
      ...marks,
      on: { click: () => app.go({ at }) },
    },
    lead,
    h('span', { class: 'side-words', dir: 'auto' }, words),
    quiet ? h('span', { class: 'side-aside' }, quiet) : null,
    unread ? h('span', { class: 'unread-dot' }, h('span', { class: 'unseen' }, app.t('unread'))) : null,
  );
}

/** @param {App} app @param {Channel} channel @param {boolean} unread */
function roomLink(app, channel, unread) {
  const { state } = app;
  const lead =
    channel.kind === 'im'
      ? withPresence(app, channel.with ?? '')
      : icon(channel.archived ? 'archive' : channel.kind === 'private' ? 'lock' : 'hash');
  return sideLink(app, {
    at: channel.id,
    here: state.place === channel.id,
    words: placeName(state, channel).replace(/^#/, ''),
    lead,
    unread,
    quiet: channel.archived ? app.t('archived') : '',
    marks: { testid: 'channel-link', data: { channel: channel.id, focus: `side-${channel.id}` } },
  });
}

/** @param {App} app @param {string} id */
function withPresence(app, id) {
  const active = app.state.users.get(id)?.presence === 'active';
  return h(
    'span',
    { class: 'with-presence' },
    avatar(app, id, 'avatar-small'),
    h('span', { class: `presence ${active ? 'active' : ''}` }),
  );
}

/** @param {App} app */
function homeLink(app) {
  const { state, t } = app;
  return sideLink(app, {
    at: 'home',
    here: state.place === 'home',
    words: `${state.bot.name} · ${t('home')}`,
    lead: icon('home'),
    marks: { testid: 'home-tab', data: { focus: 'side-home' } },
  });
}

/** @param {App} app @param {(channel: Channel) => boolean} unread */
function botLink(app, unread) {
  const { state, t } = app;
  const room = botRoom(state);
  const here = Boolean(room && room.id === state.place);
  return sideLink(app, {
    at: room?.id ?? 'messages',
    here,
    words: `${state.bot.name} · ${t('messages')}`,
    lead: icon('speech'),
    unread: Boolean(room && !here && unread(room)),
    marks: { testid: 'channel-link', data: { channel: room?.id ?? 'messages', focus: 'side-bot' } },
  });
}

/** @param {App} app */
function newDirect(app) {
  const { state, t } = app;
  const people = () =>
    others(state).map((user) => ({
      key: user.id,
      text: user.name,
      hint: user.title,
      lead: avatar(app, user.id, 'avatar-small'),
    }));
  const node = h(
    'button',
    {
      type: 'button',
      class: 'quiet-button',
      'aria-label': t('new_direct'),
      title: t('new_direct'),
      'aria-expanded': 'false',
      data: { focus: 'side-new' },
      on: {
        click: () =>
          openChooser(node, {
            label: t('new_direct'),
            searchLabel: t('find_person'),
            load: (query) => matching([{ choices: people() }], query),
            isChosen: () => false,
            onChoose: (choice) => openDirect(app, choice.key),
            emptyText: () => t('none_found'),
          }),
      },
    },
    icon('plus'),
  );
  return node;
}
