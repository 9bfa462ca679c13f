/**
 * What one can do with a message: the small toolbar, the menu behind it, and the acts
 * themselves.
 */
import { askSure } from './dialog.js';
import { h } from './dom.js';
import { openEmojiPicker } from './emojipicker.js';
import { icon } from './icons.js';
import { openMenu } from './menu.js';

/** @typedef {import('./message.js').MessageSpot} MessageSpot */

/** @param {MessageSpot} spot @param {string} name */
export const react = (spot, name) => run(spot, 'react', { name });

/** @param {MessageSpot} spot @param {string} doing @param {Record<string, any>} [what] */
async function run({ app, channel, message }, doing, what = {}) {
  try {
    await app.api.act(doing, { channel, ts: message.ts, ...what });
  } catch (error) {
    app.notices.show(error instanceof Error ? error.message : String(error));
    return;
  }
  await Promise.all([app.refresh.messages(), app.refresh.thread(), app.refresh.views()]);
}

/** A toolbar is one tab stop; arrow keys move inside. @param {MessageSpot} spot */
export function toolbar(spot) {
  const { app, message } = spot;
  if (message.ephemeral) return null;
  const tool = (
    /** @type {string} */ word,
    /** @type {string} */ mark,
    /** @type {(node: HTMLElement) => void} */ press,
    opens = false,
  ) => {
    const node = h(
      'button',
      {
        type: 'button',
        class: 'quiet-button',
        tabindex: '-1',
        'aria-label': app.t(word),
        title: app.t(word),
        testid: `message-${word}`,
        'aria-expanded': opens ? 'false' : null,
        data: { focus: `tool-${word}-${message.ts}` },
        on: { click: () => press(node) },
      },
      icon(mark),
    );
    return node;
  };
  const bar = h(
    'div',
    { class: 'message-tools', role: 'toolbar', 'aria-label': app.t('tools') },
    tool('react', 'smile', (node) => openEmojiPicker(app, node, (name) => react(spot, name)), true),
    spot.inThread ? null : tool('reply', 'reply', () => app.go({ thread: message.thread_ts ?? message.ts })),
    tool('more', 'more', (node) => openMore(spot, node), true),
  );
  bar.firstElementChild?.setAttribute('tabindex', '0');
  bar.addEventListener('keydown', (event) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const tools = /** @type {HTMLElement[]} */ ([...bar.children]);
    if (by)
      tools
        .at((tools.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + by) % tools.length)
        ?.focus();
  });
  return bar;
}

/** @param {MessageSpot} spot @param {HTMLElement} anchor */
function openMore(spot, anchor) {
  const { app, message } = spot;
  const { state } = app;
  const mine = message.user === state.person;
  const shortcuts = state.shortcuts.filter((shortcut) => shortcut.type === 'message');
  openMenu(anchor, {
    label: app.t('more'),
    testid: 'shortcut-menu',
    items: [
      ...(spot.inThread
        ? []
        : [
            {
              text: app.t('reply'),
              icon: 'reply',
              onPick: () => app.go({ thread: message.thread_ts ?? message.ts }),
            },
          ]),
      ...(mine
        ? [
            { text: app.t('edit'), icon: 'pencil', onPick: () => spot.setEditing(true) },
            { text: app.t('remove'), icon: 'trash', danger: true, onPick: () => remove(spot) },
          ]
        : []),
      ...shortcuts.map((shortcut, index) => ({
        text: shortcut.name,
        hint: shortcut.description,
        icon: 'bolt',
        data: { callbackId: shortcut.callback_id },
        heading: index ? undefined : state.bot.name,
        onPick: () => {
          run(spot, 'message_shortcut', { callback_id: shortcut.callback_id });
        },
      })),
    ],
  });
}

/** @param {MessageSpot} spot */
async function remove(spot) {
  const { app } = spot;
  if (
    await askSure({
      title: app.t('remove'),
      text: app.t('remove_sure'),
      yes: app.t('remove'),
      no: app.t('cancel'),
      danger: true,
    })
  )
    run(spot, 'delete');
}
