"""Days that are not like others: holidays, flag days and school breaks of known years, and the working day before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.timing.days import Day, of, previous_working_day
from bot.words import LANGUAGES
from bot.working_hours import is_working_day

ten_years = st.dates(date(2026, 1, 1), date(2036, 12, 31))


def names(day: date, language: str = "en", kind: str = "flag") -> list[str]:
    return [found.name for found in of(day, language) if found.kind == kind]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2027, 5, 9), "Mother’s Day"),  # Europe Day as well
        (date(2026, 5, 17), "Remembrance Day"),
        (date(2026, 6, 20), "Midsummer, Day of the Finnish Flag"),
        (date(2027, 6, 26), "Midsummer, Day of the Finnish Flag"),
        (date(2026, 8, 29), "Finnish Nature Day"),
        (date(2026, 11, 8), "Father’s Day"),
        (date(2027, 11, 14), "Father’s Day"),
        (date(2026, 2, 28), "Kalevala Day, Day of Finnish Culture"),
    ],
)
def test_flag_days_are_on_their_days(day: date, name: str) -> None:
    assert name in names(day)


@pytest.mark.parametrize("year", range(2026, 2037))
def test_a_year_has_its_flag_days_once_each(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365 + (year % 4 == 0))]
    found = [name for day in days for name in names(day)]
    assert (len(found), len(set(found))) == (26, 26)


def test_a_holiday_has_its_name_in_three_languages() -> None:
    assert [names(date(2026, 12, 24), language, "holiday") for language in LANGUAGES] == [
        ["Jouluaatto"],
        ["Julafton"],
        ["Christmas Eve"],
    ]


@given(ten_years, st.sampled_from(LANGUAGES))
def test_a_holiday_is_no_working_day(day: date, language: str) -> None:
    if names(day, language, "holiday"):
        assert not is_working_day(day)


@pytest.mark.parametrize(
    ("first", "last", "region"),
    [
        (date(2026, 10, 12), date(2026, 10, 18), "most"),
        (date(2026, 10, 19), date(2026, 10, 25), "southeast"),
        (date(2027, 2, 22), date(2027, 2, 28), "south"),
        (date(2027, 3, 1), date(2027, 3, 7), "middle"),
        (date(2027, 3, 8), date(2027, 3, 14), "north"),
        (date(2026, 12, 21), date(2027, 1, 6), "all"),
        (date(2026, 5, 30), date(2026, 8, 9), "all"),
        (date(2027, 6, 5), date(2027, 8, 8), "all"),
    ],
)
def test_school_breaks_begin_and_end_on_their_days(first: date, last: date, region: str) -> None:
    assert all(region in breaks(day) for day in (first, last))
    assert region not in breaks(first - timedelta(days=1))
    assert region not in breaks(last + timedelta(days=1))


def breaks(day: date) -> list[str]:
    return [found.region for found in of(day, "fi") if found.kind == "school"]


def test_an_ordinary_day_is_nothing() -> None:
    assert of(date(2026, 11, 24), "fi") == ()
    assert of(date(2026, 11, 20), "sv") == (Day("flag", "Barnkonventionens dag"),)


@given(ten_years)
def test_the_working_day_before_is_the_nearest_one(day: date) -> None:
    before = previous_working_day(day)
    assert before < day
    assert is_working_day(before)
    between = [before + timedelta(days=number) for number in range(1, (day - before).days)]
    assert not any(is_working_day(one) for one in between)


def test_before_christmas_and_midsummer_it_is_the_day_before_the_eve() -> None:
    assert previous_working_day(date(2026, 12, 28)) == date(2026, 12, 23)
    assert previous_working_day(date(2026, 6, 20)) == date(2026, 6, 18)
