/**
 * Tables: the plain `table` block, and `data_table` with pages, sorting and a filter. Both
 * scroll sideways inside their own frame on narrow screens.
 */
import { fill, h } from '../dom.js';
import { fold } from '../chooser.js';
import { icon } from '../icons.js';
import { drawElement } from './elements.js';
import { richText } from './richtext.js';

/** @typedef {import('../types.js').Spot} Spot */
/** @typedef {Record<string, any>} Cell */

/** @param {Spot} spot @param {Cell|null} cell */
function drawCell(spot, cell) {
  if (!cell) return null;
  if (cell.type === 'rich_text') return richText(spot.app, cell);
  return 'action_id' in cell || cell.type === 'button'
    ? drawElement(spot, cell)
    : String(cell.text ?? cell.value ?? '');
}

/** @param {Spot} spot */
export function tableBlock(spot) {
  const [head = [], ...rows] = spot.block.rows ?? [];
  const settings = spot.block.column_settings ?? [];
  const looks = (/** @type {number} */ column, /** @type {Cell|null} */ cell) => ({
    class: `${settings[column]?.is_wrapped === false ? 'no-wrap' : ''} ${settings[column]?.align ? `align-${settings[column].align}` : numeric(cell)}`,
    dir: 'auto',
  });
  return scroller(
    spot,
    h(
      'table',
      null,
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          head.map((/** @type {Cell} */ cell, /** @type {number} */ i) =>
            h('th', { scope: 'col', ...looks(i, cell) }, drawCell(spot, cell)),
          ),
        ),
      ),
      h(
        'tbody',
        null,
        rows.map((/** @type {Cell[]} */ row) =>
          h(
            'tr',
            null,
            row.map((cell, i) => h('td', looks(i, cell), drawCell(spot, cell))),
          ),
        ),
      ),
    ),
  );
}

/**
 * Focusable, so that the keyboard can scroll it sideways.
 * @param {Spot} spot
 * @param {HTMLElement} table
 */
const scroller = (spot, table) =>
  h(
    'div',
    { class: 'table-scroll', tabindex: '0', role: 'group', 'aria-label': spot.block.caption ?? null },
    table,
  );

/** @param {Cell|null} cell */
const numeric = (cell) => (cell?.type === 'raw_number' ? 'align-right' : '');

/** @typedef {{page: number, sort: number, down: boolean, filter: string}} Looking how the person looks at a data table */

/** @param {Spot} spot */
export function dataTableBlock(spot) {
  const { app, block } = spot;
  const [head, ...rows] = block.rows;
  const size = block.page_size ?? 5;
  /** @type {Looking} */
  const looking = { page: 0, sort: -1, down: false, filter: '' };
  const body = h('tbody');
  const pager = h('div', { class: 'pager' });
  const heads = head.map((/** @type {Cell} */ cell, /** @type {number} */ column) =>
    sortHead(cell, numeric(rows[0]?.[column] ?? null), () => {
      Object.assign(looking, { page: 0, sort: column, down: looking.sort === column && !looking.down });
      redraw();
    }),
  );
  const redraw = () => {
    const shown = arranged(rows, looking);
    looking.page = Math.min(looking.page, Math.max(0, Math.ceil(shown.length / size) - 1));
    const page = shown.slice(looking.page * size, (looking.page + 1) * size);
    fill(
      body,
      page.length
        ? page.map((row) => dataRow(spot, row))
        : h('tr', null, h('td', { colSpan: head.length, class: 'muted' }, app.t('no_rows'))),
    );
    heads.forEach((/** @type {HTMLElement} */ node, /** @type {number} */ i) =>
      node.setAttribute('aria-sort', i !== looking.sort ? 'none' : looking.down ? 'descending' : 'ascending'),
    );
    drawPager(app, pager, looking, shown.length, size, redraw);
  };
  const filter =
    rows.length > size
      ? filterLine(app, (words) => {
          Object.assign(looking, { filter: words, page: 0 });
          redraw();
        })
      : null;
  redraw();
  return h(
    'div',
    { class: 'data-table' },
    h('div', { class: 'data-table-top' }, h('strong', { class: 'caption' }, block.caption), filter),
    scroller(
      spot,
      h(
        'table',
        null,
        h('caption', { class: 'unseen' }, block.caption),
        h('thead', null, h('tr', null, heads)),
        body,
      ),
    ),
    pager,
  );
}

