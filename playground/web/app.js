/**
 * Puts the page together: makes the state and its parts once, follows the address, and starts
 * listening for live changes. Everything else is in the module named after it.
 */
import { createApi, Trouble } from './api.js';
import { mountConversation } from './conversation.js';
import { fill, h } from './dom.js';
import { mountHome } from './home.js';
import { icon, logo } from './icons.js';
import { startLive } from './live.js';
import { mountModals } from './modal.js';
import { createNotices } from './notices.js';
import { beginReading } from './reads.js';
import { createRefresh } from './refresh.js';
import { correctTo, goTo, lastPerson, readWhere, rememberPerson } from './route.js';
import { mountSidebar } from './sidebar.js';
import { botRoom, createState, restamp } from './state.js';
import { languageOf, words } from './strings.js';
import { mountThread } from './thread.js';
import { chosenLanguage, mountTopbar } from './topbar.js';

const WIDE = '(min-width: 760px)';

/** @returns {import('./types.js').App} */
function createApp() {
  const state = createState();
  const t = (/** @type {string} */ key, /** @type {Record<string, string|number>} */ values = {}) =>
    words(state.language, key, values);
  const api = createApi(() => state.person, t);
  const notices = createNotices(t);
  const refresh = createRefresh(state, api, (error) => {
    // A fault of the page itself is for its makers, not for the person.
    if (error instanceof Trouble) notices.show(error.message);
    else console.error(error);
  });
  return { state, t, api, notices, refresh, go: goTo };
}

/** @param {import('./types.js').App} app */
function buildPanes(app) {
  const root = /** @type {HTMLElement} */ (document.getElementById('app'));
  const top = h('header', { class: 'topbar' });
  const side = h('nav', { class: 'sidebar', testid: 'sidebar' });
  const talk = h('main', { class: 'pane', id: 'talk', tabindex: '-1', data: { pane: 'talk' } });
  const home = h('main', { class: 'pane', data: { pane: 'home' } });
  const nowhere = h('main', { class: 'pane pane-empty' });
  const thread = h('aside', {
    class: 'pane thread-pane',
    testid: 'thread-pane',
    data: { pane: 'thread' },
    hidden: true,
  });
  const skip = h('a', {
    class: 'skip',
    href: '#talk',
    on: {
      click: (/** @type {Event} */ event) => {
        event.preventDefault();
        /** @type {HTMLElement|null} */ (document.querySelector('[data-testid=composer]') ?? talk)?.focus();
      },
    },
  });
  fill(root, skip, top, h('div', { class: 'panes' }, side, talk, home, nowhere, thread));
  const show = () => {
    const { state, t } = app;
    const at = state.channels.has(state.place) ? 'talk' : state.place === 'home' ? 'home' : '';
    document.body.dataset.at = at;
    document.body.dataset.thread = state.thread && at === 'talk' ? 'open' : '';
    talk.hidden = at !== 'talk';
    home.hidden = at !== 'home';
    nowhere.hidden = at !== '';
    skip.textContent = t('skip');
    thread.setAttribute('aria-label', t('thread'));
    document.title = [ownName(app), t('playground')].filter(Boolean).join(' · ');
    fill(
      nowhere,
      h(
        'div',
        { class: 'empty' },
        logo(),
        h('h1', null, t('pick_place')),
        h('p', { class: 'muted' }, t('pick_place_hint')),
      ),
    );
  };
  for (const topic of /** @type {const} */ (['place', 'people', 'language'])) app.state.on(topic, show);
  mountTopbar(app, top, () => applyLanguage(app));
  mountSidebar(app, side);
  mountConversation(app, talk);
  mountHome(app, home);
  mountThread(app, thread);
  mountModals(app);
}

/**
 * The acting person's name leads the tab's title, so two tabs can be told apart.
 * @param {import('./types.js').App} app
 */
const ownName = (app) => app.state.me?.name ?? '';

/** @param {import('./types.js').App} app */
function applyLanguage(app) {
  const { state } = app;
  const wanted = chosenLanguage() || state.me?.locale || '';
  const language = languageOf(wanted);
  document.documentElement.lang = language;
  if (language === state.language) return;
  state.language = language;
  restamp(state);
  state.emit('language');
}

