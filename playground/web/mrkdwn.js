/**
 * Slack's mrkdwn, drawn as nodes: bold, italic, strike, code, quotes, lists, links, mentions,
 * dates and emoji. Text is parsed, never injected.
 */
import { h } from './dom.js';
import { withEmoji } from './emoji.js';
import { angle, link, stripAngles, unescape } from './tokens.js';

/** @typedef {import('./types.js').App} App */

// Finished pieces stand in the text as one mark each while the rest is parsed.
const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARK = /\uE000(\d+)\uE001/;

/**
 * Draws mrkdwn.
 * @param {App} app
 * @param {string} text
 * @param {{verbatim?: boolean}} [how] verbatim: bare addresses stay plain text
 */
export function mrkdwn(app, text, how = {}) {
  const clean = String(text ?? '').replace(/[\uE000\uE001]/g, '');
  const parts = clean.split(/```\n?([\s\S]+?)\n?```/).map((part, index) => {
    if (index % 2) return h('pre', { class: 'code-block' }, h('code', null, unescape(stripAngles(part))));
    return part ? paragraphs(app, trimEnds(part), how) : null;
  });
  return h('div', { class: 'mrkdwn', dir: 'auto' }, parts);
}

/** A line break beside a code block belongs to the block. @param {string} part */
const trimEnds = (part) => part.replace(/^\n|\n$/g, '');

/**
 * A text object of either kind.
 * @param {App} app
 * @param {import('./types.js').TextObject|undefined|null} object
 */
export function textObject(app, object) {
  if (!object) return null;
  return object.type === 'mrkdwn'
    ? mrkdwn(app, object.text, { verbatim: object.verbatim })
    : h('div', { class: 'plain', dir: 'auto' }, plainText(object));
}

/**
 * The characters of a plain_text object.
 * @param {import('./types.js').TextObject|undefined|null} object
 */
export function plainText(object) {
  if (!object) return '';
  return object.emoji === false ? object.text : withEmoji(object.text ?? '');
}

/** mrkdwn as bare words, for titles and screen readers. @param {App} app @param {string} text */
export const bareWords = (app, text) => mrkdwn(app, text).textContent ?? '';

/** @param {App} app @param {string} text @param {{verbatim?: boolean}} how */
function paragraphs(app, text, how) {
  const nodes = [];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length;) {
    const kind = lineKind(lines[i]);
    let end = i + 1;
    while (end < lines.length && lineKind(lines[end]) === kind) end += 1;
    if (/^(>|&gt;){3}/.test(lines[i])) end = lines.length;
    nodes.push(...drawLines(app, kind, lines.slice(i, end), how));
    i = end;
  }
  return nodes;
}

/** @param {string} line @returns {'quote'|'list'|'text'} */
function lineKind(line) {
  if (/^(>|&gt;)/.test(line)) return 'quote';
  return /^\s*([•◦▪▫‣]|[-–](?= )|\d{1,3}\.(?= )) ?\S/.test(line) ? 'list' : 'text';
}

/**
 * @param {App} app
 * @param {'quote'|'list'|'text'} kind
 * @param {string[]} lines
 * @param {{verbatim?: boolean}} how
 */
function drawLines(app, kind, lines, how) {
  if (kind === 'quote') {
    const inner = lines.map((line, index) => line.replace(index ? /^(>|&gt;) ?/ : /^(>|&gt;){1,3} ?/, ''));
    return [h('blockquote', null, withBreaks(inner.map((line) => inline(app, line, how))))];
  }
  if (kind === 'list') return lines.map((line) => listLine(app, line, how));
  return [h('div', { class: 'lines' }, withBreaks(lines.map((line) => inline(app, line, how))))];
}

/** @param {Node[][]} lines */
function withBreaks(lines) {
  return lines.flatMap((nodes, index) => (index ? [h('br'), ...nodes] : nodes));
}

/** @param {App} app @param {string} line @param {{verbatim?: boolean}} how */
function listLine(app, line, how) {
  const [, indent, mark, rest] = /^(\s*)(\S+?)(?:(?<=[•◦▪▫‣]) ?| )(.*)$/.exec(line) ?? ['', '', '', line];
  return h(
    'div',
    { class: 'list-line', style: { '--depth': String(Math.floor(indent.length / 2)) } },
    h('span', { class: 'list-mark' }, mark),
    h('span', null, inline(app, rest, how)),
  );
}

/**
 * One line.
 * @param {App} app
 * @param {string} line
 * @param {{verbatim?: boolean}} how
 * @returns {Node[]}
 */
function inline(app, line, how) {
  /** @type {Node[]} */
  const pieces = [];
  const keep = (/** @type {Node} */ node) => `${OPEN}${pieces.push(node) - 1}${CLOSE}`;
  let text = line.replace(/`([^`\n]+)`/g, (_, code) => keep(h('code', null, unescape(stripAngles(code)))));
  text = text.replace(/<([^<>\n]+)>/g, (_, token) => keep(angle(app, token, pieces)));
  if (!how.verbatim)
    text = text.replace(/https?:\/\/[^\s<>"\uE000\uE001]*[^\s<>"'.,;:!?)\]\uE000\uE001]/g, (url) =>
      keep(link(unescape(url), unescape(url))),
    );
  return styled(text, pieces);
}

/**
 * The three paired marks: each needs a non-word before, a non-word after and no space inside its
 * ends.
 */
const STYLES = /** @type {[RegExp, keyof HTMLElementTagNameMap][]} */ (
  [
    ['\\*', 'strong'],
    ['_', 'em'],
    ['~', 's'],
  ].map(([m, tag]) => [
    new RegExp(
      `(?<![\\p{L}\\p{N}${m}])${m}(?=[^\\s${m}])([^${m}]*[^\\s${m}])${m}(?![\\p{L}\\p{N}${m}])`,
      'gu',
    ),
    tag,
  ])
);

/**
 * Bold, italic and strike around words; the mark that opens first wins.
 * @param {string} text
 * @param {Node[]} pieces
 * @returns {Node[]}
 */
function styled(text, pieces) {
  const nodes = [];
  let at = 0;
  for (let hit = firstStyle(text, at); hit; hit = firstStyle(text, at)) {
    nodes.push(
      ...unmarked(text.slice(at, hit.match.index), pieces),
      h(hit.tag, null, styled(hit.match[1], pieces)),
    );
    at = hit.match.index + hit.match[0].length;
  }
  return [...nodes, ...unmarked(text.slice(at), pieces)];
}

/** @param {string} text @param {number} from */
function firstStyle(text, from) {
  let best = null;
  for (const [pattern, tag] of STYLES) {
    const search = new RegExp(pattern);
    search.lastIndex = from;
    const match = search.exec(text);
    if (match && (!best || match.index < best.match.index)) best = { match, tag };
  }
  return best;
}

/**
 * Marks back to nodes, the rest to text.
 * @param {string} text
 * @param {Node[]} pieces
 * @returns {Node[]}
 */
function unmarked(text, pieces) {
  return text
    .split(/(\uE000\d+\uE001)/)
    .filter(Boolean)
    .map((part) => {
      const mark = MARK.exec(part);
      return mark ? pieces[Number(mark[1])] : document.createTextNode(withEmoji(unescape(part)));
    });
}
