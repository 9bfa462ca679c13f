"""Working hours: weekends, Finnish holidays, clocks that change, and the rules that hold for every moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.working_hours import BEGINS, ENDS, after, is_working_day, next_morning

HELSINKI = "Europe/Helsinki"
moments = st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants them
zones = st.sampled_from([HELSINKI, "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Etc/Nowhere"])
hours = st.integers(1, 60)


def local(*at: int) -> datetime:
    return datetime(*at, tzinfo=ZoneInfo(HELSINKI))  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (local(2026, 11, 23, 9), local(2026, 11, 24, 9)),  # Monday morning: the same time on Tuesday
        (local(2026, 11, 23, 8), local(2026, 11, 23, 16)),
        (local(2026, 11, 23, 5), local(2026, 11, 23, 16)),
        (local(2026, 11, 23, 23), local(2026, 11, 24, 16)),
        (local(2026, 11, 27, 15), local(2026, 11, 30, 15)),  # Friday afternoon: Monday
        (local(2026, 11, 28, 12), local(2026, 11, 30, 16)),  # Saturday
        (local(2026, 12, 23, 12), local(2026, 12, 28, 12)),  # Christmas Eve is a Thursday in 2026
        (local(2026, 6, 18, 12), local(2026, 6, 22, 12)),  # Midsummer Eve
        (local(2026, 4, 2, 12), local(2026, 4, 7, 12)),  # Good Friday to Easter Monday
        (local(2027, 12, 31, 12), local(2028, 1, 3, 12)),  # over the new year
        (local(2027, 1, 5, 15), local(2027, 1, 7, 15)),  # Epiphany
        (local(2026, 10, 23, 12), local(2026, 10, 26, 12)),  # the clocks go back on that Sunday
        (local(2027, 3, 25, 12), local(2027, 3, 30, 12)),  # Good Friday, and the clocks go forward on Easter Sunday
    ],
)
def test_eight_working_hours_later(asked: datetime, due: datetime) -> None:
    assert after(asked, 8, HELSINKI) == due


def test_hours_are_those_of_the_person() -> None:
    asked = datetime(2026, 11, 23, 15, tzinfo=UTC)
    assert after(asked, 1, HELSINKI) == local(2026, 11, 24, 9)
    assert after(asked, 1, "America/New_York") == asked + timedelta(hours=1)


@pytest.mark.parametrize("day", [date(2026, 12, 24), date(2026, 6, 19), date(2026, 12, 6), date(2026, 5, 14)])
def test_nobody_works_on_a_holiday(day: date) -> None:
    assert not is_working_day(day)


@given(moments, hours, zones)
def test_nothing_is_due_outside_working_hours(start: datetime, many: int, timezone: str) -> None:
    due = after(start, many, timezone)
    there = due.astimezone(ZoneInfo(timezone if "Nowhere" not in timezone else HELSINKI))
    assert due >= start + timedelta(hours=many)
    assert is_working_day(there.date())
    assert BEGINS < there.time() <= ENDS


@given(moments, hours, hours, zones)
def test_hours_may_be_counted_in_two_parts(start: datetime, first: int, then: int, timezone: str) -> None:
    assert after(after(start, first, timezone), then, timezone) == after(start, first + then, timezone)


@given(moments, st.timedeltas(timedelta(), timedelta(days=30)), hours, zones)
def test_who_is_asked_later_is_due_no_sooner(start: datetime, by: timedelta, many: int, timezone: str) -> None:
    assert after(start, many, timezone) <= after(start + by, many, timezone)


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-23T06:17", "2026-11-23T08:00"),
        ("2026-11-23T07:30", "2026-11-24T08:00"),
        ("2026-11-23T12:00", "2026-11-24T08:00"),
        ("2026-11-27T23:30", "2026-11-30T08:00"),
        ("2026-11-28T00:30", "2026-11-30T08:00"),
    ],
)
def test_the_next_morning_of_a_working_day_is_the_coming_one_at_night(now: str, morning: str):
    place = ZoneInfo("Europe/Helsinki")
    at, expected = (datetime.fromisoformat(text).replace(tzinfo=place) for text in (now, morning))

    assert next_morning(at, "Europe/Helsinki") == expected
