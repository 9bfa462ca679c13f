"""The queries about the troubles of feeds: what their owners are told, once each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.feeds import ACTIVE
from storage.models import Feed, FeedTrouble
from storage.upsert import insert

_IS_OPEN = FeedTrouble.ended_at.is_(None)


def open_trouble(session: Session, feed_id: int) -> FeedTrouble | None:
    """Return the trouble that a feed is in, locked until the transaction ends."""
    return session.scalar(select(FeedTrouble).where(FeedTrouble.feed_id == feed_id, _IS_OPEN).with_for_update())


def begin_trouble(session: Session, feed: Feed, reason: str, since: datetime) -> FeedTrouble | None:
    """Open the trouble of a feed; None when another process has just done so."""
    made = (
        insert(session, FeedTrouble)
        .values(feed_id=feed.id, reason=reason, since=since, last_good_at=feed.last_success_at, told="")
        .on_conflict_do_nothing()
        .returning(FeedTrouble)
    )
    return session.scalars(made).first()


def add_notice(session: Session, feed: Feed, reason: str, now: datetime) -> FeedTrouble:
    """Add something that is told once and is over at once, such as a move."""
    notice = FeedTrouble(feed_id=feed.id, reason=reason, since=now, last_good_at=feed.last_success_at, ended_at=now)
    session.add(notice)
    session.flush()
    return notice


def works_again(session: Session) -> list[int]:
    """Return the feeds whose trouble is open though they have been read since: whoever read them was stopped at that moment."""
    query = (
        select(Feed.id)
        .join(FeedTrouble, FeedTrouble.feed_id == Feed.id)
        .where(_IS_OPEN, Feed.state == ACTIVE, Feed.last_error == "", Feed.last_success_at > FeedTrouble.since)
    )
    return list(session.scalars(query))


def was_told(session: Session, feed_id: int, reason: str) -> bool:
    """Tell whether a feed has had a trouble of this kind."""
    wanted = select(FeedTrouble.id).where(FeedTrouble.feed_id == feed_id, FeedTrouble.reason == reason).limit(1)
    return session.scalar(wanted) is not None


def trouble(session: Session, trouble_id: int) -> FeedTrouble | None:
    """Return a trouble."""
    return session.get(FeedTrouble, trouble_id)
