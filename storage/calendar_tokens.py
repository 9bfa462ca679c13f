"""The queries about keys to calendar feeds of the plan. A key itself is nowhere, only its hash."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.models import CalendarToken


def add(session: Session, made: CalendarToken) -> CalendarToken:
    """Store a new key."""
    session.add(made)
    session.flush()
    return made


def in_force(session: Session, hashed: str) -> CalendarToken | None:
    """Return the key with a hash, None when it is unknown or ended."""
    query = select(CalendarToken).where(CalendarToken.hash == hashed, CalendarToken.revoked_at.is_(None))
    return session.scalar(query)


def of_person(session: Session, user_id: str) -> Sequence[CalendarToken]:
    """Return somebody's keys that are in force, the newest first."""
    query = select(CalendarToken).where(CalendarToken.user_id == user_id, CalendarToken.revoked_at.is_(None))
    return session.scalars(query.order_by(CalendarToken.id.desc())).all()


def end(session: Session, token_id: int, user_id: str, now: datetime) -> bool:
    """End one key of somebody; tell whether there was one."""
    ended = (
        update(CalendarToken)
        .where(CalendarToken.id == token_id, CalendarToken.user_id == user_id, CalendarToken.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(CalendarToken.id)
    )
    return session.scalar(ended) is not None


def used(session: Session, token_id: int, now: datetime) -> None:
    """Note that a calendar has read a feed."""
    session.execute(update(CalendarToken).where(CalendarToken.id == token_id).values(used_at=now))
