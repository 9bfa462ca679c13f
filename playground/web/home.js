/**
 * The bot's Home tab. Opening it tells the app, as in Slack; what the app publishes is drawn
 * and kept fresh without losing what was entered.
 */
import { appTabs } from './apptabs.js';
import { drawSurface } from './blocks/blocks.js';
import { fill, h } from './dom.js';
import { icon, logo } from './icons.js';
import { createSurface } from './surface.js';

/** @param {import('./types.js').App} app @param {HTMLElement} root */
export function mountHome(app, root) {
  const { state } = app;
  /** @type {import('./surface.js').Surface|null} */
  let surface = null;
  let openedFor = '';
  let body = h('div');
  let frameFor = '';

  const drawView = () => {
    if (state.place !== 'home') return;
    if (!state.home) {
      surface = null;
      fill(
        body,
        h('div', { class: 'empty' }, logo(), h('p', null, app.t('home_empty', { bot: state.bot.name }))),
      );
      return;
    }
    if (surface?.container.type !== 'view' || surface.container.view_id !== state.home.id) {
      surface = createSurface(`v-${state.home.id}`, { type: 'view', view_id: state.home.id });
    }
    drawSurface(app, surface, state.home.blocks);
    if (!surface.root.isConnected) fill(body, surface.root);
  };
  const drawFrame = () => {
    const here = state.place === 'home' && state.me !== null;
    if (!here) {
      openedFor = '';
      frameFor = '';
      return;
    }
    if (frameFor !== `${state.person} ${state.language}`) {
      frameFor = `${state.person} ${state.language}`;
      body = h('div', { class: 'home-body' });
      fill(
        root,
        head(app),
        h('div', { class: 'home-notices', data: { noticeSlot: 'yes' } }),
        h('div', { class: 'home-scroll', tabindex: '0', role: 'region', 'aria-label': app.t('home') }, body),
      );
    }
    drawView();
    if (openedFor === state.person) return;
    openedFor = state.person;
    app.api
      .act('open_home')
      .catch((error) => app.notices.show(error.message))
      .finally(() => app.refresh.home());
  };
  for (const topic of /** @type {const} */ (['place', 'people', 'language'])) state.on(topic, drawFrame);
  state.on('home', drawView);
}

/** @param {import('./types.js').App} app */
function head(app) {
  return h(
    'header',
    { class: 'pane-head' },
    h(
      'button',
      {
        type: 'button',
        class: 'quiet-button only-phone',
        'aria-label': app.t('back'),
        on: { click: () => app.go({ at: '' }) },
      },
      icon('back'),
    ),
    h(
      'div',
      { class: 'pane-title' },
      h(
        'h1',
        null,
        h('span', { class: 'avatar avatar-bot avatar-small', 'aria-hidden': 'true' }, logo()),
        h('span', null, app.state.bot.name),
      ),
    ),
    appTabs(app, 'home'),
  );
}
