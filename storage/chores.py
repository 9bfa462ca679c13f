"""The queries about chores: who may do one now.

Claiming is one statement, so of two processes that ask at the same moment one gets the chore.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from storage.models import Chore
from storage.upsert import insert

LONGEST_HOLD = timedelta(days=2)
"""No chore rests that long: a later moment was written while the clock was wrong, and counts as over."""


def find(session: Session, name: str) -> Chore | None:
    """Return a chore, None when nobody has begun it yet."""
    return session.get(Chore, name)


def is_due(session: Session, name: str, now: datetime) -> bool:
    """Tell whether somebody may begin now; costs no lock."""
    resting = select(Chore.name).where(Chore.name == name, ~_over(now))
    return session.scalar(resting) is None


def claim(session: Session, name: str, now: datetime, until: datetime) -> Chore | None:
    """Take a chore that is due until a moment; None when somebody else has it or it rests."""
    session.execute(insert(session, Chore).values(name=name, not_before=now).on_conflict_do_nothing())
    taken = update(Chore).where(Chore.name == name, _over(now)).values(not_before=until).returning(Chore)
    return session.scalars(taken.execution_options(populate_existing=True)).first()


def go_on(session: Session, claimed: Chore, reached: str, not_before: datetime) -> bool:
    """Say how far a claimed chore has come and when it goes on; False when the claim ran out and somebody else has it."""
    return _settle(session, claimed, reached=reached, not_before=not_before)


def finish(session: Session, claimed: Chore, now: datetime, not_before: datetime) -> bool:
    """Say that a claimed chore is done, and when it comes up again; False when the claim ran out."""
    return _settle(session, claimed, reached="", not_before=not_before, done_at=now)


def hurry(session: Session, name: str, now: datetime) -> None:
    """Let a chore that rests begin at once; one that somebody is at goes on as it does."""
    session.execute(update(Chore).where(Chore.name == name, Chore.reached == "").values(not_before=now))


def _settle(session: Session, claimed: Chore, **values: object) -> bool:
    still_ours = update(Chore).where(Chore.name == claimed.name, Chore.not_before == claimed.not_before)
    settled = still_ours.values(values).returning(Chore.name)
    return session.scalar(settled.execution_options(synchronize_session=False)) is not None


def _over(now: datetime) -> ColumnElement[bool]:
    return or_(Chore.not_before <= now, Chore.not_before > now + LONGEST_HOLD)
