/**
 * Quiet words from the page: a notice line where the person is looking (in the open modal,
 * else above the composer), and the hidden line that screen readers speak.
 */
import { fill, h } from './dom.js';
import { icon } from './icons.js';

const SAME_TEXT_MS = 3000;
const KEEP_MS = 20_000;

/**
 * @typedef {object} Notices
 * @property {(text: string, kind?: 'trouble'|'done') => void} show
 * @property {() => void} clear
 * @property {(text: string) => void} announce for screen readers only
 * @property {() => number} heard how often trouble was shown so far
 */

/** @param {(key: string) => string} t @returns {Notices} */
export function createNotices(t) {
  let last = { text: '', at: 0 };
  let troubles = 0;
  const clear = () =>
    document.querySelectorAll('[data-notice-slot]').forEach((slot) => slot.replaceChildren());
  return {
    clear,
    heard: () => troubles,
    announce: (text) => {
      const line = document.getElementById('announcer');
      if (line) line.textContent = text;
    },
    show: (text, kind = 'trouble') => {
      if (kind === 'trouble') troubles += 1;
      // The same trouble may arrive twice: as the answer and as an event.
      if (text === last.text && Date.now() - last.at < SAME_TEXT_MS && document.querySelector('.notice'))
        return;
      last = { text, at: Date.now() };
      const slot = currentSlot();
      if (slot) fill(slot, notice(text, kind, t));
    },
  };
}

/** The slot nearest to what the person is doing. @returns {Element|null} */
function currentSlot() {
  const top = [...document.querySelectorAll('dialog[open]')].pop();
  const near = document.activeElement?.closest('[data-pane]')?.querySelector('[data-notice-slot]');
  const shown = [...(top ?? document).querySelectorAll('[data-notice-slot]')].filter(
    (slot) => slot.parentElement?.getClientRects().length,
  );
  return top ? (shown[0] ?? null) : (near ?? shown[0] ?? null);
}

/** @param {string} text @param {'trouble'|'done'} kind @param {(key: string) => string} t */
function notice(text, kind, t) {
  const node = h(
    'div',
    { class: `notice notice-${kind}`, role: kind === 'trouble' ? 'alert' : 'status', testid: 'notice' },
    icon(kind === 'trouble' ? 'warning' : 'check'),
    h('span', { class: 'notice-text' }, text),
    h(
      'button',
      {
        type: 'button',
        class: 'quiet-button',
        'aria-label': t('dismiss'),
        on: { click: () => node.remove() },
      },
      icon('close'),
    ),
  );
  setTimeout(() => node.remove(), KEEP_MS);
  return node;
}
