/**
 * Live updates: listens to the server's change events and asks for what changed. After a
 * broken line everything is fetched again, so nothing said meanwhile is missed.
 */

const RETRY_MS = 1500;

/**
 * Starts listening for the acting person; the returned function changes over to whoever acts now.
 * @param {import('./types.js').App} app
 */
export function startLive(app) {
  const { state } = app;
  /** @type {EventSource|null} */
  let source = null;
  let retry = 0;

  function connect() {
    source?.close();
    clearTimeout(retry);
    const mine = new EventSource(app.api.changesUrl());
    source = mine;
    mine.onopen = () => opened(app);
    mine.onmessage = (event) => heard(app, event.data);
    mine.onerror = () => {
      if (mine !== source) return;
      setLink(state, 'lost');
      // The browser retries a dropped line itself, but gives up after an error answer.
      if (mine.readyState === EventSource.CLOSED) retry = window.setTimeout(connect, RETRY_MS);
    };
  }
  connect();
  return connect;
}

/** @param {import('./types.js').App} app */
function opened(app) {
  const missed = app.state.link === 'lost';
  setLink(app.state, 'open');
  if (missed) app.refresh.everything();
}

/** @param {import('./state.js').State} state @param {'open'|'lost'} link */
function setLink(state, link) {
  if (state.link === link) return;
  state.link = link;
  state.emit('link');
}

/** @param {import('./types.js').App} app @param {string} data */
function heard(app, data) {
  const change = JSON.parse(data);
  const here = !change.channel || change.channel === app.state.place;
  const answers = /** @type {Record<string, () => void>} */ ({
    messages: () => {
      if (here) {
        app.refresh.messages();
        app.refresh.thread();
      }
      app.refresh.state();
    },
    home: () => app.refresh.home(),
    views: () => app.refresh.views(),
    state: () => app.refresh.state().then(() => app.refresh.messages()),
    trouble: () => app.notices.show(change.text),
  });
  answers[change.what]?.();
}
