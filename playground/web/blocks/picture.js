/**
 * Pictures. Only those of this machine are loaded; one on the web becomes a frame that says so.
 */
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { link } from '../tokens.js';

/** @typedef {import('../types.js').App} App */

/** @param {string} url */
function isLocal(url) {
  if (/^data:image\//i.test(url)) return true;
  if (!URL.canParse(url, location.href)) return false;
  return ['localhost', '127.0.0.1', location.hostname].includes(new URL(url, location.href).hostname);
}

/**
 * A picture, or, for one on the web, a frame that says so with its alt text and a link.
 * @param {App} app
 * @param {Record<string, any>} image
 * @param {string} size
 */
export function picture(app, image, size) {
  const url = String(image.image_url ?? image.slack_file?.url ?? '');
  const alt = image.alt_text ?? '';
  const frame = () =>
    h(
      'span',
      {
        class: `picture-frame ${size}`,
        role: 'img',
        'aria-label': alt,
        title: `${alt} (${app.t('outside_picture')})`,
      },
      icon('picture'),
      size === 'image-large'
        ? h(
            'span',
            { class: 'picture-words' },
            h('span', null, alt),
            h(
              'small',
              null,
              /^https?:/.test(url) ? link(url, app.t('outside_picture')) : app.t('outside_picture'),
            ),
          )
        : null,
    );
  if (!url || !isLocal(url)) return frame();
  const node = h('img', {
    src: url,
    alt,
    class: `picture ${size}`,
    on: { error: () => node.replaceWith(frame()) },
  });
  return node;
}
