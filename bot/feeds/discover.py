"""The feeds that a web page declares, and where feeds stand by custom when it declares none. Nothing is fetched here."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from bot.feeds import text
from bot.feeds.parse_characters import characters
from bot.feeds.parse_entry import address

WELL_KNOWN = (
    "feed/", "rss/", "feed.xml", "rss.xml", "atom.xml", "index.xml", "index.rss", "feed.atom", "rss/feed.xml",
)  # fmt: skip
"""Paths to try beneath the page's address, then beneath its host; the commonest first (the list is miniflux's)."""
_MOST = 20
_LOOKED_AT = 1_000_000
"""Bytes of a page; its declarations stand at its beginning."""
_LONGEST_TITLE = 100
_TYPES = frozenset(
    "application/rss+xml application/atom+xml application/rdf+xml application/feed+json application/x.atom+xml"  # noqa: SIM905 - words
    " application/x-atom+xml application/rss application/atom text/rss+xml text/atom+xml text/rss".split()
)
_UNSURE_TYPES = frozenset({"application/json", "application/xml", "text/xml", ""})
"""Taken when the address says that it is a feed: pages declare other things so, too."""
_LIKE_A_FEED = re.compile(r"feed|rss|atom", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"""<(link|base)\b((?:[^<>"']++|"[^"<]*+"|'[^'<]*+'|["'])*+)>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,20})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that a page declares."""

    url: str
    """Absolute."""
    title: str
    """As the page calls it; may be empty."""


def feeds_of_page(page: bytes, url: str, content_type: str = "") -> tuple[Found, ...]:
    """Return the feeds that a page at `url` declares, in its order, each once."""
    source = _HIDDEN.sub(" ", characters(page[:_LOOKED_AT], content_type)[0])
    found: dict[str, Found] = {}
    base = url
    for tag in _TAG.finditer(source):
        attributes = _attributes(tag[2])
        if tag[1].lower() == "base":
            base = address(attributes.get("href", ""), url) or base
        elif _declares_a_feed(attributes) and (link := address(attributes.get("href", ""), base)):
            found.setdefault(link, Found(link, text.headline(attributes.get("title", ""), _LONGEST_TITLE)))
    return tuple(found.values())[:_MOST]


def _attributes(inside: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(double or single or bare).strip()
        for name, double, single, bare in _ATTRIBUTE.findall(inside)
    }


def _declares_a_feed(attributes: dict[str, str]) -> bool:
    rels = attributes.get("rel", "").lower().split()
    if "stylesheet" in rels or not {"alternate", "feed"} & set(rels):
        return False
    kind = attributes.get("type", "").lower().partition(";")[0].strip()
    if kind in _TYPES or (not kind and "feed" in rels):
        return True
    where = attributes.get("href", "")
    return (
        kind in _UNSURE_TYPES and "wp-json" not in where and "oembed" not in where and bool(_LIKE_A_FEED.search(where))
    )
