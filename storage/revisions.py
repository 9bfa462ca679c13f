"""Counters of change: raised in the transaction that changes something, read by the processes that keep it in memory."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Revision
from storage.upsert import insert


def bump(session: Session, name: str) -> None:
    """Count one change to the body of data called `name`."""
    first = insert(session, Revision).values(name=name, number=1)
    session.execute(first.on_conflict_do_update(index_elements=["name"], set_={"number": Revision.number + 1}))


def all_numbers(session: Session) -> dict[str, int]:
    """Return the number of changes by name."""
    rows = session.execute(select(Revision.name, Revision.number)).all()
    return dict(rows)
