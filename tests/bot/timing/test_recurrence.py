"""What comes again: its clock time stays, it ends, days are skipped, and nothing outside the closed set is taken."""
# ruff: noqa: DTZ001 - wall time has no zone

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Invalid
from bot.timing import recurrence, wall
from bot.words import LANGUAGES, Reader

ENGLISH = Reader("en")
starts_at = st.datetimes(datetime(2026, 1, 1), datetime(2035, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0))
days = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
apart = st.integers(1, 12).map(lambda n: f";INTERVAL={n}" if n > 1 else "")
rules = st.one_of(
    st.builds("FREQ=DAILY{}".format, apart),
    st.builds("FREQ=YEARLY{}".format, apart),
    st.builds("FREQ=MONTHLY{}".format, apart),
    st.builds(lambda n, on: f"FREQ=WEEKLY{n};BYDAY={','.join(on)}", apart, st.lists(days, min_size=1, unique=True)),
    st.builds("FREQ=MONTHLY{};BYMONTHDAY={}".format, apart, st.sampled_from([-1, *range(1, 32)])),
    st.builds("FREQ=MONTHLY{};BYDAY={}{}".format, apart, st.sampled_from([-1, 1, 2, 3, 4, 5]), days),
)
lasting = st.integers(0, 3650)


@given(rules, starts_at, lasting, st.sampled_from(["Europe/Helsinki", "Europe/Stockholm", "UTC"]))
def test_every_occurrence_keeps_its_clock_time_and_lies_between_first_and_last_day(
    rule: str, starts: datetime, lasts: int, timezone: str
) -> None:
    until = starts.date() + timedelta(days=lasts)
    found = recurrence.occurrences(rule, starts, until, most=5000)
    assert list(found) == sorted(set(found))
    assert all(starts <= one and one.date() <= until and one.time() == starts.time() for one in found)
    moments = [wall.moment(one, timezone) for one in found]
    assert len({moment.at for moment in moments}) == len(found)
    assert all(wall.local(moment.at, timezone).time() == starts.time() for moment in moments if moment.shift != "gap")


@given(starts_at, st.integers(0, 199))
def test_what_is_usually_wanted_begins_with_the_first(starts: datetime, lasts: int) -> None:
    for rule in recurrence.choices(starts):
        assert recurrence.occurrences(rule, starts, starts.date() + timedelta(days=lasts))[0] == starts


@given(rules, starts_at, st.data())
def test_a_skipped_day_is_left_out_and_no_other(rule: str, starts: datetime, data: st.DataObject) -> None:
    until = starts.date() + timedelta(days=150)
    found = recurrence.occurrences(rule, starts, until)
    skipped = data.draw(st.lists(st.sampled_from(found), unique=True)) if found else []
    left = recurrence.occurrences(rule, starts, until, [day.date().isoformat() for day in skipped])
    assert left == tuple(one for one in found if one not in skipped)
    assert left == recurrence.occurrences(rule, starts, until, [day.date() for day in skipped])


def test_a_weekly_nine_stays_nine_over_both_changes() -> None:
    found = recurrence.occurrences("FREQ=WEEKLY;BYDAY=MO", datetime(2027, 3, 22, 9), date(2027, 11, 8))
    moments = [wall.moment(one, "Europe/Helsinki").at for one in found]
    assert [at.hour for at in moments] == [7] + [6] * 31 + [7] * 2


def test_a_daily_half_past_three_comes_once_on_the_days_of_both_changes() -> None:
    found = recurrence.occurrences("FREQ=DAILY;INTERVAL=1", datetime(2027, 3, 27, 3, 30), date(2027, 3, 29))
    assert [wall.moment(one, "Europe/Helsinki").at for one in found] == [
        datetime(2027, 3, day, 1, 30, tzinfo=UTC) - timedelta(hours=day == 29) for day in (27, 28, 29)
    ]
    autumn = recurrence.occurrences("FREQ=DAILY", datetime(2027, 10, 31, 3, 30), date(2027, 10, 31))
    assert autumn == (datetime(2027, 10, 31, 3, 30),)


def test_a_series_comes_two_hundred_times_and_not_once_more() -> None:
    first = datetime(2026, 1, 1, 9)
    last = first.date() + timedelta(days=199)
    assert len(recurrence.occurrences("FREQ=DAILY", first, last)) == 200
    with pytest.raises(Invalid) as refused:
        recurrence.occurrences("FREQ=DAILY", first, last + timedelta(days=1))
    assert refused.value.field == "until"
    assert refused.value.words(ENGLISH) == "It would come more than 200 times. Choose an earlier last day."
    assert len(recurrence.occurrences("FREQ=DAILY", first, last + timedelta(days=1), [last])) == 200


def test_an_endless_series_is_refused_at_once() -> None:
    with pytest.raises(Invalid):
        recurrence.occurrences("FREQ=WEEKLY", datetime(2026, 1, 1, 9), date.max)


def test_a_series_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Invalid):
        recurrence.occurrences("FREQ=DAILY", datetime(2026, 1, 2, 9), date(2026, 1, 1))


def test_a_month_without_the_day_is_left_out() -> None:
    found = recurrence.occurrences("FREQ=MONTHLY;BYMONTHDAY=31", datetime(2027, 1, 31, 9), date(2027, 6, 30))
    assert [one.month for one in found] == [1, 3, 5]
    last = recurrence.occurrences("FREQ=MONTHLY;BYMONTHDAY=-1", datetime(2027, 1, 31, 9), date(2027, 6, 30))
    assert [one.day for one in last] == [31, 28, 31, 30, 31, 30]


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=HOURLY",
        "FREQ=MINUTELY;INTERVAL=1",
        "FREQ=DAILY;COUNT=3",
        "FREQ=DAILY;UNTIL=20270101",
        "FREQ=DAILY;BYDAY=MO",
        "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYDAY=2MO;BYMONTHDAY=3",
        "FREQ=YEARLY;BYMONTH=3",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=100",
        "FREQ=DAILY;INTERVAL=2;INTERVAL=3",
        "FREQ=DAILY\nDTSTART:20200101",
        "every day",
    ],
)
def test_a_rule_outside_the_closed_set_is_refused_with_words(rule: str) -> None:
    with pytest.raises(Invalid) as refused:
        recurrence.occurrences(rule, datetime(2026, 1, 1, 9), date(2026, 2, 1))
    assert refused.value.field == "rule"
    assert refused.value.words(ENGLISH)


def test_a_rule_is_taken_however_it_is_written() -> None:
    assert recurrence.said("RRULE:INTERVAL=2;byday=th,mo;freq=weekly;", ENGLISH) == "every 2 weeks: Monday and Thursday"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days"),
        ("FREQ=WEEKLY", "every week"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "from Monday to Friday"),
        ("FREQ=WEEKLY;BYDAY=TU", "every week: Tuesday"),
        ("FREQ=MONTHLY", "every month"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "every month: day 15"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "every month: day 31 (where the month has it)"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month: last day"),
        ("FREQ=MONTHLY;BYDAY=2TU", "every month: second Tuesday"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", "every 3 months: last Friday"),
        ("FREQ=YEARLY", "every year"),
    ],
)
def test_a_rule_is_said(rule: str, words: str) -> None:
    assert recurrence.said(rule, ENGLISH) == words


@given(rules)
def test_every_rule_can_be_said_in_every_language(rule: str) -> None:
    assert all(recurrence.said(rule, Reader(language)) for language in LANGUAGES)
