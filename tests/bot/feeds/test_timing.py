"""When a feed is read next: the bounds, the wishes of servers, the spread. Pure, with hypothesis for what is arithmetic."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds import timing
from bot.feeds.timing import DAY, Habits, Pace
from tests.clock import START

HOUSE = Pace(900)
floors = st.integers(1, DAY).map(Pace)
ids = st.integers(1, 10**9)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants so
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def test_the_usual_pace_is_an_hour_with_a_floor_of_a_quarter() -> None:
    assert (HOUSE.usual, HOUSE.ceiling, HOUSE.spacing, HOUSE.patience, HOUSE.hold) == (3_600, DAY, 2.0, 30, 900)


def test_everything_scales_with_the_floor_but_nothing_is_longer_than_a_day() -> None:
    assert (Pace(10).usual, Pace(10).ceiling, Pace(10).spacing, Pace(10).patience) == (40, 960, 1.0, 10)
    assert (Pace(DAY).usual, Pace(DAY).ceiling) == (DAY, DAY)


def settled(habits: Habits, *, has_news: bool) -> int:
    """Return the interval that a feed comes to in the end."""
    for _ in range(40):
        habits = Habits(habits.feed_id, timing.interval(HOUSE, habits, has_news=has_news), *_rest(habits))
    return habits.interval


def _rest(habits: Habits) -> tuple[timedelta, int]:
    return habits.quiet_for, habits.polls_since_304


@pytest.mark.parametrize(
    ("quiet", "floors_between"),
    [(timedelta(hours=1), 2), (timedelta(days=2), 4), (timedelta(days=8), 16), (timedelta(days=31), 96)],
)
def test_a_quiet_feed_is_read_less_and_less(quiet: timedelta, floors_between: int) -> None:
    assert settled(Habits(1, quiet_for=quiet), has_news=False) == HOUSE.limit(floors_between)


def test_a_feed_with_news_comes_to_the_floor() -> None:
    assert settled(Habits(1), has_news=True) == 900


def test_a_feed_that_never_answers_304_is_read_a_quarter_as_often() -> None:
    dear = Habits(1, polls_since_304=timing.POLLS_WITHOUT_304)
    assert settled(dear, has_news=True) == 3_600
    assert settled(dear, has_news=False) == 2 * 3_600


def test_news_after_a_long_silence_brings_a_feed_back_at_once() -> None:
    assert timing.interval(HOUSE, Habits(1, interval=DAY), has_news=True) == HOUSE.limit(2)


@given(pace=floors, feed=ids, seconds=st.integers(0, 40 * DAY))
def test_jitter_never_undercuts_the_floor_nor_exceeds_a_day_and_is_the_same_after_a_restart(
    pace: Pace, feed: int, seconds: int
) -> None:
    found = timing.jittered(pace, feed, seconds)
    assert pace.floor <= found <= max(DAY, pace.floor)
    assert found == timing.jittered(pace, feed, seconds)
    if pace.floor * 2 < seconds < pace.ceiling / 2:
        assert 0.9 * seconds <= found <= 1.1 * seconds


@given(pace=floors, feed=ids, errors=st.integers(1, 10_000), wait=st.integers(0, 10 * DAY))
def test_failures_lengthen_the_wait_to_a_day_and_retry_after_to_two(
    pace: Pace, feed: int, errors: int, wait: int
) -> None:
    habits = Habits(feed, interval=pace.usual)
    here = timing.after_failure(pace, habits, START, errors=errors, retry_after=wait) - START
    later = timing.after_failure(pace, habits, START, errors=errors + 1, retry_after=wait) - START
    assert timedelta(seconds=pace.floor) <= here <= later <= timedelta(seconds=max(2 * DAY, pace.floor))
    assert here >= timedelta(seconds=min(wait, 2 * DAY))
    assert wait or here <= timedelta(seconds=DAY)


@given(pace=floors, feed=ids)
def test_a_new_feed_is_read_again_after_one_to_four_floors(pace: Pace, feed: int) -> None:
    assert timedelta(seconds=pace.floor) <= timing.first_poll(pace, feed, START) - START
    assert timing.first_poll(pace, feed, START) - START <= timedelta(seconds=max(pace.usual, pace.floor))


@pytest.mark.parametrize("first", [1, 1_000, 123_456])
def test_feeds_that_were_added_together_part(first: int) -> None:
    """F19: in no three minutes more than half of an hour's polls."""
    at = [timing.first_poll(HOUSE, first + number, START) for number in range(40)]
    assert busiest(at, timedelta(minutes=3)) <= 4
    imported = [timing.within_a_floor(HOUSE, first + number, START) for number in range(40)]
    assert busiest(imported, timedelta(minutes=3)) <= 10


def test_overdue_polls_are_spread_the_first_at_once() -> None:
    at = timing.slots(START, timedelta(minutes=15), 30)
    assert at[0] == START
    assert {later - earlier for earlier, later in pairwise(at)} == {timedelta(seconds=30)}


