"""A real browser in the demo town, which never leaves this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.town import chromium, open_town
from tests.browser.visitor import Visitor
from tests.conftest import absent


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine’s browser; without one the test is absent, which continuous integration refuses.

    Closed after the module: Playwright keeps an event loop in this thread, in which others could not run theirs.
    """
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(chromium())
        except Error as error:
            absent(f"no Chromium can be started: {error.message.splitlines()[0]}")
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window in Helsinki's time zone; a fault in the page's script fails the test."""
    context = browser.new_context(
        locale="en-GB", timezone_id="Europe/Helsinki", viewport={"width": 1280, "height": 800}
    )
    context.set_default_timeout(30_000)
    expect.set_options(timeout=30_000)  # a machine that is busy with other things may need more than a few seconds
    window = context.new_page()
    faults: list[str] = []
    window.on("pageerror", lambda error: faults.append(str(error)))
    yield window
    context.close()
    assert faults == []


@pytest.fixture(scope="module")
def town_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo town, open for all tests of the module; the address of its page."""
    with open_town(tmp_path_factory.mktemp("town")) as address:
        yield address


@pytest.fixture
def visit(page: Page, town_address: str) -> Callable[..., Visitor]:
    """Open the town's page as one of its people."""

    def open_page(person: str, channel: str = "C0HARJ") -> Visitor:
        page.goto(f"{town_address}/#as={person}&at={channel}")
        visitor = Visitor(page)
        visitor.composer.wait_for()
        return visitor

    return open_page