/**
 * Follows the address: another person, another place, another thread.
 * @param {import('./types.js').App} app
 * @param {() => void} reconnect
 */
async function follow(app, reconnect) {
  const { state } = app;
  const where = readWhere();
  if (where.as !== state.person) {
    if (!(await isKnown(app, where.as))) return correctTo({ as: state.person, at: state.place });
    await become(app, where.as);
    reconnect();
  }
  return arrive(app, readWhere());
}

/**
 * Whether somebody has this id; they may have come only just now.
 * @param {import('./types.js').App} app
 * @param {string} person
 */
async function isKnown(app, person) {
  if (!app.state.users.has(person)) await app.refresh.state();
  return app.state.users.has(person);
}

/** @param {import('./types.js').App} app @param {string} person */
async function become(app, person) {
  const { state } = app;
  Object.assign(state, {
    person,
    me: null,
    place: '',
    thread: '',
    messages: null,
    replies: null,
    home: null,
    views: [],
  });
  state.emit('views');
  rememberPerson(person);
  await app.refresh.state();
  applyLanguage(app);
  beginReading(state);
  await app.refresh.views();
}

/** @param {import('./types.js').App} app @param {import('./types.js').Where} where */
async function arrive(app, where) {
  const { state } = app;
  if (where.at === 'messages') return openBotRoom(app);
  if (where.at !== 'home' && !state.channels.has(where.at))
    where = { ...where, at: defaultPlace(app), thread: '' };
  if (where.at !== readWhere().at) correctTo({ at: where.at });
  const moved = where.at !== state.place;
  const turned = where.thread !== state.thread;
  if (moved) state.messages = null;
  if (moved || turned) state.replies = null;
  Object.assign(state, { place: where.at, thread: where.thread });
  if (moved) app.notices.clear();
  state.emit('place');
  await Promise.all([moved ? app.refresh.messages() : null, turned || moved ? app.refresh.thread() : null]);
  return undefined;
}

/**
 * On a wide screen something is always open; a phone shows the list.
 * @param {import('./types.js').App} app
 */
function defaultPlace({ state }) {
  if (!matchMedia(WIDE).matches) return '';
  const mine = [...state.channels.values()].find(
    (channel) => channel.member && !channel.archived && channel.kind === 'channel',
  );
  return mine?.id ?? 'home';
}

/** @param {import('./types.js').App} app */
async function openBotRoom(app) {
  const { state } = app;
  if (!botRoom(state)) {
    await app.api
      .act('open_im', { with: state.bot.user_id })
      .catch((error) => app.notices.show(error.message));
    await app.refresh.state();
  }
  correctTo({ at: botRoom(state)?.id ?? 'home' });
  await arrive(app, readWhere());
}

/**
 * Who one is at the start: as the address says, as last time, or the server's first person.
 * @param {import('./types.js').App} app
 */
async function firstPerson(app) {
  const { state } = app;
  for (const person of [readWhere().as, lastPerson(), '']) {
    state.person = person;
    await app.refresh.state();
    if (state.me) return /** @type {import('./types.js').User} */ (state.me).id;
    const first = [...state.users.values()].find((user) => user.role !== 'bot' && !user.deleted);
    if (first && !person) return first.id;
  }
  return '';
}

async function start() {
  const app = createApp();
  buildPanes(app);
  const person = await firstPerson(app);
  if (!person) return giveUp(app);
  correctTo({ ...readWhere(), as: person });
  app.state.person = '';
  let reconnect = () => {};
  await follow(app, () => reconnect());
  reconnect = startLive(app);
  window.addEventListener('hashchange', () => follow(app, () => reconnect()));
  return undefined;
}

/** The server is not there: say so and try again. @param {import('./types.js').App} app */
function giveUp(app) {
  fill(
    /** @type {HTMLElement} */ (document.getElementById('app')),
    h('div', { class: 'empty' }, icon('warning'), h('p', null, app.t('unreachable'))),
  );
  setTimeout(() => location.reload(), 2000);
}

start();