def busiest(moments: list[datetime], window: timedelta) -> int:
    return max(sum(start <= one < start + window for one in moments) for start in moments)


@given(at=moments, feed=ids, hours=st.frozensets(st.integers(0, 23)), days=st.frozensets(st.sampled_from(WEEKDAYS)))
def test_no_poll_falls_into_skipped_hours_and_days_unless_all_are_skipped(
    at: datetime, feed: int, hours: frozenset[int], days: frozenset[str]
) -> None:
    found = timing.not_skipped(at, Habits(feed, skip_hours=hours, skip_days=days))
    assert at <= found <= at + timedelta(days=7)
    if len(hours) == 24 or len(days) == 7:
        assert found == at
    else:
        assert found.hour not in hours
        assert WEEKDAYS[found.weekday()] not in days


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"cache-control": "max-age=7200"}, 7_200),
        ({"cache-control": "public, Max-Age=600, s-maxage=9"}, 600),
        ({"cache-control": 'max-age="60"'}, 60),
        ({"cache-control": "no-cache"}, 0),
        ({"cache-control": "max-age=99999999999999999999"}, DAY),
        ({"cache-control": "max-age=soon", "expires": "0"}, 0),
        ({"cache-control": "max-age=60", "expires": format_datetime(START + timedelta(hours=9))}, 60),
        ({"expires": format_datetime(START + timedelta(hours=2))}, 7_200),
        ({"expires": format_datetime(START - timedelta(hours=2))}, 0),
        ({"expires": "never"}, 0),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT", "date": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        (
            {
                "expires": format_datetime(START + timedelta(days=99, hours=1)),
                "date": format_datetime(START + timedelta(days=99)),
            },
            3_600,
        ),
    ],
)
def test_how_long_an_answer_is_fresh(headers: dict[str, str], seconds: int | None) -> None:
    assert timing.freshness(headers, START) == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("864000", 2 * DAY),
        ("-5", 0),
        ("", 0),
        ("soon", 0),
        ("²", 0),
        ("3600.0", 3_600),
        ("3600, 7200", 7_200),
        ("3600;", 3_600),
        ("3600s", 3_600),
        ("3600 seconds", 3_600),
        ("+3600", 3_600),
        ("soon, 60", 60),
        (format_datetime(START + timedelta(hours=1), usegmt=True), 3_601),
        ("Monday, 23-Nov-26 08:00:00 GMT", 3_601),
        ("Mon Nov 23 08:00:00 2026", 3_601),
        ("23 Nov 2026 08:00:00 GMT", 3_601),
        (format_datetime(START - timedelta(hours=1)), 0),
        ("Mon, 99 Nov 2026 99:00:00 GMT", 0),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(value: str, seconds: int) -> None:
    assert timing.retry_after({"retry-after": value}, START) == seconds


@given(
    wanted=st.lists(st.integers(0, 10**7), min_size=1, max_size=3),
    tail=st.sampled_from(["", ".0", ".75", ";", "; q=1", "s", " s", " sec", " seconds", '"']),
    head=st.sampled_from(["", " ", "+", '"']),
)
def test_a_wish_is_read_however_its_number_is_written(wanted: list[int], tail: str, head: str) -> None:
    value = ", ".join(f"{head}{seconds}{tail}" for seconds in wanted)
    assert timing.retry_after({"retry-after": value}, START) == min(2 * DAY, max(wanted))


@given(moments)
def test_a_date_is_never_taken_for_a_number_of_seconds(moment: datetime) -> None:
    wait = timing.retry_after({"retry-after": format_datetime(moment, usegmt=True)}, START)
    assert wait == max(0, min(2 * DAY, int((moment.replace(microsecond=0) - START).total_seconds()) + 1))


@given(value=st.text(max_size=80), other=st.text(max_size=80))
def test_no_header_makes_it_stumble(value: str, other: str) -> None:
    headers = {"retry-after": value, "cache-control": f"max-age={other}", "expires": value, "date": other}
    assert 0 <= timing.retry_after(headers, START) <= 2 * DAY
    assert 0 <= (timing.freshness(headers, START) or 0) <= DAY


def test_hours_and_days_are_kept_as_text_and_read_again() -> None:
    text = timing.kept([0, 24, 7, 99, -1, "x"])
    assert timing.skipped_hours(text) == {0, 7}
    assert timing.skipped_days(timing.kept(["Saturday", "SUNDAY", "Someday"])) == {"saturday", "sunday"}
    assert timing.kept(range(24)).count(",") == 23
    assert len(timing.kept([*range(24)])) <= 100
    assert (timing.skipped_hours(""), timing.skipped_days("")) == (frozenset(), frozenset())
    assert Counter(timing.kept(["monday", "monday"]).split(",")) == {"monday": 1}
