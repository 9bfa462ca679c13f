"""The list of feeds as the desk looks at it: a filter, a page, and how each feed stands."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bot.language.folding import fold
from bot.people import Asker
from bot.roles import Role, require
from bot.views.blocks import cut, one_line
from storage import feeds, feeds_listed
from storage.models import Feed

if TYPE_CHECKING:
    from bot.services import Services

PAGE: Final = 10
MOST_QUERY: Final = 80
MONTH: Final = timedelta(days=30)
FAILURES: Final = 3
"""Failures in a row after which a feed counts as being in trouble."""
ALL, TROUBLE, PAUSED = "all", "trouble", "paused"
FILTERS: Final = (ALL, TROUBLE, PAUSED)


@dataclass(frozen=True, slots=True)
class Look:
    """A way to look at the list; `page` counts from 1."""

    query: str = ""
    which: str = ALL
    page: int = 1

    @classmethod
    def of(cls, typed: str) -> Look:
        """Look for what somebody typed."""
        return cls(cut(one_line(typed), MOST_QUERY))

    def on(self, page: int) -> Look:
        """Return the same look on another page."""
        return replace(self, page=page)

    def only(self, which: str) -> Look:
        """Return the same look through a filter, from its first page."""
        return replace(self, which=which if which in FILTERS else ALL, page=1)

    def packed(self) -> str:
        """Return a text from which `unpacked` makes the same look."""
        return json.dumps([self.query, self.which, self.page], ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> Look:
        """Read what `packed` wrote; anything else is the whole list."""
        try:
            query, which, page = json.loads(text)
            return cls(str(query), "", int(page)).only(str(which)).on(int(page))
        except (ValueError, TypeError):
            return cls()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list: its feeds, how many each counts in mentions of the last month, and how many there are in all."""

    look: Look
    feeds: tuple[Feed, ...]
    mentions: dict[int, int]
    found: int
    total: int
    in_trouble: int
    now: datetime

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.found // PAGE))

    @property
    def first(self) -> int:
        """Return the number of the first feed on this page, from 1."""
        return (self.look.page - 1) * PAGE + 1


def listed(services: Services, look: Look, *, by: Asker) -> Page:
    """Return a page of the feeds: those in trouble first, then by name. Managers only."""
    require(by.role, Role.MANAGER)
    now = services.now()
    with services.database.read() as session:
        every = feeds.in_use(session)
        fitting = [feed for feed in every if _fits(feed, look)]
        fitting.sort(key=lambda feed: (not is_in_trouble(feed), by.reader.alphabetical(feed.name), feed.id))
        pages = max(1, -(-len(fitting) // PAGE))
        at = look.on(min(max(look.page, 1), pages))
        shown = tuple(fitting[(at.page - 1) * PAGE : at.page * PAGE])
        mentions = feeds_listed.mentions_since(session, [feed.id for feed in shown], now - MONTH)
    in_trouble = sum(map(is_in_trouble, every))
    return Page(at, shown, mentions, len(fitting), len(every), in_trouble, now)


def counted(services: Services) -> tuple[int, int]:
    """Return how many feeds there are and how many of them are in trouble."""
    with services.database.read() as session:
        every = feeds.in_use(session)
    return len(every), sum(map(is_in_trouble, every))


def is_in_trouble(feed: Feed) -> bool:
    """Tell whether a feed that should be read has not been for a while, or is gone."""
    return feed.state == "gone" or (feed.state == "active" and feed.errors >= FAILURES)


def host(feed: Feed) -> str:
    """Return where a feed lives: all of its address that everybody may see."""
    return urlsplit(feed.url).hostname or ""


def _fits(feed: Feed, look: Look) -> bool:
    if look.which == TROUBLE and not is_in_trouble(feed):
        return False
    if look.which == PAUSED and feed.state != "paused":
        return False
    text = fold(f"{feed.name} {host(feed)} {feed.kind}")
    return all(word in text for word in fold(look.query).split())
