/**
 * What each person has read, kept in this browser: the ts up to which every conversation
 * was seen. It drives the unread dots.
 */

/** @param {string} person */
const keyOf = (person) => `kaiku.read.${person}`;

/** @param {string} person @returns {Record<string, string>|null} */
function load(person) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(person)) ?? 'null');
  } catch {
    return null;
  }
}

/**
 * On a person's first visit channels count as read, direct messages do not.
 * @param {import('./state.js').State} state
 */
export function beginReading(state) {
  if (load(state.person)) return;
  const rooms = [...state.channels.values()].filter((channel) => channel.kind !== 'im');
  const seen = Object.fromEntries(rooms.map((channel) => [channel.id, channel.last_ts ?? '0']));
  localStorage.setItem(keyOf(state.person), JSON.stringify(seen));
}

/**
 * Everything said so far in a conversation is read.
 * @param {import('./state.js').State} state
 * @param {string} channel
 */
export function markRead(state, channel) {
  const last = state.channels.get(channel)?.last_ts;
  const seen = load(state.person) ?? {};
  if (!last || seen[channel] === last) return;
  localStorage.setItem(keyOf(state.person), JSON.stringify({ ...seen, [channel]: last }));
}

/**
 * Whether something new was said since.
 * @param {import('./state.js').State} state
 * @returns {(channel: import('./types.js').Channel) => boolean}
 */
export function unreadOf(state) {
  const seen = load(state.person) ?? {};
  return (channel) => Boolean(channel.last_ts) && Number(channel.last_ts) > Number(seen[channel.id] ?? 0);
}
