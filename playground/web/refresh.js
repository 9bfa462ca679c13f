/**
 * Fetches again what may have changed and tells the panes. Each kind of fetch runs at most
 * once at a time; wishes that arrive meanwhile become one more run. An answer that belongs
 * to a person or place no longer shown is dropped.
 */
import { takeIn } from './state.js';

/** @typedef {Record<'state'|'messages'|'thread'|'home'|'views'|'everything', () => Promise<void>>} Refresh */

/**
 * @param {import('./state.js').State} state
 * @param {import('./api.js').Api} api
 * @param {(error: unknown) => void} onTrouble
 * @returns {Refresh}
 */
export function createRefresh(state, api, onTrouble) {
  /** @param {() => Promise<() => void>} fetching @param {() => string} context */
  const guarded = (fetching, context) =>
    single(async () => {
      const before = context();
      try {
        const keep = await fetching();
        if (context() === before) keep();
      } catch (error) {
        if (context() === before) onTrouble(error);
      }
    });
  const here = () => `${state.person} ${state.place} ${state.thread}`;
  const who = () => state.person;
  const refresh = {
    state: guarded(async () => {
      const answer = await api.state();
      return () => {
        takeIn(state, answer);
        state.emit('people');
      };
    }, who),
    messages: guarded(async () => {
      if (!state.channels.has(state.place)) return () => undefined;
      const answer = await api.messages(state.place);
      return () => {
        state.messages = answer.messages;
        state.emit('messages');
      };
    }, here),
    thread: guarded(async () => {
      if (!state.thread) return () => undefined;
      const answer = await api.messages(state.place, state.thread);
      return () => {
        state.replies = answer.messages;
        state.emit('thread');
      };
    }, here),
    home: guarded(async () => {
      const answer = await api.home();
      return () => {
        state.home = answer.view;
        state.emit('home');
      };
    }, who),
    views: guarded(async () => {
      const answer = await api.views();
      return () => {
        state.views = answer.stack;
        state.emit('views');
      };
    }, who),
    everything: async () => {
      await refresh.state();
      await Promise.all([refresh.messages(), refresh.thread(), refresh.home(), refresh.views()]);
    },
  };
  return refresh;
}

/**
 * Runs `work` one at a time; calls during a run share one further run.
 * @param {() => Promise<void>} work
 */
function single(work) {
  /** @type {Promise<void>|null} */
  let running = null;
  /** @type {Promise<void>|null} */
  let queued = null;
  const run = () => {
    running = work().finally(() => {
      running = null;
    });
    return running;
  };
  return () => {
    if (!running) return run();
    queued ??= running.then(() => {
      queued = null;
      return run();
    });
    return queued;
  };
}
