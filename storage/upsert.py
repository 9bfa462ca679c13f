"""INSERT ... ON CONFLICT: both databases know the same words, SQLAlchemy keeps one construct for each.

A row that two processes may make at the same moment is made with it. Looking first and adding later fails for the second of
them on PostgreSQL, where writers do not wait for each other.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.models import Record


def insert(session: Session, record: type[Record]) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT of the session's database, to be completed with on_conflict_do_nothing or on_conflict_do_update."""
    return insert_into(session.get_bind().dialect, record)


def insert_into(dialect: Dialect, record: type[Record]) -> postgresql.Insert | sqlite.Insert:
    """Return the same for a kind of database."""
    return postgresql.insert(record) if dialect.name == "postgresql" else sqlite.insert(record)


def put_unless_taken(session: Session, put: Callable[[], None]) -> bool:
    """Write what `put` changes in a savepoint; False, and nothing done, when something unique of it is taken already."""
    try:
        with session.begin_nested():
            put()
            session.flush()
    except IntegrityError as error:
        if "unique" not in str(error.orig).casefold():
            raise
        return False
    return True
