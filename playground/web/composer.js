/**
 * Where one writes: sends on Enter, keeps a draft for every conversation and thread, runs
 * slash commands, opens the app's shortcuts. What could not be sent comes back.
 */
import { attachCompletion } from './completion.js';
import { h } from './dom.js';
import { openEmojiPicker } from './emojipicker.js';
import { encode } from './encode.js';
import { icon } from './icons.js';
import { openMenu } from './menu.js';

/** @typedef {import('./types.js').App} App */

/**
 * @param {App} app
 * @param {{label: string, thread?: string, channel: string, onSent: () => void}} how
 */
export function createComposer(app, how) {
  const draft = draftStore(`${app.state.person}|${how.channel}|${how.thread ?? ''}`);
  const field = h('textarea', {
    class: 'composer-field',
    rows: 1,
    placeholder: how.label,
    'aria-label': how.label,
    testid: 'composer',
    data: { focus: `composer-${how.thread ?? 'main'}` },
    dir: 'auto',
    value: draft.read(),
  });
  const usage = h('div', { class: 'composer-usage', hidden: true });
  const box = h('div', { class: 'composer-box' });
  const completion = attachCompletion(app, field, box);
  const send = h(
    'button',
    {
      type: 'button',
      class: 'send-button',
      'aria-label': app.t('send'),
      title: app.t('send'),
      testid: 'send',
      on: { click: () => submit() },
    },
    icon('send'),
  );
  const noticed = () => {
    draft.write(field.value);
    grow(field);
    send.classList.toggle('ready', field.value.trim() !== '');
    showUsage(app, usage, field.value);
  };
  const put = (/** @type {string} */ text) => {
    field.value = text;
    noticed();
  };

  async function submit() {
    const text = field.value.trim();
    if (!text) return;
    app.notices.clear();
    put('');
    completion.update();
    field.focus();
    try {
      await deliver(app, how, text);
      how.onSent();
    } catch (error) {
      // Nothing typed is lost, unless the person has begun something new.
      if (!field.value) put(text);
      app.notices.show(error instanceof Error ? error.message : String(error));
    }
  }

  field.addEventListener('input', noticed);
  field.addEventListener('keydown', (event) => {
    if (completion.onKey(event) || event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  box.append(usage, field, tools(app, how, field, send));
  requestAnimationFrame(noticed);
  return h(
    'div',
    { class: 'composer' },
    h('div', { data: { noticeSlot: 'yes' } }),
    box,
    h('p', { class: 'composer-hint' }, app.t('enter_hint')),
  );
}

/**
 * What begins with a slash and a letter is a command, all else a message.
 * @param {App} app
 * @param {{channel: string, thread?: string}} how
 * @param {string} text
 */
function deliver(app, how, text) {
  // Slack itself has no slash commands inside threads.
  if (/^\/[\p{L}]/u.test(text) && !how.thread) {
    return app.api.act('command', { channel: how.channel, text: encode(app.state, text) });
  }
  const thread = how.thread ? { thread: how.thread } : {};
  return app.api.act('say', { channel: how.channel, text: encode(app.state, text), ...thread });
}

/**
 * @param {App} app
 * @param {{channel: string, thread?: string}} how
 * @param {HTMLTextAreaElement} field
 * @param {HTMLElement} send
 */
function tools(app, how, field, send) {
  const shortcuts = h(
    'button',
    {
      type: 'button',
      class: 'quiet-button',
      'aria-label': app.t('shortcuts'),
      title: app.t('shortcuts'),
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      testid: 'shortcut-button',
      on: { click: () => openShortcuts(app, shortcuts, how.channel) },
    },
    icon('bolt'),
  );
  const smile = h(
    'button',
    {
      type: 'button',
      class: 'quiet-button',
      'aria-label': app.t('emoji'),
      title: app.t('emoji'),
      'aria-expanded': 'false',
      on: {
        click: () =>
          openEmojiPicker(app, smile, (_, character) => {
            field.setRangeText(character, field.selectionStart, field.selectionEnd, 'end');
            field.dispatchEvent(new Event('input', { bubbles: true }));
            field.focus();
          }),
      },
    },
    icon('smile'),
  );
  return h(
    'div',
    { class: 'composer-tools' },
    how.thread ? null : shortcuts,
    smile,
    h('span', { class: 'stretch' }),
    send,
  );
}

/** @param {App} app @param {HTMLElement} anchor @param {string} channel */
function openShortcuts(app, anchor, channel) {
  const globals = app.state.shortcuts.filter((shortcut) => shortcut.type === 'global');
  const run = (/** @type {string} */ callback) =>
    app.api.act('global_shortcut', { callback_id: callback, channel }).then(
      () => app.refresh.views(),
      (error) => app.notices.show(error.message),
    );
  openMenu(anchor, {
    label: app.t('shortcuts_of', { bot: app.state.bot.name }),
    testid: 'shortcut-menu',
    empty: app.t('no_shortcuts'),
    items: globals.map((shortcut, index) => ({
      text: shortcut.name,
      hint: shortcut.description,
      icon: 'bolt',
      data: { callbackId: shortcut.callback_id },
      heading: index ? undefined : app.t('shortcuts_of', { bot: app.state.bot.name }),
      onPick: () => run(shortcut.callback_id),
    })),
  });
}

/**
 * Once a command is typed out, how it is used.
 * @param {App} app
 * @param {HTMLElement} node
 * @param {string} text
 */
function showUsage(app, node, text) {
  const word = /^(\/\S+)\s/.exec(text)?.[1];
  const command = app.state.commands.find((each) => each.command === word?.toLowerCase());
  node.hidden = !command;
  node.textContent = command ? `${command.command} ${command.usage_hint ?? ''} · ${command.description}` : '';
}

const MOST_HEIGHT = 220;

/** @param {HTMLTextAreaElement} field */
function grow(field) {
  field.style.height = 'auto';
  field.style.height = `${Math.min(field.scrollHeight, MOST_HEIGHT)}px`;
}

/** A draft that survives a reload of this tab. @param {string} key */
function draftStore(key) {
  const name = `kaiku.draft.${key}`;
  return {
    read: () => sessionStorage.getItem(name) ?? '',
    write: (/** @type {string} */ text) =>
      text ? sessionStorage.setItem(name, text) : sessionStorage.removeItem(name),
  };
}
