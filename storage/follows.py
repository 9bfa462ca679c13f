"""The queries about what people follow inside the house: channels that are open to it, what is followed, where it was met."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from storage.models import Follow, FollowChannel, FollowHit, FollowList
from storage.upsert import insert

AT_ONCE = 500
"""Rows that one transaction takes."""


def forget_channel(session: Session, address: str) -> None:
    """Forget what was met in a channel."""
    session.execute(delete(FollowHit).where(FollowHit.channel == address))


def add(session: Session, user_id: str, what: str, value: str, at: datetime) -> bool:
    """Let somebody follow something; False when they do already."""
    made = insert(session, Follow).values(user_id=user_id, what=what, value=value, at=at)
    made = made.on_conflict_do_nothing(index_elements=["user_id", "what", "value"])
    return session.scalar(made.returning(Follow.id)) is not None


def remove(session: Session, user_id: str, follow_id: int) -> None:
    """Let somebody follow something no more; what was met goes with it."""
    session.execute(delete(Follow).where(Follow.id == follow_id, Follow.user_id == user_id))


def of_user(session: Session, user_id: str) -> list[Follow]:
    """Return what somebody follows, by kind, in the order they began."""
    return list(session.scalars(select(Follow).where(Follow.user_id == user_id).order_by(Follow.what, Follow.id)))


def everything(session: Session) -> list[Follow]:
    """Return what everybody follows."""
    return list(session.scalars(select(Follow).order_by(Follow.id)))


def add_hits(session: Session, follow_ids: Iterable[int], address: str, ts: str, at: datetime) -> None:
    """Note that a message met what people follow, once; what nobody follows any more, or a closed channel, is left out."""
    if session.get(FollowChannel, address) is None:
        return
    known = session.scalars(select(Follow.id).where(Follow.id.in_(list(follow_ids))).order_by(Follow.id))
    rows = [{"follow_id": follow_id, "channel": address, "ts": ts, "at": at} for follow_id in known]
    if rows:
        session.execute(insert(session, FollowHit).on_conflict_do_nothing(), rows)


def forget_message(session: Session, address: str, ts: str) -> None:
    """Forget that a message met anything."""
    session.execute(delete(FollowHit).where(FollowHit.channel == address, FollowHit.ts == ts))


def forget_channels(session: Session, addresses: Collection[str]) -> None:
    """Forget what was met in some channels, and close them."""
    session.execute(delete(FollowHit).where(FollowHit.channel.in_(addresses)))
    session.execute(delete(FollowChannel).where(FollowChannel.channel.in_(addresses)))


def followers(session: Session, since: datetime, until: datetime) -> list[str]:
    """Return whose follows were met within a time, by user id."""
    query = select(Follow.user_id).join(FollowHit, FollowHit.follow_id == Follow.id)
    met = query.where(FollowHit.at > since, FollowHit.at <= until).distinct()
    return sorted(session.scalars(met))


def channels_met(session: Session, since: datetime) -> list[str]:
    """Return the channels in which something was met since a moment."""
    return sorted(session.scalars(select(FollowHit.channel).where(FollowHit.at > since).distinct()))


def hits(session: Session, user_id: str, since: datetime, until: datetime) -> list[tuple[Follow, FollowHit]]:
    """Return what somebody follows with where it was met within a time, in the order of both."""
    query = select(Follow, FollowHit).join(FollowHit, FollowHit.follow_id == Follow.id)
    met = query.where(Follow.user_id == user_id, FollowHit.at > since, FollowHit.at <= until)
    return [(follow, hit) for follow, hit in session.execute(met.order_by(Follow.what, Follow.id, FollowHit.ts))]


def list_of(session: Session, list_id: int) -> FollowList | None:
    """Return the list of one person's day."""
    return session.get(FollowList, list_id)


def has_list(session: Session, user_id: str, day: date) -> bool:
    """Tell whether somebody has had their list of a day."""
    query = select(FollowList.id).where(FollowList.user_id == user_id, FollowList.day == day)
    return session.scalar(query) is not None


def made_before(session: Session, user_id: str, at: datetime) -> datetime | None:
    """Return when somebody's last list before a moment was made."""
    query = select(func.max(FollowList.made_at)).where(FollowList.user_id == user_id, FollowList.made_at < at)
    return session.scalar(query)


def make_list(session: Session, user_id: str, day: date, at: datetime) -> int | None:
    """Make the list of a person's day and return its id; None when another process has made it."""
    made = insert(session, FollowList).values(user_id=user_id, day=day, made_at=at)
    made = made.on_conflict_do_nothing(index_elements=["user_id", "day"])
    return session.scalar(made.returning(FollowList.id))


def prune(session: Session, before: datetime) -> int:
    """Delete what was met, and lists made, before a moment; returns how many rows went at most, AT_ONCE of each."""
    gone = 0
    for record, at in ((FollowHit, FollowHit.at), (FollowList, FollowList.made_at)):
        ids = list(session.scalars(select(record.id).where(at < before).order_by(record.id).limit(AT_ONCE)))
        if ids:
            session.execute(delete(record).where(record.id.in_(ids)))
        gone = max(gone, len(ids))
    return gone
