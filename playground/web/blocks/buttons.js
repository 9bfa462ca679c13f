/**
 * Things to press: buttons, icon and feedback buttons, the overflow menu.
 */
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { openMenu } from '../menu.js';
import { plainText } from '../mrkdwn.js';
import { sendAction } from '../surface.js';
import { marks } from './control.js';

/** @typedef {import('../types.js').Spot} Spot */
/** @typedef {import('../types.js').Element} Element */

/** @param {Spot} spot @param {Element} element */
export function button(spot, element) {
  const words = plainText(element.text);
  const look =
    element.style === 'primary' ? 'button-primary' : element.style === 'danger' ? 'button-danger' : '';
  const press = () => {
    openLink(element.url);
    return sendAction(spot, element, {
      text: element.text,
      ...(element.value === undefined ? {} : { value: element.value }),
    });
  };
  return h(
    'button',
    {
      type: 'button',
      ...marks(spot, element),
      class: `button ${look}`,
      title: words.length > 30 ? words : null,
      on: { click: press },
    },
    h('span', { class: 'button-words' }, words),
    element.url ? icon('link', 'button-link') : null,
  );
}

/** Opens a web address in a new tab; other schemes are left alone. @param {string|undefined} url */
function openLink(url) {
  if (url && /^(https?:\/\/|mailto:)/i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
}

/** Slack's icon names that have a picture here. @type {Record<string, string>} */
const ICONS = { trash: 'trash', pencil: 'pencil', link: 'link' };

/** @param {Spot} spot @param {Element} element */
export function iconButton(spot, element) {
  const readers = element.visible_to_user_ids;
  if (readers?.length && !readers.includes(spot.app.state.person)) return h('span', { hidden: true });
  const words = plainText(element.text);
  return h(
    'button',
    {
      type: 'button',
      ...marks(spot, element),
      class: 'quiet-button',
      title: words,
      'aria-label': element.accessibility_label ?? words,
      on: { click: () => sendAction(spot, element, { text: element.text, value: element.value }) },
    },
    icon(ICONS[element.icon] ?? 'more'),
  );
}

/** @param {Spot} spot @param {Element} element */
export function feedbackButtons(spot, element) {
  const one = (/** @type {any} */ choice, /** @type {string} */ mark) =>
    h(
      'button',
      {
        type: 'button',
        class: 'quiet-button feedback',
        'aria-label': choice.accessibility_label ?? plainText(choice.text),
        'aria-pressed': 'false',
        data: { value: choice.value },
        on: {
          click: async (/** @type {MouseEvent} */ event) => {
            const pressed = /** @type {HTMLElement} */ (event.currentTarget);
            if (!(await sendAction(spot, element, { text: choice.text, value: choice.value }))) return;
            pressed.parentElement
              ?.querySelectorAll('button')
              .forEach((other) => other.setAttribute('aria-pressed', String(other === pressed)));
          },
        },
      },
      icon(mark),
      h('span', null, plainText(choice.text)),
    );
  return h(
    'span',
    { ...marks(spot, element), 'aria-label': null, role: 'group', class: 'feedback-pair' },
    one(element.positive_button, 'thumbup'),
    one(element.negative_button, 'thumbdown'),
  );
}

/** @param {Spot} spot @param {Element} element */
export function overflow(spot, element) {
  const label = element.accessibility_label ?? spot.app.t('more_options');
  const node = h(
    'button',
    {
      type: 'button',
      ...marks(spot, element),
      class: 'button button-square',
      'aria-label': label,
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      title: label,
      on: {
        click: () =>
          openMenu(node, {
            label,
            items: element.options.map((/** @type {any} */ option) => ({
              text: plainText(option.text),
              hint: plainText(option.description),
              data: { value: option.value },
              onPick: () => {
                openLink(option.url);
                sendAction(spot, element, { selected_option: option });
              },
            })),
          }),
      },
    },
    icon('more'),
  );
  return node;
}
