"""The pages that a text links to: what a post on a social network or a forum is about stands in its link, not in its words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_MOST_RAW = 20_000
_MOST = 8
"""A text with more links than this is about none of them."""
_ANCHOR = re.compile(r"<a\s([^<>]{1,3000})>", re.IGNORECASE)
_ADDRESS = re.compile(r"\bhref\s*=\s*[\"']?(https?://[^\s\"'<>]+)", re.IGNORECASE)
_TAGGED = re.compile(r"\b(?:class|rel)\s*=\s*(?:\"[^\"]*\b(?:hashtag|mention|tag)\b|'[^']*\b(?:hashtag|mention|tag)\b)")
"""Names of people and of subjects in a post are links too."""


def linked(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses that the anchors of some HTML lead to, each once; none when there are many."""
    found = dict[str, None]()
    for raw in texts:
        if "href" not in raw:
            continue
        for anchor in _ANCHOR.finditer(raw[:_MOST_RAW]):
            address = None if _TAGGED.search(anchor[1]) else _ADDRESS.search(anchor[1])
            if address:
                found[html.unescape(address[1])] = None
    return tuple(found) if len(found) <= _MOST else ()
