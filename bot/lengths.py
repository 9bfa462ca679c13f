"""How long a text is on each network, counted as that network counts: links, emoji and letters outside Latin differ.

Posts and replies have limits of their own on some networks. What a network counts is said beside its rule.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from bot import lengths_x
from bot.graphemes import graphemes, is_emoji

_LINK = 23
"""What a link counts for on X (t.co, twitter-text's transformedURLLength) and on Mastodon (StatusLengthValidator)."""
_X_SINGLE = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that X counts once; all others, and an emoji however it is made up, count twice (twitter-text, config/v3.json)."""
_WITH_SCHEME = re.compile(r"https?://[^\s<>\"“”]+", re.IGNORECASE)
_AFTER_LINK = ".,:;!?)]}’'\"”»"
_REMOTE = re.compile(r"(?<![\w/])(@[a-z0-9_]+(?:[a-z0-9_.-]+[a-z0-9_]+)?)@[a-z0-9.-]+[a-z0-9]", re.IGNORECASE)


class Kind(Enum):
    """What a text is on a network."""

    REPLY = "reply"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Length:
    """How long a text is, and how long it may be there."""

    kind: Kind
    used: int
    most: int

    @property
    def over(self) -> int:
        """Return by how much it is too long, 0 when it fits."""
        return max(0, self.used - self.most)


@dataclass(frozen=True, slots=True)
class _Rule:
    count: Callable[[str], int]
    reply: int
    post: int


def lengths(network: str, text: str) -> tuple[Length, ...]:
    """Return how long a text is on a network, as a reply and, where that differs, as a post; empty where no limit is known."""
    rule = _RULES.get(network)
    if rule is None:
        return ()
    used = rule.count(text)
    both = Length(Kind.REPLY, used, rule.reply), Length(Kind.POST, used, rule.post)
    return both[:1] if rule.reply == rule.post else both


def on_x(text: str) -> int:
    """Return the weighted length of a text on X (twitter-text 3: NFC, links 23, emoji 2, letters outside the ranges 2)."""
    normal = unicodedata.normalize("NFC", text)
    return sum(
        _LINK if is_link else sum(_x_weight(one) for one in graphemes(part))
        for part, is_link in _parted(normal, lengths_x.links(normal))
    )


def on_mastodon(text: str) -> int:
    """Return the length of a text on Mastodon (StatusLengthValidator): graphemes, links 23, of “@name@server” only “@name”."""
    return sum(
        _LINK if is_link else _grapheme_count(_REMOTE.sub(r"\1", part))
        for part, is_link in _parted(text, _with_scheme(text))
    )


def _grapheme_count(text: str) -> int:
    return sum(1 for _ in graphemes(text))


def _on_threads(text: str) -> int:
    """Count characters, and emoji by their bytes in UTF-8 (Threads API, “Threads Posts”, limitations)."""
    return sum(len(one.encode()) if is_emoji(one) else len(one) for one in graphemes(text))


def _units(text: str) -> int:
    """Count UTF-16 units, as networks do that count in the browser: an emoji of one sign is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _x_weight(grapheme: str) -> int:
    emoji = grapheme.rstrip("\u200d")
    if is_emoji(emoji):
        return 2 + len(grapheme) - len(emoji)  # a joiner that joins nothing is a sign of its own
    return sum(1 if any(low <= ord(sign) <= high for low, high in _X_SINGLE) else 2 for sign in grapheme)


def _with_scheme(text: str) -> Iterator[tuple[int, int]]:
    """Yield where links with https:// begin and end, in their order."""
    for found in _WITH_SCHEME.finditer(text):
        yield found.start(), found.start() + len(found[0].rstrip(_AFTER_LINK))


def _parted(text: str, links: Iterable[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces, with whether each is a link."""
    begin = 0
    for start, end in links:
        yield text[begin:start], False
        yield text[start:end], True
        begin = end
    yield text[begin:], False


_RULES = {
    # X: 280, developer.x.com “Counting characters”. Mastodon: 500 unless a server says otherwise. Bluesky: 300 graphemes
    # (lexicon app.bsky.feed.post). Threads: 500 (Threads API).
    "x": _Rule(on_x, 280, 280),
    "mastodon": _Rule(on_mastodon, 500, 500),
    "bluesky": _Rule(_grapheme_count, 300, 300),
    "threads": _Rule(_on_threads, 500, 500),
    # Comments and posts as the networks' own help pages give them; posts of YouTube are descriptions of videos.
    "facebook": _Rule(_units, 8_000, 63_206),
    "instagram": _Rule(_units, 2_200, 2_200),
    "linkedin": _Rule(_units, 1_250, 3_000),
    "youtube": _Rule(_units, 10_000, 5_000),
    "tiktok": _Rule(_units, 150, 2_000),
    "pinterest": _Rule(_units, 500, 500),
    "reddit": _Rule(_units, 10_000, 40_000),
    "telegram": _Rule(_units, 4_096, 4_096),
    "discord": _Rule(_units, 2_000, 2_000),
}
"""What each network counts, and the most that a reply and a post may have."""
