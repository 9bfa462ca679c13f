"""The demo town with the bot in it, and a browser to look at it: for the tests and for the pictures."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import app
from bot import standing
from handlers.doors import Doors
from playground import start

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    # Whatever the page or the browser itself asks for elsewhere does not exist.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
]


@contextmanager
def open_town(folder: Path) -> Iterator[str]:
    """Open the town while the block lasts; gives the address of its page."""
    with start.start(0) as (slack, made):
        composed = app.compose(start.settings(slack, f"sqlite:///{folder / 'town.db'}"), now=made.clock)
        standing.bring_up_to_date(composed.database)
        with ThreadPoolExecutor(1) as elsewhere:  # Playwright keeps an event loop in this thread
            elsewhere.submit(start.seed, composed, made, slack).result()
        services, address = standing.verified(composed)
        doors = Doors(services)
        doors.open(address)
        try:
            slack.wait_connected()
            yield slack.url
        finally:
            doors.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium or Chrome, else Playwright's own build. Raises playwright's Error when there is none."""
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=ARGUMENTS)
        yield browser
        browser.close()
