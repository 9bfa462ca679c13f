/**
 * What a select menu offers: the element's own options, options asked from the app, or the
 * workspace's people and conversations.
 */
import { matching } from '../chooser.js';
import { icon } from '../icons.js';
import { plainText } from '../mrkdwn.js';
import { avatar } from '../people.js';
import { nameOf, placeName } from '../state.js';

/** @typedef {import('../types.js').App} App */
/** @typedef {import('../types.js').Spot} Spot */
/** @typedef {import('../types.js').Element} Element */
/** @typedef {import('../types.js').Option} Option */
/** @typedef {import('../chooser.js').Choice} Choice */
/** @typedef {import('../chooser.js').Group} Group */

const DEFAULT_MIN_QUERY = 3;
const TYPING_MS = 200;

/** @param {Option} option @returns {Choice} */
const optionChoice = (option) => ({
  key: option.value,
  text: plainText(option.text),
  hint: plainText(option.description),
  value: option,
});

/** @param {any} source something with options or option_groups @returns {Group[]} */
function optionGroups(source) {
  if (source.option_groups)
    return source.option_groups.map((/** @type {any} */ group) => ({
      label: plainText(group.label),
      choices: group.options.map(optionChoice),
    }));
  return [{ choices: (source.options ?? []).map(optionChoice) }];
}

/** @param {App} app @param {string} id @returns {Choice} */
function userChoice(app, id) {
  const user = app.state.users.get(id);
  return {
    key: id,
    text: nameOf(app.state, id),
    hint: user?.title,
    lead: avatar(app, id, 'avatar-small'),
    value: id,
  };
}

/** @param {App} app @param {string} id @returns {Choice} */
function roomChoice(app, id) {
  const channel = app.state.channels.get(id);
  const mark = channel?.kind === 'private' ? 'lock' : channel?.kind === 'im' ? 'person' : 'hash';
  return {
    key: id,
    text: channel ? placeName(app.state, channel).replace(/^#/, '') : id,
    lead: icon(mark),
    value: id,
  };
}

/**
 * What is chosen, in words. @param {App} app @param {Element} element @param {any} value
 * @returns {Choice|null}
 */
export function namedChoice(app, element, value) {
  if (value === null || value === undefined) return null;
  if (/static|external/.test(element.type)) return optionChoice(value);
  return element.type.includes('users') ? userChoice(app, value) : roomChoice(app, value);
}

/** @typedef {{load: (query: string) => Group[]|Promise<Group[]>, emptyText: (query: string) => string, external: boolean, size: number}} Source */

/** @param {Spot} spot @param {Element} element @returns {Source} */
export function choicesFor(spot, element) {
  const { app } = spot;
  if (element.type.includes('external')) return externalSource(spot, element);
  const groups = /static/.test(element.type)
    ? optionGroups(element)
    : [{ choices: element.type.includes('users') ? people(app) : rooms(app, element) }];
  return {
    load: (query) => matching(groups, query),
    emptyText: () => app.t('none_found'),
    external: false,
    size: groups.reduce((sum, group) => sum + group.choices.length, 0),
  };
}

/** @param {App} app */
const people = (app) =>
  [...app.state.users.values()].filter((user) => !user.deleted).map((user) => userChoice(app, user.id));

/** @param {App} app @param {Element} element */
function rooms(app, element) {
  const allowed = element.type.includes('channels') ? ['channel'] : kindsOf(element.filter);
  const withoutBots = element.filter?.exclude_bot_users;
  return [...app.state.channels.values()]
    .filter(
      (channel) =>
        allowed.includes(channel.kind) &&
        !channel.archived &&
        !(withoutBots && channel.with === app.state.bot.user_id),
    )
    .map((channel) => roomChoice(app, channel.id));
}

/** @param {{include?: string[]}|undefined} filter */
function kindsOf(filter) {
  const kinds = /** @type {Record<string, string>} */ ({ public: 'channel', private: 'private', im: 'im' });
  return filter?.include ? filter.include.map((kind) => kinds[kind]) : ['channel', 'private', 'im'];
}

/** @param {Spot} spot @param {Element} element @returns {Source} */
function externalSource({ app, surface, block }, element) {
  const least = element.min_query_length ?? DEFAULT_MIN_QUERY;
  let asked = 0;
  const load = async (/** @type {string} */ query) => {
    asked += 1;
    const mine = asked;
    if (query.length < least) return [];
    await new Promise((resolve) => {
      setTimeout(resolve, TYPING_MS);
    });
    // The person typed on: only the last question goes to the app.
    if (mine !== asked) return [];
    return app.api
      .act('options', {
        action_id: element.action_id,
        block_id: block.block_id,
        value: query,
        container: surface.container,
      })
      .then(optionGroups, (error) => {
        app.notices.show(error.message);
        return [];
      });
  };
  return {
    load,
    external: true,
    size: 0,
    emptyText: (query) => (query.length < least ? app.t('type_more', { n: least }) : app.t('none_found')),
  };
}
