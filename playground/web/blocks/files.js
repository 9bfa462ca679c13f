/**
 * The file_input element: files go to the playground's own server, nowhere else.
 */
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { setValue, valueOf } from '../surface.js';
import { marks } from './control.js';

/** @typedef {import('../types.js').Spot} Spot */
/** @typedef {import('../types.js').Element} Element */

const DEFAULT_MOST = 10;

/** @param {Spot} spot @param {Element} element */
export function fileInput(spot, element) {
  const { app } = spot;
  const most = element.max_files ?? DEFAULT_MOST;
  const types = /** @type {string[]} */ (element.filetypes ?? []);
  const list = h('ul', { class: 'file-list' });
  const note = h(
    'p',
    { class: 'muted', role: 'status' },
    app.t('files_left', { n: most }),
    types.length ? ` (${types.join(', ')})` : null,
  );
  const chosen = () => /** @type {any[]} */ (valueOf(spot.surface, spot.block, element) ?? []);
  const redraw = () =>
    fill(
      list,
      chosen().map((file) =>
        fileLine(app, file, () => {
          setValue(
            spot,
            element,
            chosen().filter((each) => each.id !== file.id),
          );
          redraw();
        }),
      ),
    );
  const take = async (/** @type {File} */ file) => {
    if (types.length && !types.some((type) => file.name.toLowerCase().endsWith(`.${type.toLowerCase()}`))) {
      note.textContent = app.t('wrong_filetype', { name: file.name, types: types.join(', ') });
      return;
    }
    const answer = await app.api.act('upload', { name: file.name, content_base64: await base64(file) });
    setValue(spot, element, [...chosen(), answer.file]);
    redraw();
  };
  const picker = h('input', {
    type: 'file',
    ...marks(spot, element),
    class: 'file-picker',
    multiple: most > 1,
    accept: types.map((type) => `.${type}`).join(',') || null,
    on: {
      change: async () => {
        for (const file of [...(picker.files ?? [])].slice(0, Math.max(0, most - chosen().length))) {
          await take(file).catch((error) => app.notices.show(error.message));
        }
        picker.value = '';
      },
    },
  });
  redraw();
  return h(
    'div',
    { class: 'file-field' },
    h('label', { class: 'button file-button' }, icon('file'), h('span', null, app.t('choose_files')), picker),
    list,
    note,
  );
}

/** @param {import('../types.js').App} app @param {any} file @param {() => void} onRemove */
function fileLine(app, file, onRemove) {
  return h(
    'li',
    null,
    icon('file'),
    h('span', { class: 'file-name' }, file.name),
    h(
      'button',
      {
        type: 'button',
        class: 'quiet-button',
        'aria-label': app.t('take_away', { name: file.name }),
        on: { click: onRemove },
      },
      icon('close'),
    ),
  );
}

/** @param {File} file @returns {Promise<string>} */
async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  // In slices: a call with every byte as an argument would overflow the stack.
  for (let i = 0; i < bytes.length; i += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary);
}
