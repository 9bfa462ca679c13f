"""The pages that a text links to: what a post on a social network or a forum is about stands in its link, not in its words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_MOST_RAW = 20_000
_MOST = 8
"""A text with more links than this is about none of them."""
# Small and capital letters are written out: a search that ignores case looks at every letter of the text.
_ANCHOR = re.compile(
    r"<[aA]\s(?=([^<>]{1,3000})>)[^<>]*?\b[hH][rR][eE][fF]\s*=\s*[\"']?([hH][tT][tT][pP][sS]?://[^\s\"'<>]+)"
)
"""What stands in an anchor, and its address."""
_TAGGED = re.compile(r"\b(?:class|rel)\s*=\s*(?:\"[^\"]*\b(?:hashtag|mention|tag)\b|'[^']*\b(?:hashtag|mention|tag)\b)")
"""Names of people and of subjects in a post are links too."""


def linked(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses that the anchors of some HTML lead to, each once; none when there are many."""
    found = dict[str, None]()
    for raw in texts:
        if "href" not in raw:
            continue
        for said, address in _ANCHOR.findall(raw[:_MOST_RAW]):
            # Most anchors are plain ones, of which the quick look is enough.
            if not (("tag" in said or "mention" in said) and _TAGGED.search(said)):
                found[html.unescape(address) if "&" in address else address] = None
    return tuple(found) if len(found) <= _MOST else ()
