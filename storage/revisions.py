"""Counters of change: raised in the transaction that changes something, read by the processes that keep it in memory."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.models import Revision


def bump(session: Session, name: str) -> None:
    """Count one change to the body of data called `name`."""
    raised = session.execute(
        update(Revision).where(Revision.name == name).values(number=Revision.number + 1).returning(Revision.number)
    )
    if raised.first() is None:
        session.add(Revision(name=name, number=1))
        session.flush()


def all_numbers(session: Session) -> dict[str, int]:
    """Return the number of changes by name."""
    return {name: number for name, number in session.execute(select(Revision.name, Revision.number))}
