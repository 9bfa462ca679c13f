/**
 * The special pieces of Slack text that stand between < and >: links, people, channels, dates,
 * broadcasts. Only http, https and mailto become links.
 */
import { h } from './dom.js';
import { withEmoji } from './emoji.js';
import { userChip } from './people.js';
import { reader } from './state.js';
import { slackDate } from './times.js';

/** @typedef {import('./types.js').App} App */

/** What stands between < and >. @param {App} app @param {string} token @param {Node[]} pieces */
export function angle(app, token, pieces) {
  const bar = token.indexOf('|');
  const head = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? '' : unescape(restore(token.slice(bar + 1), pieces));
  if (head.startsWith('@')) return userChip(app, head.slice(1), label);
  if (head.startsWith('#')) return channelChip(app, head.slice(1), label);
  if (head.startsWith('!')) return special(app, head.slice(1), label);
  return link(unescape(head), withEmoji(label) || unescape(head).replace(/^mailto:/, ''));
}

/**
 * A label may hold a piece already taken out, such as code.
 * @param {string} label
 * @param {Node[]} pieces
 */
const restore = (label, pieces) =>
  label.replace(/\uE000(\d+)\uE001/g, (_, index) => pieces[Number(index)].textContent ?? '');

/** "#name" that goes to the channel. @param {App} app @param {string} id @param {string} [label] */
export function channelChip(app, id, label = '') {
  const channel = app.state.channels.get(id);
  if (!channel) return h('span', { class: 'mention' }, `#${label || id}`);
  return h(
    'button',
    { type: 'button', class: 'mention', on: { click: () => app.go({ at: id }) } },
    `#${channel.name}`,
  );
}

/** @param {App} app @param {string} head @param {string} label */
function special(app, head, label) {
  const [kind, ...rest] = head.split('^');
  if (kind === 'date') return dateToken(app, rest, label);
  if (kind === 'subteam') return h('span', { class: 'mention' }, label || `@${rest[0] ?? ''}`);
  return h('span', { class: 'mention mention-me' }, `@${label.replace(/^@/, '') || kind}`);
}

/**
 * @param {App} app
 * @param {string[]} parts seconds, format, maybe a link
 * @param {string} fallback
 */
function dateToken(app, [seconds, format = '', url = ''], fallback) {
  const known = /^\d{1,12}$/.test(seconds ?? '');
  const words = known ? slackDate(reader(app.state), Number(seconds), unescape(format), app.t) : fallback;
  return url ? link(unescape(url), words) : h('time', { title: fallback }, words);
}

/**
 * A safe link; anything but http, https and mailto stays text.
 * @param {string} url
 * @param {string} words
 */
export function link(url, words) {
  if (!/^(https?:\/\/|mailto:)/i.test(url.trim())) return h('span', null, words === url ? `<${url}>` : words);
  return h(
    'a',
    { href: url.trim(), target: '_blank', rel: 'noopener noreferrer', title: words === url ? null : url },
    words,
  );
}

/** Inside code, `<url|words>` shows as its words. @param {string} code */
export const stripAngles = (code) =>
  code.replace(/<([^<>|\n]+)\|([^<>\n]+)>/g, '$2').replace(/<((?:https?:|mailto:)[^<>\n]+)>/g, '$1');

/** @param {string} text */
export const unescape = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
