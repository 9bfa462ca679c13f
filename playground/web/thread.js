/**
 * The right pane: one thread with its own composer.
 */
import { createComposer } from './composer.js';
import { fill, h } from './dom.js';
import { icon } from './icons.js';
import { createMessageList } from './messagelist.js';
import { openChannel, placeName } from './state.js';

/** @param {import('./types.js').App} app @param {HTMLElement} root */
export function mountThread(app, root) {
  const { state } = app;
  const dismissed = /** @type {Set<string>} */ (new Set());
  /** @type {ReturnType<typeof createMessageList>|null} */
  let list = null;
  let drawnFor = '';

  const drawReplies = () => {
    if (!list || !state.replies) return;
    const root = state.messages?.find((message) => message.ts === state.thread);
    const whole =
      state.replies.some((message) => message.ts === state.thread) || !root
        ? state.replies
        : [root, ...state.replies];
    list.draw(whole);
  };
  const drawFrame = () => {
    const channel = openChannel(state);
    root.hidden = !state.thread || !channel;
    const wanted =
      channel && state.thread ? `${state.person} ${channel.id} ${state.thread} ${state.language}` : '';
    if (wanted === drawnFor) return;
    drawnFor = wanted;
    list = null;
    if (!wanted || !channel) return fill(root);
    list = createMessageList(app, { channel: channel.id, inThread: true, label: app.t('thread'), dismissed });
    fill(
      root,
      head(app, placeName(state, channel)),
      list.node,
      h(
        'div',
        { class: 'pane-foot' },
        channel.member && !channel.archived
          ? createComposer(app, {
              label: app.t('write_reply'),
              channel: channel.id,
              thread: state.thread,
              onSent: () => {
                app.refresh.thread();
                app.refresh.messages();
              },
            })
          : null,
      ),
    );
    root.querySelector('textarea')?.focus({ preventScroll: true });
    drawReplies();
  };
  for (const topic of /** @type {const} */ (['place', 'people', 'language'])) state.on(topic, drawFrame);
  state.on('thread', drawReplies);
  state.on('messages', drawReplies);
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) app.go({ thread: '' });
  });
}

/** @param {import('./types.js').App} app @param {string} name */
function head(app, name) {
  return h(
    'header',
    { class: 'pane-head' },
    h('div', { class: 'pane-title' }, h('h2', null, app.t('thread')), h('p', { class: 'topic' }, name)),
    h(
      'button',
      {
        type: 'button',
        class: 'quiet-button',
        'aria-label': app.t('close_thread'),
        title: app.t('close_thread'),
        testid: 'thread-close',
        on: { click: () => app.go({ thread: '' }) },
      },
      icon('close'),
    ),
  );
}
