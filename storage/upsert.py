"""INSERT ... ON CONFLICT: both databases know the same words, SQLAlchemy keeps one construct for each.

A row that two processes may make at the same moment is made with it. Looking first and adding later fails for the second of
them on PostgreSQL, where writers do not wait for each other.
"""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import Record


def insert(session: Session, record: type[Record]) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT of the session's database, to be completed with on_conflict_do_nothing or on_conflict_do_update."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(record)
    return sqlite.insert(record)
