"""Counters of change: raised in the transaction that changes something, read by the processes that keep it in memory."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import Dialect, Executable, bindparam, select
from sqlalchemy.orm import Session

from storage.models import Revision
from storage.upsert import insert_into


def bump(session: Session, name: str) -> None:
    """Count one change to the body of data called `name`."""
    connection = session.connection()
    connection.execute(_counting(connection.dialect), {"name": name})


@lru_cache(maxsize=8)
def _counting(dialect: Dialect) -> Executable:
    """Put the statement together once."""
    number = Revision.__table__.c.number
    first = insert_into(dialect, Revision).values(name=bindparam("name"), number=1)
    return first.on_conflict_do_update(index_elements=["name"], set_={"number": number + 1})


def all_numbers(session: Session) -> dict[str, int]:
    """Return the number of changes by name."""
    rows = session.execute(select(Revision.name, Revision.number)).all()
    return dict(rows)
