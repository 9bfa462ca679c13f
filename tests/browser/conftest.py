"""A real browser for the playground's page: Chromium, driven by Playwright, that never leaves this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.conftest import absent

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    # Whatever the page or the browser itself asks for elsewhere does not exist.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium or Chrome, else Playwright's own build."""
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=installed, args=ARGUMENTS)
        except Error as error:
            absent(f"no Chromium can be started: {error.message.splitlines()[0]}")
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window in Helsinki's time zone; a fault in the page's script fails the test."""
    context = browser.new_context(
        locale="en-GB", timezone_id="Europe/Helsinki", viewport={"width": 1280, "height": 800}
    )
    context.set_default_timeout(10_000)
    window = context.new_page()
    faults: list[str] = []
    window.on("pageerror", lambda error: faults.append(str(error)))
    yield window
    context.close()
    assert faults == []
