/**
 * The rich_text block: sections, nested lists, quotes, preformatted text, and their styled
 * pieces. Its text is never parsed, so it is shown exactly as it is.
 */
import { h } from '../dom.js';
import { glyph } from '../emoji.js';
import { channelChip, link } from '../tokens.js';
import { userChip } from '../people.js';
import { reader } from '../state.js';
import { slackDate } from '../times.js';
import { unknown } from './unknown.js';

/** @typedef {import('../types.js').App} App */
/** @typedef {Record<string, any>} Piece */

/** @param {import('../types.js').Spot} spot */
export const richTextBlock = ({ app, block }) => richText(app, block);

/** Any rich_text object, also in table cells and titles. @param {App} app @param {Piece} object */
export function richText(app, object) {
  const parts = object.elements ?? [];
  const nodes = [];
  for (let i = 0; i < parts.length; i += 1) {
    if (parts[i].type !== 'rich_text_list') {
      nodes.push(drawPart(app, parts[i]));
      continue;
    }
    // Neighbouring lists with different indents are one nested list.
    let end = i + 1;
    while (end < parts.length && parts[end].type === 'rich_text_list') end += 1;
    nodes.push(...nestLists(app, parts.slice(i, end)));
    i = end - 1;
  }
  return h('div', { class: 'rich-text', dir: 'auto' }, nodes);
}

/** @param {App} app @param {Piece} part */
function drawPart(app, part) {
  if (part.type === 'rich_text_section')
    return h('div', { class: 'rich-section' }, pieces(app, part.elements));
  if (part.type === 'rich_text_quote')
    return h('blockquote', { class: 'rich-section' }, pieces(app, part.elements));
  if (part.type === 'rich_text_preformatted')
    return h('pre', { class: 'code-block' }, h('code', null, pieces(app, part.elements)));
  return unknown(app.t('unknown_element', { type: String(part.type) }));
}

/** @param {App} app @param {Piece[]} lists @returns {HTMLElement[]} */
function nestLists(app, lists) {
  /** @type {HTMLElement[]} */
  const roots = [];
  /** @type {{indent: number, style: string, node: HTMLElement}[]} */
  const open = [];
  for (const list of lists) {
    const indent = list.indent ?? 0;
    while (
      open.length &&
      (open[open.length - 1].indent > indent || sameLevelOther(open[open.length - 1], indent, list.style))
    )
      open.pop();
    let top = open[open.length - 1];
    if (!top || top.indent < indent) {
      const node = h(list.style === 'ordered' ? 'ol' : 'ul', {
        class: list.border ? 'bordered' : '',
        start: list.offset ? list.offset + 1 : null,
      });
      (top?.node.lastElementChild ?? top?.node)?.append(node);
      if (!top) roots.push(node);
      top = { indent, style: list.style, node };
      open.push(top);
    }
    top.node.append(
      ...(list.elements ?? []).map((/** @type {Piece} */ item) => h('li', null, pieces(app, item.elements))),
    );
  }
  return roots;
}

/** @param {{indent: number, style: string}} top @param {number} indent @param {string} style */
const sameLevelOther = (top, indent, style) => top.indent === indent && top.style !== style;

/** @param {App} app @param {Piece[]} elements */
const pieces = (app, elements) =>
  (elements ?? []).map((piece) => styledAs(drawPiece(app, piece), piece.style));

/** @type {Record<string, (app: App, piece: Piece) => Node>} */
const PIECES = {
  text: (_, piece) => document.createTextNode(piece.text ?? ''),
  link: (_, piece) => link(piece.url ?? '', piece.text || piece.url || ''),
  user: (app, piece) => userChip(app, piece.user_id),
  usergroup: (_, piece) => h('span', { class: 'mention' }, `@${piece.usergroup_id}`),
  channel: (app, piece) => channelChip(app, piece.channel_id),
  team: (app, piece) => h('span', { class: 'mention' }, app.state.workspace.name || piece.team_id),
  broadcast: (_, piece) => h('span', { class: 'mention mention-me' }, `@${piece.range}`),
  emoji: (_, piece) =>
    h(
      'span',
      { title: `:${piece.name}:` },
      piece.unicode ? fromCodePoints(piece.unicode) : glyph(piece.name),
    ),
  date: (app, piece) => {
    const words = slackDate(reader(app.state), piece.timestamp, piece.format ?? '', app.t) || piece.fallback;
    return piece.url ? link(piece.url, words) : h('time', { title: piece.fallback ?? null }, words);
  },
  color: (_, piece) =>
    h(
      'span',
      { class: 'color-piece' },
      h('span', { class: 'color-dot', style: { 'background-color': piece.value } }),
      piece.value,
    ),
};

/** @param {App} app @param {Piece} piece */
function drawPiece(app, piece) {
  const draw = PIECES[piece.type];
  return draw ? draw(app, piece) : unknown(app.t('unknown_element', { type: String(piece.type) }));
}

/** @param {string} hex for example 1f44d-1f3fb */
function fromCodePoints(hex) {
  const points = hex.split('-').map((part) => parseInt(part, 16));
  return points.every((point) => point > 0 && point <= 0x10ffff) ? String.fromCodePoint(...points) : '';
}

const STYLE_TAGS = /** @type {[string, keyof HTMLElementTagNameMap][]} */ ([
  ['code', 'code'],
  ['bold', 'strong'],
  ['italic', 'em'],
  ['strike', 's'],
  ['underline', 'u'],
]);

/** @param {Node} node @param {Record<string, boolean>|undefined} style */
function styledAs(node, style) {
  if (!style) return node;
  return STYLE_TAGS.filter(([name]) => style[name]).reduce((inner, [, tag]) => h(tag, null, inner), node);
}
