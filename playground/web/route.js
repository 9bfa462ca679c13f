/**
 * Where one is, kept in the address after #: the acting person, the place, the thread. So
 * the Back button works, a reload returns to the same spot, and two tabs can be two people.
 */

const LAST_PERSON = 'kaiku.person';

/** Reads the address. @returns {import('./types.js').Where} */
export function readWhere() {
  const words = new URLSearchParams(location.hash.slice(1));
  return { as: words.get('as') ?? '', at: words.get('at') ?? '', thread: words.get('thread') ?? '' };
}

/**
 * Goes somewhere; what is not named stays. A new place closes the thread.
 * @param {Partial<import('./types.js').Where>} change
 */
export function goTo(change) {
  const hash = hashFor(change);
  if (hash !== location.hash) location.hash = hash;
}

/**
 * Corrects the address without a step in the history.
 * @param {Partial<import('./types.js').Where>} change
 */
export function correctTo(change) {
  history.replaceState(null, '', hashFor(change));
}

/** @param {Partial<import('./types.js').Where>} change */
function hashFor(change) {
  const now = readWhere();
  const moved = 'at' in change || 'as' in change;
  const next = { ...now, ...(moved ? { thread: '' } : {}), ...change };
  const kept = Object.entries(next).filter(([, value]) => value);
  return `#${new URLSearchParams(kept)}`;
}

/** The person of the last visit, for a tab opened without one. */
export const lastPerson = () => localStorage.getItem(LAST_PERSON) ?? '';

/** @param {string} person */
export const rememberPerson = (person) => localStorage.setItem(LAST_PERSON, person);
