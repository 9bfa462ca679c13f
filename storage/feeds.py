"""The queries about feeds: whose turn it is, what a poll changes, what stands in the list.

One claim is one statement for many feeds, so two processes on one database never poll the same feed at once: PostgreSQL's SKIP
LOCKED keeps them from waiting for each other, SQLite's BEGIN IMMEDIATE lets one in at a time. A claim moves the next poll into
the future before anybody asks, so a crash delays a poll and never doubles it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    Integer,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningUpdate

from storage import feeds_at_once
from storage.chunks import chunks
from storage.columns import UtcDateTime
from storage.models import Feed

ACTIVE, PAUSED, GONE, REMOVED = "active", "paused", "gone", "removed"
_TABLE = cast("Table", Feed.__table__)
_ROW = _TABLE.c
_IS_ACTIVE = Feed.state == literal_column("'active'")
"""Written out: SQLite takes the index of what is due only where it can see the very condition of the index."""
_NO_LEASE = {"lease_owner": None, "lease_until": None}
_CLOCK_WAS_WRONG = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Due:
    """A feed whose turn it is, with what a poll needs of its row."""

    id: int
    url: str
    version: int
    etag: str
    last_modified: str
    given_by: str
    body_hash: str
    unchanged_since: datetime | None
    is_conditional: bool
    polls_since_304: int
    max_age: int
    ttl: int
    skip_hours: str
    skip_days: str
    interval: int
    last_success_at: datetime | None
    last_news_at: datetime | None
    added_at: datetime
    errors: int
    failing_since: datetime | None
    last_error: str
    moved_to: str
    moved_seen: int
    moved_since: datetime | None


_OF_DUE = tuple(field.name for field in fields(Due))


@dataclass(frozen=True, slots=True)
class Written:
    """What a poll changes in the row of a feed, as long as `owner` holds it and nobody has edited it meanwhile."""

    feed_id: int
    version: int
    owner: str
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """Who takes feeds, until when others leave them alone, and when they are polled again if nothing more is heard."""

    owner: str
    now: datetime
    lease_until: datetime
    next_poll_at: datetime
    most: int


def claim(session: Session, taken: Claim) -> list[Due]:
    """Take the feeds that have waited longest, at most so many."""
    said = {
        "the_owner": taken.owner,
        "the_now": taken.now,
        "the_end": taken.lease_until,
        "the_next": taken.next_poll_at,
        "the_most": taken.most,
    }
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        held = {"lease_owner": taken.owner, "lease_until": taken.lease_until, "next_poll_at": taken.next_poll_at}
        return [Due(*row) for row in feeds_at_once.claim(connection, _due(), said, held, _OF_DUE)]
    return [Due(*row) for row in connection.execute(_claiming(), said)]


@cache
def _due() -> Select[Any]:
    """Put the statement together once: that takes longer than running it."""
    now: BindParameter[datetime] = bindparam("the_now", type_=UtcDateTime)
    return (
        select(_ROW.id)
        .where(_ROW.state == literal_column("'active'"), _ROW.next_poll_at <= now, _unleased(now))
        .order_by(_ROW.next_poll_at, _ROW.id)
        .limit(bindparam("the_most", type_=Integer))
        .with_for_update(skip_locked=True)
    )


@cache
def _claiming() -> ReturningUpdate[Any]:
    return (
        update(_TABLE)
        .where(_ROW.id.in_(_due()))
        .values(
            lease_owner=bindparam("the_owner"), lease_until=bindparam("the_end"), next_poll_at=bindparam("the_next")
        )
        .returning(*(_ROW[name] for name in _OF_DUE))
    )


def _unleased(now: Any) -> Any:
    return or_(_ROW.lease_until.is_(None), _ROW.lease_until <= now)


def renew(session: Session, ids: Collection[int], owner: str, until: datetime) -> None:
    """Hold claimed feeds for longer: their servers are slow, or their turn has not come."""
    for chunk in chunks(ids):
        session.execute(
            update(Feed)
            .where(Feed.id.in_(chunk), Feed.lease_owner == owner)
            .values(lease_until=until)
            .execution_options(synchronize_session=False)
        )


def write(session: Session, polled: Iterable[Written]) -> None:
    """Write what polls have changed and give the feeds back: one statement for all rows that change in the same columns.

    What somebody has edited, paused or taken over meanwhile is left as it is.
    """
    groups: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for one in polled:
        row = {"the_id": one.feed_id, "the_version": one.version, "the_lease_owner": one.owner, **one.changes}
        groups[tuple(sorted(one.changes))].append(row)
    connection = session.connection()
    for names, rows in groups.items():
        if connection.dialect.name == "sqlite":
            feeds_at_once.write(connection, names, rows, tuple(_NO_LEASE))
        else:
            connection.execute(_writing(names), rows)


def take(session: Session, feed_id: int, version: int, changes: Mapping[str, Any]) -> bool:
    """Change the row of an active feed and hold it until the transaction ends; nothing happens when somebody has edited it."""
    said = {"the_id": feed_id, "the_version": version, **changes}
    taken: int = session.connection().execute(_taking(tuple(sorted(changes))), said).rowcount
    return taken > 0


@lru_cache(maxsize=128)
def _taking(names: tuple[str, ...]) -> Update:
    same = and_(
        _ROW.id == bindparam("the_id"),
        _ROW.version == bindparam("the_version"),
        _ROW.state == literal_column("'active'"),
    )
    changed: dict[str, Any] = {name: bindparam(name) for name in names} or {
        "version": _ROW.version
    }  # with no change it is only held
    return update(_TABLE).where(same).values(**changed)


@lru_cache(maxsize=128)
def _writing(names: tuple[str, ...]) -> Update:
    mine = and_(
        _ROW.id == bindparam("the_id"),
        _ROW.version == bindparam("the_version"),
        _ROW.lease_owner == bindparam("the_lease_owner"),
    )
    return update(_TABLE).where(mine).values(**{name: bindparam(name) for name in names}, **_NO_LEASE)


def overdue(session: Session, now: datetime) -> list[tuple[int, datetime]]:
    """Return the feeds that should have been polled by now and since when, those least recently polled first.

    A feed that was polled in the future has a next poll that means nothing: the clock was wrong then.
    """
    was_wrong = Feed.last_polled_at > now + _CLOCK_WAS_WRONG
    late = or_(and_(Feed.next_poll_at <= now, _unleased(now)), was_wrong)
    order = (Feed.last_polled_at.asc().nulls_first(), Feed.next_poll_at, Feed.id)
    rows = session.execute(select(Feed.id, Feed.next_poll_at).where(_IS_ACTIVE, late).order_by(*order))
    return [(feed_id, at) for feed_id, at in rows]


def put_off(session: Session, moments: Iterable[tuple[int, datetime]]) -> None:
    """Give feeds that nobody is polling another moment for their next poll."""
    rows = [{"the_id": feed_id, "moment": moment} for feed_id, moment in moments]
    if rows:
        free = and_(_ROW.id == bindparam("the_id"), _ROW.state == ACTIVE)
        session.connection().execute(update(_TABLE).where(free).values(next_poll_at=bindparam("moment")), rows)


def next_due(session: Session) -> datetime | None:
    """Return when the next feed is to be polled; None when there is none."""
    return session.scalar(select(func.min(Feed.next_poll_at)).where(_IS_ACTIVE))


def sent_away(session: Session, now: datetime) -> list[tuple[str, datetime]]:
    """Return the addresses of feeds whose servers want to be left alone (429), and until when."""
    rows = session.execute(
        select(Feed.url, Feed.next_poll_at).where(_IS_ACTIVE, Feed.last_error == "http:429", Feed.next_poll_at > now)
    )
    return [(url, until) for url, until in rows]


def find(session: Session, feed_id: int) -> Feed | None:
    """Return a feed, also one that was removed."""
    return session.get(Feed, feed_id)


def many(session: Session, ids: Iterable[int]) -> dict[int, Feed]:
    """Return feeds by id, whatever their state."""
    found: dict[int, Feed] = {}
    for chunk in chunks(set(ids)):
        found |= {feed.id: feed for feed in session.scalars(select(Feed).where(Feed.id.in_(chunk)))}
    return found


def locked(session: Session, feed_id: int) -> Feed | None:
    """Return a feed as it is now, locked until the transaction ends."""
    return session.get(Feed, feed_id, with_for_update=True, populate_existing=True)


def of_key(session: Session, url_key: str) -> Feed | None:
    """Return the feed in use that has an address, in its canonical form."""
    return session.scalar(select(Feed).where(Feed.url_key == url_key, Feed.state != REMOVED))


def in_use(session: Session) -> Sequence[Feed]:
    """Return every feed that was not removed, the oldest first."""
    return session.scalars(select(Feed).where(Feed.state != REMOVED).order_by(Feed.id)).all()
