"""Wall time over ten years of three zones: round trips, both changes of the clocks, zones that do not exist."""
# ruff: noqa: DTZ001 - wall time has no zone

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Invalid
from bot.timing import wall
from bot.timing.wall import Moment

HELSINKI, STOCKHOLM = "Europe/Helsinki", "Europe/Stockholm"
FIRST, LAST = datetime(2026, 1, 1), datetime(2036, 12, 31)
zones = st.sampled_from([HELSINKI, STOCKHOLM, "UTC"])
locals_ = st.datetimes(FIRST, LAST)
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))


def every_day() -> Iterator[date]:
    day = FIRST.date()
    while day <= LAST.date():
        yield day
        day += timedelta(days=1)


@given(locals_, zones)
def test_a_wall_time_comes_back_unless_it_does_not_exist(local: datetime, timezone: str) -> None:
    moment = wall.moment(local, timezone)
    shown = wall.local(moment.at, timezone)
    assert shown == (local + timedelta(hours=1) if moment.shift == "gap" else local)


@given(moments, zones)
def test_a_moment_comes_back_unless_its_wall_time_came_before(at: datetime, timezone: str) -> None:
    again = wall.moment(wall.local(at, timezone), timezone)
    assert again.at == at or (again.shift == "overlap" and again.at == at - timedelta(hours=1))


@pytest.mark.parametrize("timezone", [HELSINKI, STOCKHOLM, "UTC"])
def test_nine_stays_nine_on_every_day_of_ten_years(timezone: str) -> None:
    nines = [wall.moment(datetime.combine(day, time(9)), timezone) for day in every_day()]
    assert all(nine.shift == "" and wall.local(nine.at, timezone).time() == time(9) for nine in nines)
    apart = {later.at - earlier.at for earlier, later in pairwise(nines)}
    assert apart <= {timedelta(hours=hours) for hours in ((24,) if timezone == "UTC" else (23, 24, 25))}


def test_half_past_three_exists_once_on_every_day_of_ten_years_in_helsinki() -> None:
    moments = {day: wall.moment(datetime.combine(day, time(3, 30)), HELSINKI) for day in every_day()}
    assert len({moment.at for moment in moments.values()}) == len(moments)
    shifts = {day: moment.shift for day, moment in moments.items() if moment.shift}
    assert [shift for day, shift in shifts.items() if day.year == 2027] == ["gap", "overlap"]
    assert len(shifts) == 2 * 11


def test_half_past_three_on_the_days_of_the_changes_of_2027() -> None:
    assert wall.moment(datetime(2027, 3, 28, 3, 30), HELSINKI) == Moment(
        datetime(2027, 3, 28, 1, 30, tzinfo=UTC), "gap"
    )
    assert wall.local(datetime(2027, 3, 28, 1, 30, tzinfo=UTC), HELSINKI) == datetime(2027, 3, 28, 4, 30)
    assert wall.moment(datetime(2027, 10, 31, 3, 30), HELSINKI) == Moment(
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "overlap"
    )


@given(moments, zones, st.integers(-400, 400))
def test_days_away_it_is_the_same_time_of_the_clock(at: datetime, timezone: str, days: int) -> None:
    moved = wall.moment(wall.local(at, timezone) + timedelta(days=days), timezone)
    if moved.shift != "gap":
        assert wall.local(moved.at, timezone).time() == wall.local(at, timezone).time()
    assert (moved.at - at) - timedelta(days=days) <= timedelta(hours=1)


@pytest.mark.parametrize(
    "name", ["Europe/Helsingfors", "", "Helsinki", "../etc/passwd", "/etc/localtime", "a\0b", "Etc"]
)
def test_a_zone_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        wall.moment(FIRST, name)
    assert refused.value.field == "timezone"
