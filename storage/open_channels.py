"""The queries about channels in which something is switched on, each by its own record: suggestions, being followed."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.models import FollowChannel, HelpChannel
from storage.upsert import insert

C = TypeVar("C", HelpChannel, FollowChannel)


def every(session: Session, record: type[C]) -> list[C]:
    """Return the channels in which it is on, the newest first."""
    return list(session.scalars(select(record).order_by(record.at.desc(), record.channel)))


def find(session: Session, record: type[C], channel: str) -> C | None:
    """Return a channel in which it is on, None for any other."""
    return session.get(record, channel)


def switch_on(session: Session, record: type[C], channel: str, by: str, at: datetime) -> bool:
    """Switch it on in a channel; False when it is on already."""
    made = insert(session, record).values(channel=channel, by=by, at=at)
    made = made.on_conflict_do_nothing(index_elements=["channel"])
    return session.scalar(made.returning(record.channel)) is not None


def switch_off(session: Session, record: type[C], channel: str) -> bool:
    """Switch it off in a channel; False when it was not on."""
    gone = delete(record).where(record.channel == channel)
    return session.scalar(gone.returning(record.channel)) is not None
