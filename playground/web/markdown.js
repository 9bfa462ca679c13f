/**
 * Standard Markdown, for the `markdown` block: headings, lists, quotes, code, tables, rules
 * and inline marks. As with mrkdwn everything becomes nodes and text.
 */
import { h } from './dom.js';
import { withEmoji } from './emoji.js';
import { link } from './tokens.js';

/** Draws Markdown. @param {string} source */
export function markdown(source) {
  const nodes = [];
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  let at = 0;
  while (at < lines.length) {
    const reading = READERS.find(([test]) => test(lines, at)) ?? READERS[READERS.length - 1];
    const [node, next] = reading[1](lines, at);
    if (node) nodes.push(node);
    at = Math.max(next, at + 1);
  }
  return h('div', { class: 'markdown', dir: 'auto' }, nodes);
}

/** @typedef {(lines: string[], at: number) => [Node|null, number]} Reading draws something from a line on; says where it ended */

const ITEM = /^(\s*)([-*+]|\d{1,4}[.)])\s+(.*)$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;

/** @type {[(lines: string[], at: number) => boolean, Reading][]} the first test that fits draws */
const READERS = [
  [(lines, at) => !lines[at].trim(), (_, at) => [null, at + 1]],
  [(lines, at) => /^\s*(```|~~~)/.test(lines[at]), fence],
  [(lines, at) => /^#{1,6}\s/.test(lines[at]), heading],
  [(lines, at) => RULE.test(lines[at]), (_, at) => [h('hr'), at + 1]],
  [(lines, at) => /^\s*>/.test(lines[at]), quote],
  [(lines, at) => ITEM.test(lines[at]), list],
  [
    (lines, at) =>
      lines[at].includes('|') &&
      /^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$/.test(lines[at + 1] ?? '') &&
      (lines[at + 1] ?? '').includes('|'),
    table,
  ],
  [() => true, paragraph],
];

/** @type {Reading} */
function fence(lines, at) {
  const mark = lines[at].trim().slice(0, 3);
  let end = at + 1;
  while (end < lines.length && !lines[end].trim().startsWith(mark)) end += 1;
  return [h('pre', { class: 'code-block' }, h('code', null, lines.slice(at + 1, end).join('\n'))), end + 1];
}

/** @type {Reading} */
function heading(lines, at) {
  const [, marks, words] = /^(#+)\s+(.*?)\s*#*$/.exec(lines[at]) ?? ['', '#', lines[at]];
  return [
    h(
      'div',
      { role: 'heading', 'aria-level': String(marks.length + 2), class: `heading heading-${marks.length}` },
      inline(words),
    ),
    at + 1,
  ];
}

/** @type {Reading} */
function quote(lines, at) {
  const end = endOf(lines, at, (line) => /^\s*>/.test(line));
  return [
    h(
      'blockquote',
      null,
      markdown(
        lines
          .slice(at, end)
          .map((line) => line.replace(/^\s*> ?/, ''))
          .join('\n'),
      ),
    ),
    end,
  ];
}

/** @type {Reading} */
function list(lines, at) {
  const depth = indentOf(lines[at]);
  const ordered = /\d/.test(ITEM.exec(lines[at])?.[2] ?? '');
  const node = ordered ? h('ol', { start: parseInt(lines[at].trim(), 10) }) : h('ul');
  while (at < lines.length && ITEM.test(lines[at]) && indentOf(lines[at]) >= depth) {
    if (indentOf(lines[at]) > depth) {
      const [inner, next] = list(lines, at);
      (node.lastElementChild ?? node).append(/** @type {Node} */ (inner));
      at = next;
    } else {
      node.append(h('li', null, inline(ITEM.exec(lines[at])?.[3] ?? '')));
      at += 1;
    }
  }
  return [node, at];
}

/** @param {string} line */
const indentOf = (line) => /^\s*/.exec(line)?.[0].length ?? 0;

/** @type {Reading} */
function table(lines, at) {
  const end = endOf(lines, at + 2, (line) => line.includes('|'));
  const cells = (/** @type {string} */ line) =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => cell.trim());
  const head = cells(lines[at]);
  const rows = lines.slice(at + 2, end).map(cells);
  return [
    h(
      'div',
      { class: 'table-scroll', tabindex: '0' },
      h(
        'table',
        null,
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            head.map((cell) => h('th', { scope: 'col' }, inline(cell))),
          ),
        ),
        h(
          'tbody',
          null,
          rows.map((row) =>
            h(
              'tr',
              null,
              head.map((_, index) => h('td', null, inline(row[index] ?? ''))),
            ),
          ),
        ),
      ),
    ),
    end,
  ];
}

/** @type {Reading} */
function paragraph(lines, at) {
  const plain = (/** @type {string} */ line) =>
    Boolean(line.trim()) &&
    !/^(#{1,6}\s|\s*>|\s*(```|~~~))/.test(line) &&
    !ITEM.test(line) &&
    !RULE.test(line);
  const end = Math.max(endOf(lines, at, plain), at + 1);
  const words = lines.slice(at, end).map((line) => inline(line.trimEnd()));
  return [
    h(
      'p',
      null,
      words.flatMap((nodes, index) => (index ? [h('br'), ...nodes] : nodes)),
    ),
    end,
  ];
}

/** @param {string[]} lines @param {number} at @param {(line: string) => boolean} fits */
function endOf(lines, at, fits) {
  let end = at;
  while (end < lines.length && fits(lines[end])) end += 1;
  return end;
}

/** @type {[RegExp, (match: RegExpExecArray) => Node][]} inline marks, strongest first */
const INLINE = [
  [/`([^`]+)`/, (match) => h('code', null, match[1])],
  [/!?\[([^\]]*)\]\(\s*<?([^\s)<>]+)>?[^)]*\)/, (match) => link(match[2], match[1] || match[2])],
  [/<(https?:[^\s<>]+|mailto:[^\s<>]+)>/, (match) => link(match[1], match[1])],
  [/https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]]/, (match) => link(match[0], match[0])],
  [/\*\*(?=\S)([^]*?\S)\*\*/, (match) => h('strong', null, inline(match[1]))],
  [/(?<![\p{L}\p{N}])__(?=\S)([^]*?\S)__(?![\p{L}\p{N}])/u, (match) => h('strong', null, inline(match[1]))],
  [/~~(?=\S)([^]*?\S)~~/, (match) => h('s', null, inline(match[1]))],
  [/\*(?=\S)([^*]*[^*\s])\*/, (match) => h('em', null, inline(match[1]))],
  [/(?<![\p{L}\p{N}])_(?=\S)([^_]*[^_\s])_(?![\p{L}\p{N}])/u, (match) => h('em', null, inline(match[1]))],
];

/** @param {string} text @returns {Node[]} */
function inline(text) {
  const nodes = [];
  let rest = text;
  for (let hit = firstMark(rest); hit; hit = firstMark(rest)) {
    nodes.push(words(rest.slice(0, hit.match.index)), hit.make(hit.match));
    rest = rest.slice(hit.match.index + hit.match[0].length);
  }
  return [...nodes, words(rest)];
}

/** @param {string} text */
function firstMark(text) {
  let best = null;
  for (const [pattern, make] of INLINE) {
    const match = pattern.exec(text);
    if (match && (!best || match.index < best.match.index)) best = { match, make };
  }
  return best;
}

/** Unmarked text, with escaped marks as themselves. @param {string} text */
const words = (text) =>
  document.createTextNode(withEmoji(text.replace(/\\([\\`*_{}[\]()#+\-.!|~>])/g, '$1')));
