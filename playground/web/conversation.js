/**
 * The middle pane: a channel, a private room or a direct message, with its header, its
 * messages and its composer.
 */
import { appTabs } from './apptabs.js';
import { createComposer } from './composer.js';
import { fill, h } from './dom.js';
import { icon } from './icons.js';
import { openMenu } from './menu.js';
import { createMessageList } from './messagelist.js';
import { avatar } from './people.js';
import { markRead } from './reads.js';
import { openChannel, placeName } from './state.js';

/** @typedef {import('./types.js').App} App */
/** @typedef {import('./types.js').Channel} Channel */

/**
 * Draws the open conversation into `root` and keeps it fresh.
 * @param {App} app
 * @param {HTMLElement} root
 */
export function mountConversation(app, root) {
  const { state } = app;
  const dismissed = /** @type {Set<string>} */ (new Set());
  /** @type {ReturnType<typeof createMessageList>|null} */
  let list = null;
  /** @type {HTMLElement} */
  let head = h('div');
  let drawnFor = '';
  let headFor = '';

  const drawMessages = () => {
    if (!list || !state.messages) return;
    list.draw(state.messages);
    if (document.visibilityState === 'visible') markRead(state, state.place);
  };
  const drawFrame = () => {
    const channel = openChannel(state);
    if (!channel) {
      list = null;
      drawnFor = '';
      return;
    }
    const wanted = `${state.person} ${channel.id} ${state.language} ${channel.member} ${channel.archived}`;
    if (wanted !== drawnFor) build(channel, wanted);
    // Only when something in it changed: a redraw under the pointer would swallow a click.
    const headWanted = `${state.stamp} ${JSON.stringify({ ...channel, last_ts: '' })}`;
    if (headWanted !== headFor) {
      headFor = headWanted;
      fill(head, header(app, channel));
    }
    drawMessages();
  };
  const build = (/** @type {Channel} */ channel, /** @type {string} */ wanted) => {
    drawnFor = wanted;
    headFor = '';
    list = createMessageList(app, {
      channel: channel.id,
      inThread: false,
      label: app.t('message_list', { name: placeName(state, channel) }),
      dismissed,
      before: beginning(app, channel),
    });
    head = h('header', { class: 'pane-head' });
    fill(root, head, list.node, h('div', { class: 'pane-foot' }, footer(app, channel)));
  };
  for (const topic of /** @type {const} */ (['place', 'people', 'language'])) state.on(topic, drawFrame);
  state.on('messages', drawMessages);
  document.addEventListener('visibilitychange', drawMessages);
}

/** @param {App} app @param {Channel} channel */
function header(app, channel) {
  const { state, t } = app;
  const isBot = channel.kind === 'im' && channel.with === state.bot.user_id;
  const back = h(
    'button',
    {
      type: 'button',
      class: 'quiet-button only-phone',
      'aria-label': t('back'),
      testid: 'back',
      on: { click: () => app.go({ at: '' }) },
    },
    icon('back'),
  );
  const lead =
    channel.kind === 'im'
      ? avatar(app, channel.with ?? '', 'avatar-small')
      : icon(channel.kind === 'private' ? 'lock' : 'hash');
  return [
    back,
    h(
      'div',
      { class: 'pane-title' },
      h('h1', null, lead, h('span', null, placeName(state, channel).replace(/^#/, ''))),
      channel.topic ? h('p', { class: 'topic', title: channel.topic }, channel.topic) : null,
    ),
    isBot ? appTabs(app, 'messages') : null,
    channel.kind === 'im' ? null : roomTools(app, channel),
  ];
}

/** @param {App} app @param {Channel} channel */
function roomTools(app, channel) {
  const { bot } = app.state;
  const invite = () => doInRoom(app, 'invite_bot', channel);
  const menu = h(
    'button',
    {
      type: 'button',
      class: 'quiet-button',
      'aria-label': app.t('channel_menu'),
      title: app.t('channel_menu'),
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      testid: 'channel-menu',
      on: {
        click: () => openMenu(menu, { label: app.t('channel_menu'), items: roomItems(app, channel, invite) }),
      },
    },
    icon('more'),
  );
  const state = channel.bot_member
    ? h('span', { class: 'pill wide-only' }, icon('check'), app.t('bot_here', { bot: bot.name }))
    : h(
        'button',
        { type: 'button', class: 'button button-small', testid: 'invite-bot', on: { click: invite } },
        app.t('invite_bot', { bot: bot.name }),
      );
  return h('div', { class: 'pane-tools' }, channel.member && !channel.archived ? state : null, menu);
}

/**
 * @param {App} app
 * @param {Channel} channel
 * @param {() => void} invite
 * @returns {import('./menu.js').Item[]}
 */
function roomItems(app, channel, invite) {
  const { t, state } = app;
  return [
    ...(channel.bot_member
      ? []
      : [{ text: t('invite_bot', { bot: state.bot.name }), icon: 'plus', onPick: invite }]),
    channel.member
      ? { text: t('leave'), icon: 'back', onPick: () => doInRoom(app, 'leave', channel) }
      : { text: t('join'), icon: 'plus', onPick: () => doInRoom(app, 'join', channel) },
    ...(channel.archived
      ? []
      : [
          {
            text: t('try_archive'),
            icon: 'archive',
            danger: true,
            onPick: () => doInRoom(app, 'archive', channel),
          },
        ]),
  ];
}

/**
 * @param {App} app
 * @param {'join'|'leave'|'invite_bot'|'archive'} doing
 * @param {Channel} channel
 */
async function doInRoom(app, doing, channel) {
  try {
    await app.api.act(doing, { channel: channel.id });
  } catch (error) {
    app.notices.show(error instanceof Error ? error.message : String(error));
  }
  await app.refresh.state();
  await app.refresh.messages();
}

/** @param {App} app @param {Channel} channel */
function footer(app, channel) {
  const { t, state } = app;
  const name = placeName(state, channel);
  if (channel.archived)
    return h(
      'div',
      { class: 'pane-note' },
      h('div', { data: { noticeSlot: 'yes' } }),
      icon('archive'),
      t('is_archived', { name }),
    );
  if (!channel.member) {
    return h(
      'div',
      { class: 'pane-note' },
      h('div', { data: { noticeSlot: 'yes' } }),
      h('span', null, t('looking', { name })),
      h(
        'button',
        {
          type: 'button',
          class: 'button button-primary',
          testid: 'join',
          on: { click: () => doInRoom(app, 'join', channel) },
        },
        t('join'),
      ),
    );
  }
  return createComposer(app, {
    label: t('write_to', { name }),
    channel: channel.id,
    onSent: () => {
      app.refresh.messages();
      app.refresh.views();
    },
  });
}

/** What stands above the first message. @param {App} app @param {Channel} channel */
function beginning(app, channel) {
  const name = placeName(app.state, channel);
  const words = channel.kind === 'im' ? app.t('empty_direct', { name }) : app.t('empty_channel', { name });
  return h(
    'div',
    { class: 'beginning' },
    h('strong', null, words),
    h('p', { class: 'muted' }, channel.topic),
    channel.member && !channel.archived
      ? h('p', { class: 'muted' }, app.t('empty_hint', { bot: app.state.bot.name }))
      : null,
  );
}
