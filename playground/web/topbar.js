/**
 * The top of the page: that this is a playground, whether the bot is there, the language of
 * the page, and who one is.
 */
import { openChooser, matching } from './chooser.js';
import { fill, h } from './dom.js';
import { icon, logo } from './icons.js';
import { openMenu } from './menu.js';
import { avatar, roleBadge } from './people.js';
import { languageOf, LANGUAGE_NAMES, LANGUAGES } from './strings.js';

/** @typedef {import('./types.js').App} App */

/**
 * @param {App} app
 * @param {HTMLElement} root
 * @param {(language: string) => void} onLanguage "" means the acting person's
 */
export function mountTopbar(app, root, onLanguage) {
  const { state, t } = app;
  const brand = h('div', { class: 'brand' });
  const bot = h('div', { class: 'bot-state', role: 'status', testid: 'bot-state' });
  const tools = h('div', { class: 'top-tools' });
  fill(root, brand, bot, tools);
  let drawnFor = '';
  const draw = () => {
    fill(bot, botState(app));
    const wanted = `${state.stamp} ${JSON.stringify(state.me)}`;
    if (wanted === drawnFor || !state.me) return;
    drawnFor = wanted;
    fill(
      brand,
      logo(),
      h(
        'div',
        { class: 'brand-words' },
        h('strong', null, t('playground')),
        h('span', { class: 'muted' }, t('stays')),
      ),
    );
    fill(tools, tryButton(app), languageButton(app, onLanguage), switcher(app));
  };
  for (const topic of /** @type {const} */ (['people', 'language', 'link'])) state.on(topic, draw);
}

/** @param {App} app */
function botState({ state, t }) {
  if (state.link === 'lost') return [h('span', { class: 'state-dot lost' }), t('link_lost')];
  if (!state.bot.connected)
    return [h('span', { class: 'state-dot off' }), t('bot_off', { bot: state.bot.name })];
  const mode = state.bot.mode === 'none' ? '' : ` · ${t(`mode_${state.bot.mode}`)}`;
  return [
    h('span', { class: 'state-dot on' }),
    h('span', null, t('bot_on', { bot: state.bot.name }), h('span', { class: 'wide-only' }, mode)),
  ];
}

const OVERRIDE = 'kaiku.language';

/** The language chosen for this browser, or "" for the acting person's. */
export const chosenLanguage = () => localStorage.getItem(OVERRIDE) ?? '';

/** @param {App} app @param {(language: string) => void} onLanguage */
function languageButton(app, onLanguage) {
  const { state, t } = app;
  const choose = (/** @type {string} */ language) => {
    localStorage.setItem(OVERRIDE, language);
    onLanguage(language);
  };
  const own = languageOf(state.me?.locale ?? '');
  const node = h(
    'button',
    {
      type: 'button',
      class: 'top-button',
      'aria-label': `${t('language')}: ${LANGUAGE_NAMES[state.language]}`,
      title: t('language'),
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      testid: 'language',
      on: {
        click: () =>
          openMenu(node, {
            label: t('language'),
            items: [
              {
                text: t('language_auto'),
                hint: LANGUAGE_NAMES[own],
                icon: chosenLanguage() ? undefined : 'check',
                onPick: () => choose(''),
              },
              ...LANGUAGES.map((language) => ({
                text: LANGUAGE_NAMES[language],
                icon: chosenLanguage() === language ? 'check' : undefined,
                data: { language },
                onPick: () => choose(language),
              })),
            ],
          }),
      },
    },
    icon('globe'),
    h('span', { class: 'wide-only' }, state.language.toUpperCase()),
  );
  return node;
}

const OUTAGE_SECONDS = 15;
const LIMIT_SECONDS = 30;

/** Small troubles to try, so one can see how the bot bears them. @param {App} app */
function tryButton(app) {
  const { t } = app;
  const attempt = (/** @type {string} */ what, /** @type {string} */ doing, /** @type {any} */ fields) => ({
    text: what,
    icon: 'flask',
    onPick: () => {
      app.api.act(doing, fields).then(
        () => app.notices.show(t('try_done', { what }), 'done'),
        (error) => app.notices.show(error.message),
      );
    },
  });
  const node = h(
    'button',
    {
      type: 'button',
      class: 'top-button',
      'aria-label': t('tryout'),
      title: t('tryout'),
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      testid: 'tryout',
      on: {
        click: () =>
          openMenu(node, {
            label: t('tryout'),
            items: [
              attempt(t('try_outage', { n: OUTAGE_SECONDS }), 'outage', { seconds: OUTAGE_SECONDS }),
              attempt(t('try_limit', { n: LIMIT_SECONDS }), 'rate_limit', {
                method: 'chat.postMessage',
                seconds: LIMIT_SECONDS,
              }),
            ],
          }),
      },
    },
    icon('flask'),
  );
  return node;
}

/** @param {App} app */
function switcher(app) {
  const { state, t } = app;
  const name = state.me?.name ?? '';
  const node = h(
    'button',
    {
      type: 'button',
      class: 'switcher',
      'aria-label': t('act_as_now', { name }),
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      testid: 'person-switcher',
      data: { person: state.person },
      on: {
        click: () =>
          openChooser(node, {
            label: t('act_as'),
            searchLabel: t('find_person'),
            class: 'popover-people',
            footer: t('two_tabs'),
            emptyText: () => t('none_found'),
            load: (query) => matching([{ choices: personChoices(app) }], query),
            isChosen: (key) => key === state.person,
            onChoose: (choice) => app.go({ as: choice.key }),
          }),
      },
    },
    avatar(app, state.person, 'avatar-small'),
    h('span', { class: 'switcher-words' }, h('small', null, t('act_as')), h('span', null, name)),
    icon('down'),
  );
  return node;
}

/** @param {App} app */
function personChoices(app) {
  const people = [...app.state.users.values()].filter((user) => user.role !== 'bot');
  return people.map((user) => {
    const place = `${LANGUAGE_NAMES[languageOf(user.locale)]} · ${user.tz}`;
    return {
      key: user.id,
      text: user.name,
      hint: [user.title, place, user.about].filter(Boolean).join('\n'),
      find: `${user.title} ${user.about} ${place} ${user.role}`,
      lead: avatar(app, user.id),
      badge: roleBadge(app, user),
      data: { user: user.id },
    };
  });
}
