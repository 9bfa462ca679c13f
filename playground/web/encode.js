/**
 * Between what a person types and what is sent: @Name and #channel become `<@U1>` and `<#C1>`
 * (the server, as Slack does, escapes the rest); and the way back, for editing.
 */
import { fold } from './chooser.js';
import { unescape } from './tokens.js';
import { nameOf } from './state.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {[string, string]} Known a name and what it becomes */

/**
 * Typed text with its mentions as ids. Code stays as it is.
 * @param {State} state
 * @param {string} typed
 */
export function encode(state, typed) {
  const people = byLength([...state.users.values()].map((user) => [user.name, `<@${user.id}>`]));
  const rooms = byLength(
    [...state.channels.values()]
      .filter((channel) => channel.kind !== 'im')
      .map((channel) => [channel.name, `<#${channel.id}>`]),
  );
  return typed
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part, index) => (index % 2 ? part : mentions(part, people, rooms)))
    .join('');
}

/** @param {string} text @param {Known[]} people @param {Known[]} rooms */
function mentions(text, people, rooms) {
  let done = '';
  let rest = text;
  for (let at = rest.search(/[@#]/); at >= 0; at = rest.search(/[@#]/)) {
    const after = rest.slice(at + 1);
    const known = /[\p{L}\p{N}<]$/u.test(rest.slice(0, at))
      ? undefined
      : (rest[at] === '@' ? people : rooms).find(([name]) => beginsWith(after, name));
    done += rest.slice(0, at) + (known ? known[1] : rest[at]);
    rest = known ? after.slice(known[0].length) : after;
  }
  return done + rest;
}

/** Longest first, so that "Anna Virtanen" wins over "Anna". @param {Known[]} pairs */
const byLength = (pairs) => pairs.sort((a, b) => b[0].length - a[0].length);

/** Whether text begins with a name that ends there. @param {string} text @param {string} name */
function beginsWith(text, name) {
  if (!name || fold(text.slice(0, name.length)) !== fold(name)) return false;
  return !/^[\p{L}\p{N}_-]/u.test(text.slice(name.length));
}

/** Wire text as a person would type it. @param {State} state @param {string} text */
export function decode(state, text) {
  return unescape(
    text
      .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id) => `@${nameOf(state, id)}`)
      .replace(
        /<#([A-Z0-9]+)(?:\|([^>]*))?>/g,
        (_, id, name) => `#${state.channels.get(id)?.name ?? name ?? id}`,
      )
      .replace(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, '@$1')
      .replace(/<((?:https?:|mailto:)[^|>]+)(?:\|[^>]*)?>/g, '$1'),
  );
}
