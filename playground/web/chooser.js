/**
 * Choosing from a list in a layer: with a search line when the list is long or comes from the
 * app, one or many at a time, groups, descriptions. The keyboard and screen-reader pattern is
 * the combobox with a listbox.
 */
import { fill, freshId, h } from './dom.js';
import { icon } from './icons.js';
import { closeIfOpen, openPopover } from './popover.js';

/** @typedef {{key: string, text: string, hint?: string, lead?: Node|null, badge?: Node|null, find?: string, value?: any, data?: Record<string, string>}} Choice */
/** @typedef {{label?: string, choices: Choice[]}} Group */

/**
 * @typedef {object} Choosing
 * @property {string} label
 * @property {string} [searchLabel] no search line without it
 * @property {(query: string) => Group[]|Promise<Group[]>} load
 * @property {(key: string) => boolean} isChosen
 * @property {(choice: Choice) => void} onChoose
 * @property {boolean} [multi] stay open and toggle
 * @property {(query: string) => string} emptyText
 * @property {string} [footer]
 * @property {string} [class]
 * @property {boolean} [wide]
 */

/**
 * Opens the list on a control, or closes it when it is open already.
 * @param {HTMLElement} anchor
 * @param {Choosing} how
 */
export function openChooser(anchor, how) {
  if (closeIfOpen(anchor)) return;
  const listId = freshId('choices');
  const list = h('div', {
    role: 'listbox',
    id: listId,
    class: 'choices',
    'aria-label': how.label,
    'aria-multiselectable': how.multi ? 'true' : null,
    tabindex: how.searchLabel ? '-1' : '0',
  });
  const search = how.searchLabel ? searchLine(how.searchLabel, listId) : null;
  const content = h(
    'div',
    { class: 'chooser' },
    search ? h('div', { class: 'chooser-search' }, icon('search'), search) : null,
    list,
    how.footer ? h('p', { class: 'chooser-footer' }, how.footer) : null,
  );
  const popover = openPopover(anchor, {
    label: how.label,
    content,
    class: `popover-chooser ${how.class ?? ''}`,
    wide: how.wide,
  });
  const model = { list, keys: search ?? list, how, popover, asked: 0 };
  model.keys.addEventListener('keydown', (event) => onKey(model, /** @type {KeyboardEvent} */ (event)));
  search?.addEventListener('input', () => show(model, search.value));
  show(model, '').then(() =>
    activate(model, list.querySelector('[aria-selected=true]') ?? list.querySelector('[role=option]')),
  );
}

/** @param {string} label @param {string} listId */
function searchLine(label, listId) {
  return h('input', {
    type: 'text',
    class: 'chooser-input',
    role: 'combobox',
    'aria-label': label,
    placeholder: label,
    'aria-controls': listId,
    'aria-expanded': 'true',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    spellcheck: false,
  });
}

/** @typedef {{list: HTMLElement, keys: HTMLElement, how: Choosing, popover: import('./popover.js').Popover, asked: number}} Model */

/**
 * Loads and draws; a slow answer to an older question is dropped.
 * @param {Model} model
 * @param {string} query
 */
async function show(model, query) {
  model.asked += 1;
  const mine = model.asked;
  const answer = model.how.load(query.trim());
  if (answer instanceof Promise) model.list.setAttribute('aria-busy', 'true');
  const groups = await answer;
  if (mine !== model.asked) return;
  model.list.removeAttribute('aria-busy');
  draw(model, groups, query.trim());
  model.popover.place();
}

/** @param {Model} model @param {Group[]} groups @param {string} query */
function draw(model, groups, query) {
  const filled = groups.filter((group) => group.choices.length);
  if (!filled.length)
    return fill(model.list, h('p', { class: 'choices-empty', role: 'status' }, model.how.emptyText(query)));
  fill(
    model.list,
    filled.map((group) => drawGroup(model, group)),
  );
  return activate(model, model.list.querySelector('[role=option]'));
}

/** @param {Model} model @param {Group} group */
function drawGroup(model, group) {
  const options = group.choices.map((choice) => drawChoice(model, choice));
  if (!group.label) return options;
  return h(
    'div',
    { role: 'group', 'aria-label': group.label },
    h('div', { class: 'choices-heading', role: 'presentation' }, group.label),
    options,
  );
}

/** @param {Model} model @param {Choice} choice */
function drawChoice(model, choice) {
  const chosen = model.how.isChosen(choice.key);
  const node = h(
    'div',
    {
      role: 'option',
      id: freshId('choice'),
      class: 'choice',
      'aria-selected': String(chosen),
      data: { value: choice.key, ...choice.data },
      on: { click: () => choose(model, node, choice), mousemove: () => activate(model, node, false) },
    },
    choice.lead,
    h(
      'span',
      { class: 'choice-words' },
      h('span', { class: 'choice-text' }, choice.text, choice.badge ? [' ', choice.badge] : null),
      choice.hint ? h('span', { class: 'choice-hint' }, choice.hint) : null,
    ),
    icon('check', 'choice-check'),
  );
  return node;
}

/** @param {Model} model @param {HTMLElement} node @param {Choice} choice */
function choose(model, node, choice) {
  if (!model.how.multi) model.popover.close();
  model.how.onChoose(choice);
  if (model.how.multi) {
    node.setAttribute('aria-selected', String(model.how.isChosen(choice.key)));
    model.popover.place();
  }
}

/** @param {Model} model @param {Element|null} node @param {boolean} [scroll] */
function activate(model, node, scroll = true) {
  model.list.querySelector('.active')?.classList.remove('active');
  if (!node) return model.keys.removeAttribute('aria-activedescendant');
  node.classList.add('active');
  model.keys.setAttribute('aria-activedescendant', node.id);
  if (scroll) node.scrollIntoView({ block: 'nearest' });
}

/** @param {Model} model @param {KeyboardEvent} event */
function onKey(model, event) {
  const options = [...model.list.querySelectorAll('[role=option]')];
  const at = options.findIndex((node) => node.classList.contains('active'));
  const moves = /** @type {Record<string, number>} */ ({
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: Math.min(at + 8, options.length - 1),
    PageUp: Math.max(at - 8, 0),
  });
  const pick = event.key === 'Enter' || (event.key === ' ' && model.keys === model.list);
  if (event.key === 'Tab') model.popover.close();
  if (!pick && !(event.key in moves)) return;
  event.preventDefault();
  if (!options.length) return;
  if (pick) /** @type {HTMLElement|undefined} */ (options[at])?.click();
  else activate(model, options.at(moves[event.key] % options.length) ?? null);
}

/**
 * Keeps the choices whose words contain every word of the query.
 * @param {Group[]} groups
 * @param {string} query
 * @returns {Group[]}
 */
export function matching(groups, query) {
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  const fits = (/** @type {Choice} */ choice) => {
    const words = fold(`${choice.text} ${choice.find ?? choice.hint ?? ''}`);
    return wanted.every((word) => words.includes(word));
  };
  return groups.map((group) => ({ ...group, choices: group.choices.filter(fits) }));
}

/** Letters without case and accents, so "asa" finds "Åsa". @param {string} text */
export const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
