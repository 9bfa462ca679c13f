/**
 * Times as people read them, in the acting person's zone and the page's language, and the
 * formats of Slack's date tokens. Slack's `ts` is Unix seconds with six decimals.
 */

/** @type {Record<string, string>} page language -> the locale whose habits of writing times we follow */
const HABITS = { en: 'en-GB', fi: 'fi-FI', sv: 'sv-FI' };

/** @typedef {{tz: string, language: string}} Reader whose clock and language */

/** @param {Reader} reader @param {Intl.DateTimeFormatOptions} options @param {Date} date */
function write(reader, options, date) {
  const locale = HABITS[reader.language] ?? HABITS.en;
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: reader.tz }).format(date);
  } catch {
    // An unknown zone in someone's profile must not take the page down.
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(date);
  }
}

/** @param {string|number} ts Unix seconds */
export const dateOf = (ts) => new Date(Number(ts) * 1000);

/** Hours and minutes. @param {Reader} reader @param {Date} date */
export const clock = (reader, date) => write(reader, { hour: '2-digit', minute: '2-digit' }, date);

/** The whole moment, for tooltips. @param {Reader} reader @param {Date} date */
export const fullTime = (reader, date) => write(reader, { dateStyle: 'full', timeStyle: 'short' }, date);

/** A key that is the same all through one local day. @param {Reader} reader @param {Date} date */
export function dayKey(reader, date) {
  return write(
    { tz: reader.tz, language: 'en' },
    { year: 'numeric', month: '2-digit', day: '2-digit' },
    date,
  );
}

/**
 * "Today", "Yesterday" or the date in words.
 * @param {Reader} reader
 * @param {Date} date
 * @param {(key: string) => string} t
 */
export function dayName(reader, date, t) {
  const near = nearDay(reader, date);
  if (near) return t(near);
  const sameYear = dayKey(reader, date).slice(-4) === dayKey(reader, new Date()).slice(-4);
  const year = sameYear ? {} : /** @type {const} */ ({ year: 'numeric' });
  return write(reader, { weekday: 'long', day: 'numeric', month: 'long', ...year }, date);
}

/** @param {Reader} reader @param {Date} date @returns {'today'|'yesterday'|null} */
function nearDay(reader, date) {
  const key = dayKey(reader, date);
  if (key === dayKey(reader, new Date())) return 'today';
  return key === dayKey(reader, new Date(Date.now() - 86_400_000)) ? 'yesterday' : null;
}

/** @type {Record<string, Intl.DateTimeFormatOptions>} token of Slack's date format -> how it is written */
const TOKENS = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  day_divider_pretty: { weekday: 'long', month: 'long', day: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

/**
 * A Slack date format such as "{date_short_pretty} {time}" filled in.
 * @param {Reader} reader
 * @param {number} seconds Unix seconds
 * @param {string} format
 * @param {(key: string) => string} t
 */
export function slackDate(reader, seconds, format, t) {
  const date = dateOf(seconds);
  return format.replace(/\{(\w+)\}/g, (whole, token) => {
    if (token === 'ago') return ago(reader, date);
    const near = token.endsWith('_pretty') ? nearDay(reader, date) : null;
    if (near) return t(near);
    const options = TOKENS[token] ?? TOKENS[token.replace('_pretty', '')];
    return options ? write(reader, options, date) : whole;
  });
}

/** @param {Reader} reader @param {Date} date */
function ago(reader, date) {
  const seconds = (date.getTime() - Date.now()) / 1000;
  const steps = /** @type {[Intl.RelativeTimeFormatUnit, number][]} */ ([
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ]);
  const [unit, size] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(HABITS[reader.language] ?? HABITS.en, { numeric: 'auto' }).format(
    Math.round(seconds / size),
    unit,
  );
}

/** Minutes a zone is ahead of UTC at a moment. @param {string} tz @param {Date} date */
function offsetMinutes(tz, date) {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: tz,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(date);
  const [month, day, year, hour, minute] = parts
    .filter((part) => part.type !== 'literal')
    .map((part) => Number(part.value));
  return Math.round(
    (Date.UTC(year, month - 1, day, hour, minute) - Math.floor(date.getTime() / 60_000) * 60_000) / 60_000,
  );
}

/**
 * Local wall time "2026-11-24" and "09:00" in a zone, as Unix seconds.
 * @param {string} tz
 * @param {string} day
 * @param {string} time
 */
export function toSeconds(tz, day, time) {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const guess = asUtc - offsetMinutes(tz, new Date(asUtc)) * 60_000;
  // Once more at the guess: near a clock change the first offset can be the wrong side's.
  return (asUtc - offsetMinutes(tz, new Date(guess)) * 60_000) / 1000;
}

/**
 * Unix seconds as local wall time in a zone.
 * @param {string} tz
 * @param {number} seconds
 * @returns {[string, string]}
 */
export function fromSeconds(tz, seconds) {
  const date = dateOf(seconds);
  const local = new Date(date.getTime() + offsetMinutes(tz, date) * 60_000).toISOString();
  return [local.slice(0, 10), local.slice(11, 16)];
}
