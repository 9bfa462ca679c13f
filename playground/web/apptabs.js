/**
 * The bot's two tabs, Home and Messages, shown above both.
 */
import { h } from './dom.js';

/** @param {import('./types.js').App} app @param {'home'|'messages'} now */
export function appTabs(app, now) {
  const tab = (/** @type {'home'|'messages'} */ at) =>
    h(
      'button',
      {
        type: 'button',
        class: 'app-tab',
        'aria-current': at === now ? 'page' : null,
        testid: `app-tab-${at}`,
        on: { click: () => app.go({ at }) },
      },
      app.t(at),
    );
  return h('nav', { class: 'app-tabs', 'aria-label': app.state.bot.name }, tab('home'), tab('messages'));
}
