/**
 * The page's only door to the server: the /play protocol as plain functions. A refusal or a
 * broken line becomes a `Trouble` whose message can be shown to a person.
 */

/** What went wrong, in words for the person. */
export class Trouble extends Error {}

/**
 * @typedef {object} Api
 * @property {() => Promise<any>} state
 * @property {(channel: string, thread?: string) => Promise<any>} messages
 * @property {() => Promise<any>} home
 * @property {() => Promise<any>} views
 * @property {(doing: string, what?: Record<string, any>) => Promise<any>} act
 * @property {() => string} changesUrl
 */

/**
 * @param {() => string} person who acts, asked at each call
 * @param {(key: string, values?: Record<string, string|number>) => string} t
 * @returns {Api}
 */
export function createApi(person, t) {
  /** @param {string} path @param {Record<string, string>} query */
  const get = (path, query = {}) =>
    ask(`play/${path}?${new URLSearchParams({ user: person(), ...query })}`, undefined, t);
  return {
    state: () => get('state'),
    messages: (channel, thread) => get('messages', thread ? { channel, thread } : { channel }),
    home: () => get('home'),
    views: () => get('views'),
    act: (doing, what = {}) => act({ user: person(), do: doing, ...what }, t),
    changesUrl: () => `play/changes?${new URLSearchParams({ user: person() })}`,
  };
}

/** @param {Record<string, any>} body @param {(key: string, values?: any) => string} t */
async function act(body, t) {
  const answer = await ask(
    'play/act',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    t,
  );
  if (answer.ok === false) throw new Trouble(answer.error || t('click_failed'));
  return answer;
}

/**
 * @param {string} url
 * @param {RequestInit|undefined} init
 * @param {(key: string, values?: any) => string} t
 */
async function ask(url, init, t) {
  const response = await fetch(url, init).catch(() => {
    throw new Trouble(t('unreachable'));
  });
  const answer = await response.json().catch(() => null);
  if (answer === null || (!response.ok && !answer.error))
    throw new Trouble(t('refused', { code: response.status }));
  if (!response.ok) throw new Trouble(String(answer.error));
  return answer;
}
