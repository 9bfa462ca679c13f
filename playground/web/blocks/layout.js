/**
 * The plain blocks: section, header, divider, context, actions, images, video and file cards,
 * and the markdown block.
 */
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { markdown } from '../markdown.js';
import { plainText, textObject } from '../mrkdwn.js';
import { link } from '../tokens.js';
import { drawElement } from './elements.js';
import { picture } from './picture.js';

/** @typedef {import('../types.js').Spot} Spot */

/** @param {Spot} spot */
export function sectionBlock(spot) {
  const { app, block } = spot;
  const words = h(
    'div',
    { class: 'section-words' },
    block.text ? h('div', { class: 'section-text' }, textObject(app, block.text)) : null,
    block.fields
      ? h(
          'div',
          { class: 'fields' },
          block.fields.map((/** @type {any} */ field) =>
            h('div', { class: 'field' }, textObject(app, field)),
          ),
        )
      : null,
  );
  if (!block.accessory) return words;
  return h(
    'div',
    { class: `section-row ${block.accessory.type === 'image' ? 'with-image' : ''}` },
    words,
    h('div', { class: 'accessory' }, drawElement(spot, block.accessory)),
  );
}

export const dividerBlock = () => h('hr', { class: 'divider' });

/** @param {Spot} spot */
export const headerBlock = ({ block }) =>
  h('h3', { class: 'header-text', dir: 'auto' }, plainText(block.text));

/** @param {Spot} spot */
export function contextBlock({ app, block }) {
  return h(
    'div',
    { class: 'context' },
    block.elements.map((/** @type {any} */ element) =>
      element.type === 'image'
        ? picture(app, element, 'context-image')
        : h('div', { class: 'context-text' }, textObject(app, element)),
    ),
  );
}

/** @param {Spot} spot */
export function actionsBlock(spot) {
  return h(
    'div',
    { class: 'actions' },
    spot.block.elements.map((/** @type {any} */ element) => drawElement(spot, element)),
  );
}

/** @param {Spot} spot */
export const contextActionsBlock = (spot) =>
  h(
    'div',
    { class: 'actions context-actions' },
    spot.block.elements.map((/** @type {any} */ element) => drawElement(spot, element)),
  );

/** @param {Spot} spot */
export function imageBlock({ app, block }) {
  return h(
    'figure',
    { class: 'image-figure' },
    block.title ? h('figcaption', { dir: 'auto' }, plainText(block.title)) : null,
    picture(app, block, 'image-large'),
  );
}

/** @param {Spot} spot */
export const markdownBlock = ({ block }) => markdown(String(block.text ?? ''));

/** @param {Spot} spot */
export function videoBlock({ app, block }) {
  const title = plainText(block.title);
  return h(
    'div',
    { class: 'link-card' },
    h('span', { class: 'link-card-icon' }, icon('play')),
    h(
      'div',
      null,
      h(
        'div',
        { class: 'muted' },
        [block.provider_name, block.author_name].filter(Boolean).join(' · ') || app.t('video'),
      ),
      h('strong', null, link(block.title_url ?? block.video_url ?? '', title)),
      h('div', null, plainText(block.description) || block.alt_text),
    ),
  );
}

/** @param {Spot} spot */
export const fileBlock = ({ app, block }) =>
  h(
    'div',
    { class: 'link-card' },
    h('span', { class: 'link-card-icon' }, icon('file')),
    h('div', null, h('div', { class: 'muted' }, app.t('file')), block.external_id),
  );
