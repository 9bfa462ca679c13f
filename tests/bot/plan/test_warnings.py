"""What warns about items of the plan: weekdays that are wrong in three languages, two of one account, days that clash."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.plan.warnings import CLOSE, COUNCIL, MOURNING, of_all
from bot.plan.weekdays import mismatches
from bot.plan.whole import Whole
from bot.timing import wall
from bot.timing.human_day import weekday_name
from bot.words import Reader
from storage.models import CalendarDay, PlanItem, SocialAccount

MONTHS = {code: list(Locale.parse(code).months["format"]["wide"].values()) for code in ("fi", "sv", "en")}
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
LANGUAGES = st.sampled_from(["fi", "sv", "en"])
NEAR = date(2026, 11, 20)
TOWN, PICTURES = (
    SocialAccount(name=name, network="facebook", url="https://x.example", link_key=name)
    for name in ("Town", "Pictures")
)
TOWN.id, PICTURES.id = 1, 2


def shapes(day: date, weekday: int, language: str) -> list[str]:
    """Return a day with a weekday, as people write it in a language."""
    name, month = weekday_name(weekday, language), MONTHS[language][day.month - 1]
    short = Reader(language).weekday(NEAR - timedelta(days=NEAR.weekday()) + timedelta(days=weekday))
    if language == "en":
        return [
            f"{name}, {day.day} {month} {day.year}",
            f"{short} {day.day} {month[:3]} {day.year}",
            f"{name} {month} {day.day}, {day.year}",
            f"{name} the {day.day}th of {month} {day.year}",
        ]
    if language == "sv":
        return [
            f"{name} {day.day}.{day.month}.{day.year}",
            f"{name}en den {day.day} {month} {day.year}",
            f"{short} {day.day}.{day.month}.{day.year}",
        ]
    return [
        f"{short} {day.day}.{day.month}.{day.year}",
        f"{name}na {day.day}.{day.month}.{day.year}",
        f"{name} {day.day}. {month} {day.year}",
    ]


@given(DAYS, LANGUAGES)
def test_a_weekday_that_is_right_is_never_warned_of(day: date, language: str) -> None:
    for said in shapes(day, day.weekday(), language):
        assert mismatches(f"Welcome {said}!", language, NEAR) == (), said


@given(DAYS, st.integers(1, 6), LANGUAGES)
def test_a_weekday_that_is_wrong_is_always_warned_of_with_the_right_one(day: date, off: int, language: str) -> None:
    for said in shapes(day, (day.weekday() + off) % 7, language):
        (found,) = mismatches(f"Tervetuloa ({said}) x", language, NEAR)
        assert (found.day, found.said) == (day, (day.weekday() + off) % 7), said


@given(st.integers(-150, 150), st.integers(0, 6))
def test_a_date_without_a_year_is_the_one_nearest_to_the_telling(away: int, weekday: int) -> None:
    day = NEAR + timedelta(days=away)
    short = ("ma", "ti", "ke", "to", "pe", "la", "su")[weekday]
    found = mismatches(f"{short} {day.day}.{day.month}.", "fi", NEAR)
    assert [one.day for one in found] == ([] if day.weekday() == weekday else [day])


@given(st.text(max_size=300), LANGUAGES)
def test_any_text_is_read_without_a_fault(text: str, language: str) -> None:
    for found in mismatches(text, language, NEAR):
        assert found.day.weekday() != found.said


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Avoinna ma–ke 23.–25.11.", "fi"),
        ("Avoinna ma-pe 9.00-16.00, la 9.10", "fi"),
        ("ke klo 9.10", "fi"),
        ("From Monday to 24.11.", "en"),
        ("ke 31.11.", "fi"),
        ("Vi har öppet mån–ons 24.11", "sv"),
        ("Version to 24.11.2", "en"),
        ("Vecka 48, se sidan 24.11", "sv"),
    ],
)
def test_times_spans_and_days_that_do_not_exist_are_left_alone(text: str, language: str) -> None:
    assert mismatches(text, language, NEAR) == ()


def item(number: int, due: datetime | None, *accounts: SocialAccount, **columns: object) -> Whole:
    made = datetime(2026, 11, 1, tzinfo=UTC)
    row = PlanItem(key=str(number), kind="post", title=f"Item {number}", made_by="U1", made_at=made, changed_at=made)
    row.id, row.due_at, row.timezone = number, due, "Europe/Helsinki"
    for name, value in columns.items():
        setattr(row, name, value)
    return Whole(row, accounts=accounts)


NINE = datetime(2026, 11, 24, 7, tzinfo=UTC)


@given(st.lists(st.integers(0, 600), min_size=2, max_size=12, unique=True), st.integers(1, 120))
def test_exactly_the_neighbours_of_one_account_that_are_too_close_are_warned_of(minutes: list[int], apart: int) -> None:
    listed = [item(n, NINE + timedelta(minutes=at), TOWN) for n, at in enumerate(minutes)]
    found = of_all(listed, (), apart, "Europe/Helsinki")
    in_order = sorted(range(len(minutes)), key=lambda n: minutes[n])
    expected = {n for pair in pairwise(in_order) if minutes[pair[1]] - minutes[pair[0]] < apart for n in pair}
    assert set(found) == expected


def test_other_accounts_dropped_items_and_what_is_posted_are_no_trouble() -> None:
    one, other = item(1, NINE, TOWN), item(2, NINE, PICTURES)
    dropped, posted = item(3, NINE, TOWN, state="dropped"), item(4, NINE, TOWN, state="posted")
    assert of_all([one, other, dropped], (), 60, "Europe/Helsinki") == {}
    found = of_all([one, posted], (), 60, "Europe/Helsinki")
    assert [(key, warned[0].code, warned[0].title, warned[0].minutes) for key, warned in found.items()] == [
        (1, CLOSE, "Item 4", 0)
    ]


def test_an_item_clashes_with_the_day_it_falls_on_by_the_clock_of_the_house() -> None:
    day = date(2026, 11, 24)
    days = [CalendarDay(kind=kind, title=kind, starts=day, ends=day) for kind in ("council", "mourning", "note")]
    late = item(1, datetime(2026, 11, 23, 22, 30, tzinfo=UTC), TOWN)  # half past midnight in Helsinki
    found = of_all([late], days, 60, "Europe/Helsinki")
    assert [warned.code for warned in found[1]] == [COUNCIL, MOURNING]
    assert of_all([late], days, 60, "UTC") == {}


@given(
    st.datetimes(datetime(2026, 1, 2), datetime(2031, 12, 30)).map(lambda at: at.replace(second=0, microsecond=0)),  # noqa: DTZ001
    st.integers(-12 * 60, 12 * 60),
)
def test_a_meeting_with_a_time_clashes_from_an_hour_before_it_to_an_hour_after_three_hours(
    begins: datetime, minutes: int
) -> None:
    moment = wall.moment(begins, "Europe/Helsinki").at
    clock = wall.local(moment, "Europe/Helsinki")  # 03.30 of the night in March is no time of its own
    day = CalendarDay(
        kind="council", title="Council", starts=clock.date(), ends=clock.date(), begins_at=f"{clock:%H:%M}"
    )
    at = wall.moment(clock.replace(tzinfo=None), "Europe/Helsinki").at + timedelta(minutes=minutes)
    found = of_all([item(1, at, TOWN)], [day], 60, "Europe/Helsinki")
    assert ([one.code for one in found.get(1, ())] == [COUNCIL]) == (-60 <= minutes <= 240)


@pytest.mark.parametrize(
    ("ends_at", "minutes", "is_near"),
    [("18:45", 104, True), ("18:45", 106, False), ("00:00", 419, True), ("00:00", 421, False), ("18:45", -61, False)],
)
def test_a_meeting_that_says_when_it_ends_clashes_until_an_hour_after(
    *, ends_at: str, minutes: int, is_near: bool
) -> None:
    day = date(2026, 11, 24)
    council = CalendarDay(kind="council", title="Council", starts=day, ends=day, begins_at="18:00", ends_at=ends_at)
    at = datetime(2026, 11, 24, 16, tzinfo=UTC) + timedelta(minutes=minutes)
    found = of_all([item(1, at, TOWN)], [council], 60, "Europe/Helsinki")
    assert ([one.code for one in found.get(1, ())] == [COUNCIL]) == is_near


def test_a_day_of_mourning_is_of_the_whole_day_whatever_time_its_event_has() -> None:
    day = date(2026, 11, 24)
    silence = CalendarDay(kind="mourning", title="Silence", starts=day, ends=day, begins_at="12:00")
    found = of_all([item(1, datetime(2026, 11, 24, 5, tzinfo=UTC), TOWN)], [silence], 60, "Europe/Helsinki")
    assert [one.code for one in found[1]] == [MOURNING]
