"""Trying a rule on what was seen lately: how much it would have hit, and why. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.feeds.identity import host_of
from bot.feeds.match import Candidate, Matcher
from bot.mentions import rules
from storage.models import Entry, Feed

LOOKED_AT = 200
"""Items that a rule is tried on."""
_SHORTEST = timedelta(days=1)
"""What was seen within less than a day is counted as if it were a day's."""
_FEW = 10
"""With fewer items nothing can be said of everything, or of a day."""


@dataclass(frozen=True, slots=True)
class Found:
    """An item that a rule hits, with the words as they stand in it."""

    title: str
    source: str
    words: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule would have hit among the last items, the newest first."""

    looked_at: int
    found: tuple[Found, ...]
    a_day: float
    """Hits a day, as far as the items tell."""

    @property
    def hits_all(self) -> bool:
        """Tell whether it hits nearly everything, among enough items to say so."""
        return self.looked_at >= _FEW and len(self.found) >= 0.8 * self.looked_at


def trial(content: Mapping[str, Any], seen: Sequence[Entry], feeds: Mapping[int, Feed]) -> Trial:
    """Run the columns of a rule on items, the newest first."""
    matcher = Matcher([rules.spec_from(0, content)])
    found = []
    for entry in seen:
        hits = matcher.hits(_candidate(entry, feeds[entry.feed_id]))
        found += [Found(entry.title or entry.text, entry.source, hit.words, _moment(entry)) for hit in hits]
    share = len(found) / len(seen) if seen else 0.0
    return Trial(len(seen), tuple(found), share * _a_day(seen))


def _a_day(seen: Sequence[Entry]) -> float:
    """Return how many items come a day. The oldest and newest tenth do not count: some feeds have items from years ago."""
    moments = sorted(_moment(entry) for entry in seen)
    aside = len(moments) // 10 if len(moments) >= _FEW else 0
    middle = moments[aside : len(moments) - aside]
    span = max(middle[-1] - middle[0], _SHORTEST) if middle else _SHORTEST
    return len(middle) / (span / timedelta(days=1))


def _candidate(entry: Entry, feed: Feed) -> Candidate:
    return Candidate(
        title=entry.title,
        text=entry.text,
        author=entry.author,
        link=entry.link,
        domain=host_of(entry.link),
        language=entry.language or feed.language,
        kind=feed.kind,
        feed_id=feed.id,
    )


def _moment(entry: Entry) -> datetime:
    return min(entry.published_at or entry.seen_at, entry.seen_at)
