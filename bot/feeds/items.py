"""What a feed said, as values: the document, its items, and why something is no feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NamedTuple


class FeedItem(NamedTuple):
    """One item of a feed: every text is clean plain text (no markup, entities, control, zero-width or direction characters)."""

    guid: str = ""
    """As the feed gives it; empty when it gives none."""
    link: str = ""
    """Absolute http(s) address, as the feed gives it; empty when there is none."""
    title: str = ""
    text: str = ""
    """Summary or content, whichever says more; at most MOST_TEXT characters."""
    author: str = ""
    published: datetime | None = None
    """Aware, in UTC; None when it is missing or cannot be read."""
    language: str = ""
    """ISO 639-1, as the item or its feed says; empty when neither does."""
    source: str = ""
    """The publisher that an aggregator names for this item, such as a newspaper in a news search."""
    source_url: str = ""
    categories: tuple[str, ...] = ()
    written_in: str | None = None
    """What `tongue.read` says of title and text; None when nobody has asked it yet."""
    links: tuple[str, ...] = ()
    """Addresses that its text links to, unless they are many."""


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """One answer of a feed, read whole."""

    kind: str
    """rss, rdf, atom, json or cdf."""
    title: str
    items: tuple[FeedItem, ...]
    site: str = ""
    """The web page that the feed belongs to."""
    language: str = ""
    ttl: int = 0
    """Minutes that the feed asks to be left alone for; 0 when it does not."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day (UTC) in which the feed asks not to be read."""
    skip_days: tuple[str, ...] = ()
    """English names of weekdays on which the feed asks not to be read."""


class Unreadable(Enum):
    """Why an answer is no feed."""

    EMPTY = "empty"
    PAGE = "page"
    PDF = "pdf"
    IMAGE = "image"
    OPML = "opml"
    JSON = "json"
    """JSON that is no JSON Feed, such as an error message."""
    BROKEN = "broken"
    """It begins like a feed and ends in the middle, or is no XML at all."""
    TOO_MUCH = "too_much"
    """Reading it would take more time or memory than any feed may have."""
    OTHER = "other"


class NotAFeedError(Exception):
    """An answer that is no feed; `why` says what it is instead."""

    def __init__(self, why: Unreadable) -> None:
        """Keep the reason."""
        super().__init__(why.value)
        self.why = why


MOST_TEXT = 100_000
"""Characters of an item's text that are kept for matching."""
MOST_TITLE = 500
