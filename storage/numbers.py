"""Numbers for rows that are about to be added, so that many can be stored by one statement and refer to each other."""

from __future__ import annotations

from sqlalchemy import Integer, String, bindparam, text
from sqlalchemy.orm import Session

from storage.models import Record

_POSTGRESQL = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)").bindparams(
    bindparam("name", type_=String), bindparam("count", type_=Integer)
)
_SQLITE = text("UPDATE sqlite_sequence SET seq = seq + :count WHERE name = :name RETURNING seq")
_SQLITE_FIRST = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :count) RETURNING seq")


def numbers(session: Session, record: type[Record], count: int) -> list[int]:
    """Take so many ids of a table with counted ids, in rising order; nobody else gets them, used or not.

    On SQLite the transaction must be a writing one: its lock keeps others from counting.
    """
    if count == 0:
        return []
    asked = {"name": record.__tablename__, "count": count}
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        return sorted(connection.scalars(_POSTGRESQL, asked))
    last = connection.scalar(_SQLITE, asked) or connection.scalar(_SQLITE_FIRST, asked) or 0
    return list(range(last - count + 1, last + 1))
