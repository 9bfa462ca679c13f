"""Taking in what a feed has new: its items, the stories they tell and the cards that show them, in one transaction.

Reading, matching and judging happen before it. A document without anything new costs no transaction at all. Whoever joins
items to stories holds the lock "stories" in the database, so that two processes cannot both begin the same story.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import working_hours
from bot.feeds.identity import Identified, host_of, identified
from bot.feeds.items import FeedDocument
from bot.mentions import known_items, stories
from bot.mentions import watch as watching
from bot.mentions.judged import STORED, Judged, judged, source_of
from storage import entries, feeds
from storage.entries import Seen
from storage.models import Feed

if TYPE_CHECKING:
    from bot.services import Services


@dataclass(frozen=True, slots=True)
class Polled:
    """A feed that was read: its row as it was, what it says, and what its row is to say from now on."""

    feed: Feed
    document: FeedDocument
    at: datetime
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of it: new items, and stories that nobody knew. Nothing was written unless `wrote`."""

    new: int = 0
    mentions: int = 0
    wrote: bool = False


def take_in(services: Services, polled: Polled) -> TakenIn:
    """Store what a feed has new and show whom it concerns. The same document twice is taken in once.

    A feed that was never read with success before gets its baseline: everything in it counts as seen.
    """
    feed, at = polled.feed, polled.at
    fresh, edited = _news(services, feed, polled.document, at)
    if not fresh and not edited:
        return TakenIn()
    watch, is_first = watching.watch(services), feed.last_success_at is None
    news = [
        judged(one, feed, watch, at, is_first=is_first, language=polled.document.language) for one in _in_order(fresh)
    ]
    again = [
        (entry, judged(one, feed, watch, at, is_first=False, language=polled.document.language))
        for one, entry in edited
    ]
    services.stories.learn(one.telling for one in news)
    working_hours.read_calendar(at)
    with services.stories.lock, services.database.begin() as session:
        changes = {**polled.changes, **({"last_news_at": at} if fresh and not is_first else {})}
        if not feeds.take(session, feed.id, feed.version, changes):
            return TakenIn()  # somebody has edited it since it was asked
        added = entries.add(session, [_row(one, feed, at) for one in news])
        told = [(added[one.one.ident], one) for one in news if one.one.ident in added and one.is_mention]
        told += stories.revised(services, session, again, watch, at)
        made = stories.tell(services, session, told, feed, at) if told else 0
    return TakenIn(len(added), made, wrote=True)


def baseline(session: Session, feed: Feed, document: FeedDocument, now: datetime) -> int:
    """Store all items of a feed that is being added as seen, inside the caller's transaction; returns how many."""
    items = identified(document.items, document.site, host_of(feed.url))
    return len(entries.add(session, [_quiet_row(one, feed, now) for one in items]))


def _news(
    services: Services, feed: Feed, document: FeedDocument, at: datetime
) -> tuple[list[Identified], list[tuple[Identified, Seen]]]:
    """Return the items that nobody has seen, and those whose words have changed since."""
    items = identified(document.items, document.site, host_of(feed.url))
    with services.database.read() as session:
        known = entries.known(session, feed.id, ((one.ident, one.link_key, one.content) for one in items))
    fresh, seen = known_items.matched(items, known, at)
    edited = [(one, entry) for one, entry in seen if entry.content_hash != one.content]
    return fresh, [(one, entry) for one, entry in edited if one.item.title or one.item.text]


def _in_order(fresh: Iterable[Identified]) -> list[Identified]:
    """Return items as they were published: feeds stand with the newest first."""
    turned = list(fresh)[::-1]
    return sorted(turned, key=lambda one: one.item.published.timestamp() if one.item.published else 0.0)


def _row(one: Judged, feed: Feed, at: datetime) -> dict[str, Any]:
    return {
        **_words(one.one, one.candidate.language),
        "feed_id": feed.id,
        "ident": one.one.ident,
        "link_key": one.one.link_key,
        "source": one.telling.source[:200],
        "published_at": one.published_at,
        "seen_at": at,
        "is_quiet": one.is_quiet,
    }


def _quiet_row(one: Identified, feed: Feed, now: datetime) -> dict[str, Any]:
    published = one.item.published
    return {
        **_words(one, one.item.language),
        "feed_id": feed.id,
        "ident": one.ident,
        "link_key": one.link_key,
        "source": source_of(one.item, feed)[:200],
        "published_at": min(published, now) if published else None,
        "seen_at": now,
        "is_quiet": True,
    }


def _words(one: Identified, language: str) -> dict[str, Any]:
    item = one.item
    return {
        "link": item.link[:2_000],
        "title": item.title[:500],
        "text": item.text[:STORED],
        "author": item.author[:200],
        "language": language[:8],
        "content_hash": one.content,
    }
