/**
 * Blocks that frame other content: alert, card, carousel of cards, and the container that may
 * fold.
 */
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { textObject } from '../mrkdwn.js';
import { drawElement } from './elements.js';
import { picture } from './picture.js';
import { richText } from './richtext.js';

/** @typedef {import('../types.js').Spot} Spot */

/** @type {Record<string, string>} alert level -> icon */
const ALERT_ICONS = { default: 'info', info: 'info', warning: 'warning', error: 'warning', success: 'check' };

/** @param {Spot} spot */
export function alertBlock({ app, block }) {
  const level = block.level in ALERT_ICONS ? block.level : 'default';
  return h(
    'div',
    { class: `alert alert-${level}`, role: 'note' },
    icon(ALERT_ICONS[level]),
    h('div', null, textObject(app, block.text)),
  );
}

/** @param {Spot} spot */
export const cardBlock = (spot) => drawCard(spot, spot.block);

/** @param {Spot} spot @param {import('../types.js').Block} card */
function drawCard(spot, card) {
  const { app } = spot;
  // Buttons in a carousel's card name the card's own block_id, when it has one.
  const inner = card.block_id ? { ...spot, block: card } : spot;
  return h(
    'article',
    { class: 'card' },
    card.hero_image ? picture(app, card.hero_image, 'image-large') : null,
    h(
      'div',
      { class: 'card-body' },
      h(
        'div',
        { class: 'card-head' },
        card.icon ? picture(app, card.icon, 'card-icon') : null,
        h(
          'div',
          null,
          card.title ? h('div', { class: 'card-title' }, textObject(app, card.title)) : null,
          card.subtitle ? h('div', { class: 'muted' }, textObject(app, card.subtitle)) : null,
        ),
      ),
      card.body ? h('div', { class: 'card-text' }, textObject(app, card.body)) : null,
      card.subtext ? h('div', { class: 'muted' }, textObject(app, card.subtext)) : null,
    ),
    card.actions?.length
      ? h(
          'div',
          { class: 'actions card-actions' },
          card.actions.map((/** @type {any} */ element) => drawElement(inner, element)),
        )
      : null,
  );
}

/** @param {Spot} spot */
export function carouselBlock(spot) {
  const { app, block } = spot;
  const track = h(
    'div',
    { class: 'carousel-track', tabindex: '0', role: 'group' },
    block.elements.map((/** @type {any} */ card) => drawCard(spot, card)),
  );
  const slide = (/** @type {number} */ way) =>
    track.scrollBy({ left: way * track.clientWidth * 0.8, behavior: 'smooth' });
  const arrow = (/** @type {number} */ way, /** @type {string} */ word, /** @type {string} */ mark) =>
    h(
      'button',
      { type: 'button', class: 'quiet-button', 'aria-label': app.t(word), on: { click: () => slide(way) } },
      icon(mark),
    );
  return h(
    'div',
    { class: 'carousel' },
    track,
    block.elements.length > 1
      ? h('div', { class: 'carousel-arrows' }, arrow(-1, 'previous', 'back'), arrow(1, 'next', 'next'))
      : null,
  );
}

/** @param {Spot} spot */
export function containerBlock({ app, block, nested }) {
  const title = block.rich_text_title ? richText(app, block.rich_text_title) : textObject(app, block.title);
  const head = [
    block.icon ? picture(app, block.icon, 'card-icon') : null,
    h(
      'div',
      null,
      h('div', { class: 'container-title' }, title),
      block.subtitle ? h('div', { class: 'muted' }, textObject(app, block.subtitle)) : null,
    ),
  ];
  const body = h('div', { class: 'container-body blocks' });
  nested(body, block.child_blocks ?? []);
  const looks = `container width-${block.width ?? 'standard'} ${block.has_header_divider ? 'with-line' : ''}`;
  if (!block.is_collapsible)
    return h('section', { class: looks }, h('div', { class: 'container-head' }, head), body);
  return h(
    'details',
    { class: looks, open: !block.default_collapsed },
    h('summary', { class: 'container-head' }, head, icon('down', 'fold-mark')),
    body,
  );
}
