"""What comes of looking at an address that somebody wants to add: a feed, a page with feeds, one we have, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from bot.errors import BotError
from bot.feeds import presets
from bot.feeds.items import FeedDocument, FeedItem
from bot.views.blocks import one_line, unescaped
from storage.models import Feed

PREVIEW: Final = 3


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to add: an address as typed, and the kind and taking that their preset stands for."""

    typed: str
    kind: str = ""
    takes: str = ""

    @classmethod
    def of(cls, typed: str) -> Wish:
        """Take what somebody typed behind a command, where Slack has escaped some signs."""
        return cls(unescaped(typed))

    @property
    def address(self) -> str:
        """Return the address with a scheme."""
        return presets.as_address(self.typed)


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that could be added; `key` leads back to it."""

    wish: Wish
    url: str
    document: FeedDocument
    at: datetime
    row: Mapping[str, Any] = field(default_factory=dict)
    """What this reading puts into the feed's row: validators, what the feed asks for, when it is read next."""
    url_key: str = ""
    """Of the address at which it was found in the end: two ways to one feed are one feed."""
    key: str = ""

    @property
    def name(self) -> str:
        """Return what the feed calls itself, else its host."""
        return one_line(self.document.title)[:200] or urlsplit(self.url).hostname or "?"

    @property
    def newest(self) -> tuple[FeedItem, ...]:
        """Return the newest items; those without a date stand as the feed has them."""
        return newest(self.document.items)


@dataclass(frozen=True, slots=True)
class Choice:
    """A feed that a page declares. `url` may hold credentials and is not for people."""

    url: str
    title: str
    shown: str


@dataclass(frozen=True, slots=True)
class Choices:
    """A web page with the feeds that it declares; `key` leads back to them."""

    choices: tuple[Choice, ...]
    wish: Wish
    key: str = ""


@dataclass(frozen=True, slots=True)
class Twin:
    """The address is that of a feed which is there already."""

    feed: Feed


@dataclass(frozen=True, slots=True)
class Unusable:
    """Nothing can be added; `why` is a fault as `bot/views/feeds_faults.py` says it, `shown` the address without secrets."""

    why: str
    shown: str
    wish: Wish
    said: BotError | None = None
    """What to say instead, where the fault is not the address's."""


@dataclass(frozen=True, slots=True)
class Added:
    """A feed is in use from now on; what stood in it counts as seen."""

    feed: Feed
    seen: int
    newest: tuple[FeedItem, ...]


Looked = Found | Choices | Twin | Unusable


def newest(items: tuple[FeedItem, ...], most: int = PREVIEW) -> tuple[FeedItem, ...]:
    """Return the newest of a feed's items, as the feed orders those without a date."""
    dated = sorted((item for item in items if item.published), key=_published, reverse=True)
    return (*dated, *(item for item in items if not item.published))[:most]


def _published(item: FeedItem) -> float:
    return item.published.timestamp() if item.published else 0.0
