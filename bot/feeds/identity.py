"""What makes an item of a feed the same item at the next poll.

Some feeds give every item a new guid, some give ten items one link, some give neither. An item has several marks: its guid and
its link, each only where it tells items of the document apart, and its words. Which of them counts when they change, and when one
page shows one item after the other, is decided where they are compared with what was seen (`bot.mentions.known_items`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.feeds.items import FeedItem
from bot.feeds.links import canonical

_LEAD = 600
"""Characters of the text that an edit counts in: further down stand counters of comments and lists of what else there is."""


@dataclass(frozen=True, slots=True)
class Identified:
    """An item with its marks, all of them hashes."""

    item: FeedItem
    ident: str
    link_key: str
    """Of its canonical link; empty when the link does not tell it from other items."""
    content: str
    """Of its title and the beginning of its text."""
    has_guid: bool = False
    """It has a guid that no other item of the document has."""
    page: str = ""
    """What `link_key` is the mark of."""


def identified(items: Sequence[FeedItem], site: str = "", feed_host: str = "") -> tuple[Identified, ...]:
    """Return the items of one document with their marks, each item once, in the document's order."""
    items = _each_once(items)
    keys = [canonical(item.link, feed_host) for item in items]
    guids = Counter(item.guid for item in items if item.guid)
    links = Counter(key for key in keys if key)
    home = canonical(site, feed_host)
    found: dict[str, Identified] = {}
    for item, key in zip(items, keys, strict=True):
        link = key if links[key] == 1 and key != home and _leads_somewhere(key) else ""
        guid = item.guid if guids[item.guid] == 1 else ""
        link_key = hashed("link", link) if link else ""
        ident = hashed("guid", guid) if guid else link_key or by_words(item)
        one = Identified(item, ident, link_key, content_hash(item), has_guid=bool(guid), page=link)
        found.setdefault(ident, one)
    return tuple(found.values())


def content_hash(item: FeedItem) -> str:
    """Return the mark of an item's words."""
    return hashed("content", item.title, item.text[:_LEAD])


def by_words(item: FeedItem) -> str:
    """Return the mark of an item that has no other: of its words and its date."""
    when = item.published.isoformat() if item.published else ""
    return hashed("words", item.title, when, item.text[:_LEAD])


def hashed(*parts: str) -> str:
    """Return a hash of texts that is no longer than a column."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:40]


def link_hash(url: str, feed_host: str = "") -> str:
    """Return the mark of a link that stands alone; empty when it leads to no page of its own."""
    key = canonical(url, feed_host)
    return hashed("link", key) if key and _leads_somewhere(key) else ""


def host_of(url: str) -> str:
    """Return the host of an address in small letters, without “www.”; empty when it has none."""
    if not url:
        return ""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _each_once(items: Sequence[FeedItem]) -> list[FeedItem]:
    """Return items without those that are repeated word by word: what stands there twice is no less itself."""
    found: dict[tuple[object, ...], FeedItem] = {}
    for one in items:
        found.setdefault((one.guid, one.link, one.title, one.published, one.text[:_LEAD]), one)
    return list(found.values())


def _leads_somewhere(key: str) -> bool:
    """Tell whether a canonical link is more than a host: a whole site’s front page identifies nothing."""
    _host, _, rest = key.partition("/")
    return bool(rest) or "?" in key
