"""The queries behind the list of feeds, their forms, and their import and export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.feeds import of_key
from storage.models import AuditEntry, Feed, Sighting
from storage.upsert import insert

_IN_USE = Feed.state != "removed"


def add(session: Session, values: Mapping[str, Any]) -> Feed | None:
    """Add a feed; None, and nothing done, when one in use has its address."""
    if of_key(session, values["url_key"]) is not None:
        return None
    made = insert(session, Feed).values(**values).on_conflict_do_nothing().returning(Feed)
    return session.scalars(made).first()


def add_many(session: Session, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Add feeds that all have the same columns and return the ids, in rising order; one whose address is in use is left out."""
    if not rows:
        return []
    made = insert(session, Feed).on_conflict_do_nothing().returning(Feed.id)
    return sorted(session.scalars(made, rows))


def known_keys(session: Session, keys: Iterable[str]) -> set[str]:
    """Return those addresses, in their canonical form, that a feed in use has."""
    found: set[str] = set()
    for chunk in chunks(keys):
        found.update(session.scalars(select(Feed.url_key).where(_IN_USE, Feed.url_key.in_(chunk))))
    return found


def count(session: Session) -> int:
    """Return how many feeds are in use."""
    return session.scalar(select(func.count()).select_from(Feed).where(_IN_USE)) or 0


def added_since(session: Session, user_id: str, since: datetime) -> int:
    """Return how many feeds a person has added one by one since a moment, those removed again included; imports do not count."""
    added = (AuditEntry.who == user_id, AuditEntry.what == "feed.added", AuditEntry.at > since)
    return session.scalar(select(func.count()).select_from(AuditEntry).where(*added)) or 0


def mentions_since(session: Session, feed_ids: Iterable[int], since: datetime) -> dict[int, int]:
    """Return how many mentions were seen in each of these feeds since a moment; no feed without any."""
    counted: dict[int, int] = {}
    for chunk in chunks(feed_ids):
        query = select(Sighting.feed_id, func.count(func.distinct(Sighting.mention_id))).where(
            Sighting.feed_id.in_(chunk), Sighting.seen_at >= since
        )
        counted |= {feed_id: n for feed_id, n in session.execute(query.group_by(Sighting.feed_id)) if feed_id}
    return counted
