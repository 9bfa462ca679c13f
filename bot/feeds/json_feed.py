"""JSON Feed, versions 1 and 1.1 (jsonfeed.org): feedparser reads none of it."""

from __future__ import annotations

import json
from typing import Any

from bot.feeds.items import FeedDocument, NotAFeedError, Unreadable
from bot.feeds.parse_entry import Channel, Entry, document

_VERSION = "jsonfeed.org/version"
_SIGNS = ("home_page_url", "feed_url", "title")
_TEXTS = ("content_html", "content_text", "summary")


def read(text: str, url: str) -> FeedDocument:
    """Return the feed; raises NotAFeedError for other JSON and for a document that breaks off."""
    try:
        found = json.loads(text)
    except RecursionError:
        raise NotAFeedError(Unreadable.TOO_MUCH) from None
    except ValueError:
        raise NotAFeedError(Unreadable.BROKEN if _VERSION in text[:1_000] else Unreadable.JSON) from None
    if not _is_feed(found):
        raise NotAFeedError(Unreadable.JSON)
    channel = Channel(
        kind="json",
        title=_text(found, "title"),
        link=_text(found, "home_page_url"),
        language=_text(found, "language"),
        author=_author(found),
    )
    return document(channel, [_entry(item) for item in found["items"] if isinstance(item, dict)], url)


def _is_feed(found: Any) -> bool:
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        return False
    return _VERSION in _text(found, "version") or any(key in found for key in _SIGNS)


def _entry(item: dict[str, Any]) -> Entry:
    return Entry(
        guid=_text(item, "id"),
        link=_text(item, "url"),
        others=[("related", _text(item, "external_url")), ("enclosure", _attachment(item))],
        title=_text(item, "title"),
        texts=[_text(item, key) for key in _TEXTS],
        author=_author(item),
        dates=(_text(item, "date_published"), _text(item, "date_modified")),
        language=_text(item, "language"),
        categories=[tag for tag in _list(item, "tags") if isinstance(tag, str)],
    )


def _author(found: dict[str, Any]) -> str:
    """Return the names; version 1 had one `author`, version 1.1 has `authors`."""
    authors = [*_list(found, "authors"), found.get("author")]
    names = (_text(author, "name") if isinstance(author, dict) else author for author in authors)
    return ", ".join(dict.fromkeys(name for name in names if isinstance(name, str) and name))


def _attachment(item: dict[str, Any]) -> str:
    attached = _list(item, "attachments")
    return _text(attached[0], "url") if attached and isinstance(attached[0], dict) else ""


def _list(found: dict[str, Any], key: str) -> list[Any]:
    value = found.get(key)
    return value if isinstance(value, list) else []


def _text(found: dict[str, Any], key: str) -> str:
    """Return a value as text; ids are numbers in some feeds."""
    value = found.get(key)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
