"""What comes again and is moved: every one of it goes along, at the new time of day, on the days of the moved rule."""
# ruff: noqa: DTZ001 - wall time has no zone

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.errors import Invalid
from bot.timing import recurrence
from bot.timing.recurrence_moved import rule_moved, times_moved
from bot.timing.recurrence_rule import WEEKDAYS, rule_of
from tests.bot.timing.test_recurrence import rules, starts_at


@given(
    rules,
    starts_at,
    st.integers(1, 400),
    st.integers(-20, 20),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
def test_all_of_it_moves_the_first_to_where_it_was_moved_and_the_others_by_the_moved_rule(
    rule: str, starts: datetime, lasts: int, by: int, clock: object
) -> None:
    was = recurrence.occurrences(rule, starts, starts.date() + timedelta(days=lasts), most=5_000)
    assume(was)
    to = datetime.combine(was[0].date() + timedelta(days=by), clock)  # type: ignore[arg-type]
    try:
        moved, times = rule_moved(rule, was[0], to), times_moved(rule, was, to)
    except Invalid:
        return  # another of it is on that day already
    assert (len(times), times[0]) == (len(was), to)
    assert len(set(times)) == len(times)
    assert {one.time() for one in times} == {clock}
    known = rule_of(moved)
    if known.weekdays:
        assert {WEEKDAYS[one.weekday()] for one in times} <= set(known.weekdays)
    if len(known.weekdays) <= 1:
        assert times == list(recurrence.occurrences(moved, to, max(times).date(), most=10_000))


@pytest.mark.parametrize(
    ("rule", "was", "to", "moved"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", datetime(2026, 11, 23, 9), datetime(2026, 11, 25, 9), "FREQ=WEEKLY;BYDAY=WE"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", datetime(2026, 11, 26, 9), datetime(2026, 11, 27, 9), "FREQ=WEEKLY;BYDAY=MO,FR"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15",
            datetime(2026, 12, 15, 9),
            datetime(2026, 12, 31, 9),
            "FREQ=MONTHLY;BYMONTHDAY=-1",
        ),
        ("FREQ=MONTHLY;BYDAY=2TU", datetime(2026, 12, 8, 9), datetime(2026, 12, 17, 9), "FREQ=MONTHLY;BYDAY=3TH"),
        ("FREQ=MONTHLY;BYDAY=-1FR", datetime(2026, 12, 25, 9), datetime(2026, 12, 28, 9), "FREQ=MONTHLY;BYDAY=-1MO"),
        ("FREQ=DAILY;INTERVAL=3", datetime(2026, 12, 25, 9), datetime(2026, 12, 26, 9), "FREQ=DAILY;INTERVAL=3"),
    ],
)
def test_the_day_of_a_rule_follows_the_move(rule: str, was: datetime, to: datetime, moved: str) -> None:
    assert rule_moved(rule, was, to) == moved


def test_of_two_days_a_week_only_the_moved_one_moves_and_not_onto_the_other() -> None:
    rule, starts = "FREQ=WEEKLY;BYDAY=MO,TH", datetime(2026, 11, 26, 9)
    was = recurrence.occurrences(rule, starts, date(2026, 12, 7))
    moved = times_moved(rule, was, datetime(2026, 11, 27, 10))
    assert [one.day for one in moved] == [27, 30, 4, 7]
    with pytest.raises(Invalid, match="that day of the week already"):
        times_moved(rule, was, datetime(2026, 11, 23, 9))