/** @param {Cell} cell @param {string} looks @param {() => void} onSort */
function sortHead(cell, looks, onSort) {
  return h(
    'th',
    { scope: 'col', class: looks },
    h(
      'button',
      { type: 'button', class: 'sort-button', on: { click: onSort } },
      String(cell.text ?? ''),
      icon('down', 'sort-mark'),
    ),
  );
}

/** @param {import('../types.js').App} app @param {(words: string) => void} onFilter */
function filterLine(app, onFilter) {
  return h('input', {
    type: 'search',
    class: 'text-input filter-input',
    placeholder: app.t('filter_rows'),
    'aria-label': app.t('filter_rows'),
    on: { input: (/** @type {any} */ event) => onFilter(event.target.value) },
  });
}

/** @param {Spot} spot @param {Cell[]} row */
function dataRow(spot, row) {
  const name = spot.block.row_header_column_index ?? 0;
  return h(
    'tr',
    null,
    row.map((cell, i) =>
      i === name
        ? h('th', { scope: 'row', class: numeric(cell), dir: 'auto' }, drawCell(spot, cell))
        : h('td', { class: numeric(cell), dir: 'auto' }, drawCell(spot, cell)),
    ),
  );
}

/**
 * @param {import('../types.js').App} app
 * @param {HTMLElement} pager
 * @param {Looking} looking
 * @param {number} count
 * @param {number} size
 * @param {() => void} redraw
 */
function drawPager(app, pager, looking, count, size, redraw) {
  const last = Math.max(0, Math.ceil(count / size) - 1);
  const step = (/** @type {number} */ by, /** @type {string} */ word, /** @type {string} */ mark) =>
    h(
      'button',
      {
        type: 'button',
        class: 'quiet-button',
        disabled: looking.page + by < 0 || looking.page + by > last,
        'aria-label': app.t(word),
        on: {
          click: () => {
            looking.page += by;
            redraw();
          },
        },
      },
      icon(mark),
    );
  pager.hidden = last === 0;
  const from = looking.page * size + 1;
  fill(
    pager,
    step(-1, 'previous', 'back'),
    h(
      'span',
      { role: 'status' },
      app.t('rows_shown', { from, to: Math.min(from + size - 1, count), n: count }),
    ),
    step(1, 'next', 'next'),
  );
}

/**
 * Rows filtered and sorted as the person wishes.
 * @param {Cell[][]} rows
 * @param {Looking} looking
 */
function arranged(rows, looking) {
  const words = fold(looking.filter.trim());
  const kept = words ? rows.filter((row) => fold(row.map(wordsOf).join(' ')).includes(words)) : [...rows];
  if (looking.sort < 0) return kept;
  const way = looking.down ? -1 : 1;
  return kept.sort((a, b) => way * compare(a[looking.sort], b[looking.sort]));
}

/** @param {Cell} a @param {Cell} b */
function compare(a, b) {
  if (a?.type === 'raw_number' && b?.type === 'raw_number') return a.value - b.value;
  return wordsOf(a).localeCompare(wordsOf(b), undefined, { numeric: true });
}

/** @param {Cell} cell @returns {string} */
function wordsOf(cell) {
  if (cell?.type !== 'rich_text') return String(cell?.text?.text ?? cell?.text ?? '');
  const gather = (/** @type {any} */ node) =>
    (node.elements ?? [])
      .map((/** @type {any} */ child) => child.text ?? child.name ?? gather(child))
      .join(' ');
  return gather(cell);
}
