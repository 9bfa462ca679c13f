"""The parser of record: feedparser, which reads what is old, odd or broken.

It is only ever given a stream: bytes it would take for a file's name. Nothing is sanitised or resolved by it, since only
plain text is kept (which also leaves out its two slowest parts).
"""

from __future__ import annotations

import html
import io
import re
from typing import Any

import feedparser  # type: ignore[import-untyped]

from bot.feeds.items import NotAFeedError, Unreadable
from bot.feeds.parse_entry import Channel, Entry

_MEDIA_WORDS = re.compile(rb"<(/?)media:description\b[^<>]*?(/?)>")
_RENAMED = rb"<\1media:words\2>"
"""feedparser would mix the description of a picture with the text of the post; a name that it does not know keeps them apart."""
_AMPERSAND = re.compile(r"&amp;?")


def read(xml: bytes, kind: str) -> tuple[Channel, list[Entry], bool]:
    """Return what feedparser sees, and whether the document was sound XML; raises NotAFeedError when feedparser itself fails."""
    renamed, count = _MEDIA_WORDS.subn(_RENAMED, xml)
    seen = _seen(renamed)
    if count and seen["bozo"]:  # its second way goes astray over elements that it does not know
        seen = _seen(xml)
    feed = seen["feed"]
    channel = Channel(
        kind=kind,
        title=_text(feed, "title"),
        link=_text(feed, "link"),
        language=_text(feed, "language"),
        author=_author(feed) if kind == "atom" else "",
    )
    entries = [_entry(entry) for entry in seen["entries"]]
    if seen["bozo"]:  # its second way leaves "&amp;" as it is wherever it expects no markup
        channel.link = _AMPERSAND.sub("&", channel.link)
        for entry in entries:
            entry.guid, entry.link = html.unescape(entry.guid), _AMPERSAND.sub("&", entry.link)
    return channel, entries, not seen["bozo"]


def _seen(xml: bytes) -> Any:
    try:
        return feedparser.parse(io.BytesIO(xml), sanitize_html=False, resolve_relative_uris=False)
    except (MemoryError, RecursionError):
        raise NotAFeedError(Unreadable.TOO_MUCH) from None
    except Exception:  # noqa: BLE001 - it has ways to fail on odd declarations that nobody has listed (feedparser #378)
        raise NotAFeedError(Unreadable.BROKEN) from None


def _entry(seen: Any) -> Entry:
    source = _mapping(seen, "source")
    return Entry(
        guid=_text(seen, "id"),
        link=_text(seen, "feedburner_origlink") or _text(seen, "link"),
        others=[(_text(link, "rel"), _text(link, "href")) for link in _list(seen, "links")],
        title=_text(seen, "title"),
        texts=[_text(seen, "summary"), *(_text(content, "value") for content in _list(seen, "content"))],
        media=_text(seen, "media_words"),
        author=_author(seen),
        dates=(_text(seen, "published"), _text(seen, "updated"), _text(seen, "created")),
        language=_text(seen, "language") or _language(seen),
        source=_text(source, "title") or _text(seen, "news_source"),
        source_url=_text(source, "href") or _text(source, "link"),
        categories=[_text(tag, "term") for tag in _list(seen, "tags")],
    )


def _author(seen: Any) -> str:
    """Return the author as written; the names of several, with commas."""
    authors = _list(seen, "authors")
    if len(authors) < 2:
        return _text(seen, "author")
    names = (_text(author, "name") or _text(author, "email") for author in authors)
    return ", ".join(dict.fromkeys(filter(None, names)))


def _language(seen: Any) -> str:
    for key in ("title_detail", "summary_detail"):
        if detail := _mapping(seen, key):
            return _text(detail, "language")
    return ""


# feedparser's dictionaries answer for keys they do not hold, with warnings; what they hold is asked for directly.


def _raw(seen: Any, key: str) -> Any:
    return dict.get(seen, key)


def _text(seen: Any, key: str) -> str:
    value = _raw(seen, key)
    return value if isinstance(value, str) else ""


def _list(seen: Any, key: str) -> list[Any]:
    value = _raw(seen, key)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _mapping(seen: Any, key: str) -> Any:
    value = _raw(seen, key)
    return value if isinstance(value, dict) else {}
