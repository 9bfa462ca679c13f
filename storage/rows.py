"""Many rows at once: what a feed has new is hundreds of rows, and most of their cost is what stands before the database.

SQLAlchemy makes every row's values ready one by one; here each column's values are made ready together, and the statement is
put together once for a table and its columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, cast

from sqlalchemy import Column, ColumnDefault, Dialect, Table
from sqlalchemy.orm import Session

from storage.models import Record
from storage.upsert import insert_into

_Ready = Callable[[Any], Any]


class _Statement(NamedTuple):
    """An INSERT as the driver takes it."""

    sql: str
    columns: tuple[tuple[str, Any, _Ready | None], ...]
    """The name of each value, in the order of the statement; what it is where a row has none; what makes it ready."""
    is_positional: bool


def add(
    session: Session,
    record: type[Record],
    rows: Sequence[Mapping[str, Any]],
    *,
    names: Sequence[str] = (),
    known: tuple[str, ...] = (),
) -> None:
    """Add rows with the columns `names`, else with those of the first one; a value that one lacks is the column's usual one.

    A row that is there already, by the columns `known`, is left as it is.
    """
    if not rows:
        return
    connection = session.connection()
    statement = _statement(connection.dialect, record, tuple(names or rows[0]), known)
    columns = [
        [row.get(name, usual) for row in rows] if ready is None else [ready(row.get(name, usual)) for row in rows]
        for name, usual, ready in statement.columns
    ]
    values: list[Any] = list(zip(*columns, strict=True))
    if not statement.is_positional:
        names = [name for name, _usual, _ready in statement.columns]
        values = [dict(zip(names, row, strict=True)) for row in values]
    connection.exec_driver_sql(statement.sql, values)


@lru_cache(maxsize=64)
def _statement(dialect: Dialect, record: type[Record], names: tuple[str, ...], known: tuple[str, ...]) -> _Statement:
    made = insert_into(dialect, record)
    if known:
        made = made.on_conflict_do_nothing(index_elements=known)
    compiled = made.compile(dialect=dialect, column_keys=names)
    table = cast("Table", record.__table__)
    columns = [table.c[name] for name in compiled.positiontup or compiled.params]
    return _Statement(
        str(compiled),
        tuple((column.name, _usual(column), ready(column, dialect)) for column in columns),
        is_positional=compiled.positional,
    )


def _usual(column: Column[Any]) -> Any:
    return column.default.arg if isinstance(column.default, ColumnDefault) and column.default.is_scalar else None


def ready(column: Column[Any], dialect: Dialect) -> _Ready | None:
    """Return what makes a value of a column ready for the driver; None when nothing has to."""
    return column.type.dialect_impl(dialect).bind_processor(dialect)
