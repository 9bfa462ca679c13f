"""Column types that keep their promise on every database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator

_OFFSET = "+00:00"
_Into = Callable[[datetime | None], object]
_From = Callable[[str | None], datetime | None]


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: refuses naive values, returns aware ones.

    SQLite forgets time zones (it stores text), so the zone is put back when a row is read. Rows have many moments: on SQLite
    one function writes and one reads them, in the place of SQLAlchemy's and ours one after the other, in the same form.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        """Turn an aware moment into UTC; a naive one is a bug and raises ValueError."""
        return None if value is None else _in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give back an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def bind_processor(self, dialect: Dialect) -> _Into | None:
        """Return what makes a moment ready for the database."""
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> _From | None:
        """Return what makes a moment of what the database gives."""
        return _from_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return value.astimezone(UTC)


def _as_text(value: datetime | None) -> str | None:
    if value is None:
        return None
    return _written(value) if value.tzinfo is UTC else _written(_in_utc(value))


@lru_cache(maxsize=256)  # the rows of one poll have few moments, many times
def _written(moment: datetime) -> str:
    """Write a moment in UTC: in a zone with summer time two different ones may be equal."""
    return moment.isoformat(" ", "microseconds").removesuffix(_OFFSET)


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value + _OFFSET)
