"""A moment comes back as the same moment, aware and in UTC, whatever the database does with zones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import DateTime
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import StatementError

from storage.columns import UtcDateTime
from storage.database import Database
from storage.models import Delivery

HELSINKI = ZoneInfo("Europe/Helsinki")


def stored(database: Database, moment: datetime) -> datetime:
    """Store a moment and read it back in another session."""
    with database.begin() as session:
        session.add(Delivery(key="k", taken_at=moment))
    with database.read() as session:
        return session.get_one(Delivery, "k").taken_at


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 23, 9, 0, tzinfo=HELSINKI),
        datetime(2026, 10, 25, 3, 30, fold=0, tzinfo=HELSINKI),
        datetime(2026, 10, 25, 3, 30, fold=1, tzinfo=HELSINKI),
        datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    ],
)
def test_the_same_moment_comes_back_in_utc(database: Database, moment: datetime) -> None:
    back = stored(database, moment)
    # Compared in UTC: two aware moments of one zone are compared by their wall clocks, which would hide the fold.
    assert back == moment.astimezone(UTC)
    assert back.utcoffset() == timedelta()


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a time zone"):
        stored(database, datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001 - the fault that is looked for


def test_no_moment_stays_none(database: Database) -> None:
    with database.begin() as session:
        session.add(Delivery(key="k", taken_at=datetime(2026, 1, 1, tzinfo=UTC)))
    with database.read() as session:
        assert session.get_one(Delivery, "k").done_at is None


@given(st.datetimes(timezones=st.timezones(), min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001
def test_what_sqlite_forgets_is_put_back(moment: datetime) -> None:
    dialect = sqlite.dialect()
    into, back = UtcDateTime().bind_processor(dialect), UtcDateTime().result_processor(dialect, None)
    usual = DateTime().dialect_impl(dialect).bind_processor(dialect)
    assert into is not None
    assert back is not None
    assert usual is not None
    written = into(moment)
    assert written == usual(moment.astimezone(UTC))
    assert isinstance(written, str)
    assert back(written) == moment.astimezone(UTC)


def test_moments_sort_in_the_database_as_they_do_in_time(database: Database) -> None:
    early = datetime(2026, 11, 23, 9, 0, tzinfo=HELSINKI)
    late = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
    with database.begin() as session:
        session.add_all([Delivery(key="late", taken_at=late), Delivery(key="early", taken_at=early)])
    with database.read() as session:
        keys = [record.key for record in session.query(Delivery).order_by(Delivery.taken_at)]
    assert keys == ["early", "late"]
