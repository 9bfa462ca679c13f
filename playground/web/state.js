/**
 * What the page knows right now, and who wants to hear when it changes. Plain data: the
 * server is the truth, `refresh.js` brings it here, the panes read it and draw.
 */

/** @typedef {'people'|'place'|'messages'|'thread'|'home'|'views'|'language'|'link'} Topic */

/**
 * @typedef {object} State
 * @property {string} person id of the acting person
 * @property {string} place channel id, "home", or "" for the list
 * @property {string} thread ts of the open thread, or ""
 * @property {import('./strings.js').Language} language of the page
 * @property {'connecting'|'open'|'lost'} link the line to the playground's server
 * @property {{name: string, team_id: string}} workspace
 * @property {import('./types.js').User|null} me
 * @property {Map<string, import('./types.js').User>} users
 * @property {Map<string, import('./types.js').Channel>} channels
 * @property {import('./types.js').Command[]} commands
 * @property {import('./types.js').Shortcut[]} shortcuts
 * @property {import('./types.js').Bot} bot
 * @property {import('./types.js').Message[]|null} messages of the place; null while loading
 * @property {import('./types.js').Message[]|null} replies of the open thread; null while loading
 * @property {import('./types.js').View|null} home
 * @property {import('./types.js').View[]} views open modals, bottom first
 * @property {string} stamp changes when names, zone or language do, so drawn text is redone
 * @property {(topic: Topic, listener: () => void) => void} on
 * @property {(topic: Topic) => void} emit
 */

/** A fresh, empty state. @returns {State} */
export function createState() {
  /** @type {Map<string, (() => void)[]>} */
  const listeners = new Map();
  return {
    person: '',
    place: '',
    thread: '',
    language: 'en',
    link: 'connecting',
    workspace: { name: '', team_id: '' },
    me: null,
    users: new Map(),
    channels: new Map(),
    commands: [],
    shortcuts: [],
    bot: { user_id: '', name: 'Kaiku', connected: false, mode: 'none' },
    messages: null,
    replies: null,
    home: null,
    views: [],
    stamp: '',
    on: (topic, listener) => {
      listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
    },
    emit: (topic) => {
      for (const listener of listeners.get(topic) ?? []) listener();
    },
  };
}

/** Takes in the answer of /play/state. @param {State} state @param {any} answer */
export function takeIn(state, answer) {
  state.workspace = answer.workspace ?? state.workspace;
  state.me = answer.me ?? null;
  state.users = new Map((answer.users ?? []).map((/** @type {any} */ user) => [user.id, user]));
  state.channels = new Map(
    (answer.channels ?? []).map((/** @type {any} */ channel) => [channel.id, channel]),
  );
  state.commands = answer.commands ?? [];
  state.shortcuts = answer.shortcuts ?? [];
  state.bot = answer.bot ?? state.bot;
  restamp(state);
}

/** Renews the stamp that is part of every drawn text's signature. @param {State} state */
export function restamp(state) {
  const names = [...state.users.values()].map((user) => user.name).join('|');
  const rooms = [...state.channels.values()].map((channel) => channel.name).join('|');
  state.stamp = [state.person, state.language, state.me?.tz, names, rooms].join('~');
}

/** A person's name, or the bare id for a stranger. @param {State} state @param {string} id */
export const nameOf = (state, id) =>
  state.users.get(id)?.name ?? (id === state.bot.user_id ? state.bot.name : id);

/** Who reads, for times. @param {State} state @returns {import('./times.js').Reader} */
export const reader = (state) => ({ tz: state.me?.tz || 'UTC', language: state.language });

/**
 * What a conversation is called: "#general", "desk", or a person's name.
 * @param {State} state
 * @param {import('./types.js').Channel} channel
 */
export function placeName(state, channel) {
  if (channel.kind === 'im') return nameOf(state, channel.with ?? channel.name);
  return channel.kind === 'channel' ? `#${channel.name}` : channel.name;
}

/** The acting person's direct message channel with the bot, once it exists. @param {State} state */
export const botRoom = (state) =>
  [...state.channels.values()].find((channel) => channel.kind === 'im' && channel.with === state.bot.user_id);

/** The open conversation, or undefined. @param {State} state */
export const openChannel = (state) => state.channels.get(state.place);

/** People one can talk to: not apps, not oneself. @param {State} state */
export const others = (state) =>
  [...state.users.values()].filter(
    (user) => user.role !== 'bot' && user.id !== state.person && !user.deleted,
  );
