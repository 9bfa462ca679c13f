/**
 * What each kind of input holds: the field of Slack's `state.values` it fills and the field
 * its initial value comes from. Pure functions over block JSON.
 */

/** @typedef {import('../types.js').Block} Block */
/** @typedef {import('../types.js').Element} Element */

/** @type {Record<string, [string, string]>} element type -> state field, initial field */
const FIELDS = {
  plain_text_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  rich_text_input: ['rich_text_value', 'initial_value'],
  checkboxes: ['selected_options', 'initial_options'],
  radio_buttons: ['selected_option', 'initial_option'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  users_select: ['selected_user', 'initial_user'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  channels_select: ['selected_channel', 'initial_channel'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  multi_users_select: ['selected_users', 'initial_users'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
  file_input: ['files', 'initial_files'],
};

/** Whether this element holds a list. @param {string} type */
export const holdsMany = (type) =>
  type === 'checkboxes' || type === 'file_input' || type.startsWith('multi_');

/** The name of the value's field in state and action. @param {Element} element */
export const fieldOf = (element) => FIELDS[element.type]?.[0] ?? 'value';

/**
 * What the element holds before anyone touched it.
 * @param {import('../types.js').App} app
 * @param {import('../surface.js').Surface} surface
 * @param {Element} element
 */
export function initialValue(app, surface, element) {
  const given = element[FIELDS[element.type][1]];
  if (given !== undefined && given !== null) return element.type === 'number_input' ? String(given) : given;
  const here = surface.container.type === 'message' ? surface.container.channel : app.state.place;
  if (element.default_to_current_conversation && app.state.channels.has(here)) {
    return holdsMany(element.type) ? [here] : here;
  }
  return holdsMany(element.type) ? [] : null;
}

/**
 * The elements of one block, wherever the block keeps them.
 * @param {Block} block
 * @returns {Element[]}
 */
function elementsOf(block) {
  if (block.type === 'input') return block.element ? [block.element] : [];
  if (block.type === 'section') return block.accessory ? [block.accessory] : [];
  return block.type === 'actions' ? (block.elements ?? []) : [];
}

/**
 * Every element that holds a value, with its block; containers are looked into.
 * @param {Block[]} blocks
 * @returns {{block: Block, element: Element}[]}
 */
export function statefulElements(blocks) {
  return (blocks ?? []).flatMap((block) => [
    ...elementsOf(block)
      .filter((element) => element.type in FIELDS)
      .map((element) => ({ block, element })),
    ...statefulElements(block.child_blocks ?? []),
  ]);
}

/**
 * Slack's `state.values` for blocks.
 * @param {Block[]} blocks
 * @param {(block: Block, element: Element) => any} valueOf
 * @returns {Record<string, Record<string, any>>}
 */
export function stateOf(blocks, valueOf) {
  /** @type {Record<string, Record<string, any>>} */
  const state = {};
  for (const { block, element } of statefulElements(blocks)) {
    state[block.block_id] ??= {};
    state[block.block_id][element.action_id] = {
      type: element.type,
      [fieldOf(element)]: valueOf(block, element),
    };
  }
  return state;
}
