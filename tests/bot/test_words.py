"""A reader gets dates, numbers, lists and plurals as people write them in Finnish, Swedish and English."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words import LANGUAGE_NAMES, LANGUAGES, Reader, catalog, language_of_locale, zone

FI, SV, EN = Reader("fi"), Reader("sv"), Reader("en")
readers = st.sampled_from([FI, SV, EN])

MORNING = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
"""Nine o'clock in Helsinki, a Tuesday."""


@pytest.mark.parametrize(
    ("reader", "said"),
    [(FI, "ti 24.11. klo 9.00"), (SV, "tis 24.11 kl. 9.00"), (EN, "Tue 24 Nov 09:00")],
)
def test_a_moment_is_said_as_people_write_it(reader: Reader, said: str) -> None:
    assert reader.moment(MORNING) == said


@pytest.mark.parametrize(
    ("timezone", "said"),
    [
        ("Europe/Stockholm", "tis 24.11 kl. 8.00"),
        ("America/New_York", "tis 24.11 kl. 2.00"),
        ("Pacific/Kiritimati", "tis 24.11 kl. 21.00"),
    ],
)
def test_a_moment_is_said_in_the_readers_own_zone(timezone: str, said: str) -> None:
    assert Reader("sv", timezone).moment(MORNING) == said


@pytest.mark.parametrize(
    ("reader", "days"),
    [
        (FI, "ma ti ke to pe la su"),
        (SV, "mån tis ons tors fre lör sön"),
        (EN, "Mon Tue Wed Thu Fri Sat Sun"),
    ],
)
def test_every_day_of_the_week_has_its_short_name(reader: Reader, days: str) -> None:
    week = [datetime(2026, 11, day, 12, 0, tzinfo=UTC) for day in range(23, 30)]
    assert " ".join(reader.moment(day).split()[0] for day in week) == days


def test_summer_and_winter_time_are_told_apart() -> None:
    assert FI.moment(datetime(2026, 10, 24, 22, 30, tzinfo=UTC)) == "su 25.10. klo 1.30"
    assert FI.moment(datetime(2026, 10, 25, 22, 30, tzinfo=UTC)) == "ma 26.10. klo 0.30"


@pytest.mark.parametrize(("reader", "said"), [(FI, "5.1.2027"), (SV, "5.1.2027"), (EN, "5 Jan 2027")])
def test_a_day_is_said_as_people_write_it(reader: Reader, said: str) -> None:
    assert reader.day(date(2027, 1, 5)) == said


@pytest.mark.parametrize(
    ("reader", "said"),
    [(FI, "12\u00a0345,5"), (SV, "12\u00a0345,5"), (EN, "12,345.5")],
)
def test_a_number_is_said_as_people_write_it(reader: Reader, said: str) -> None:
    assert reader.number(12_345.5) == said


@pytest.mark.parametrize(
    ("reader", "said"),
    [(FI, "Aino, Bosse ja Carl"), (SV, "Aino, Bosse och Carl"), (EN, "Aino, Bosse and Carl")],
)
def test_a_list_ends_with_and(reader: Reader, said: str) -> None:
    assert reader.listing(["Aino", "Bosse", "Carl"]) == said


@pytest.mark.parametrize(("reader", "said"), [(FI, "a ja b"), (SV, "a och b"), (EN, "a and b")])
def test_two_things_need_no_comma(reader: Reader, said: str) -> None:
    assert reader.listing(["a", "b"]) == said


def test_a_list_may_hold_one_thing_or_none() -> None:
    assert EN.listing(["a"]) == "a"
    assert EN.listing([]) == ""


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        (FI, ["Ahti", "Zoo", "Åbo", "Äijä", "Öljy"]),
        (SV, ["Ahti", "Zoo", "Åbo", "Äijä", "Öljy"]),
        (EN, ["Åbo", "Ahti", "Äijä", "Öljy", "Zoo"]),
    ],
)
def test_the_alphabet_is_the_readers_own(reader: Reader, said: list[str]) -> None:
    assert sorted(["Öljy", "Zoo", "Åbo", "Ahti", "Äijä"], key=reader.alphabetical) == said


def test_capital_letters_sort_with_the_small_ones() -> None:
    assert sorted(["Öljy", "auto", "Zoo", "Ångström"], key=FI.alphabetical) == ["auto", "Zoo", "Ångström", "Öljy"]


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0 accounts"), (1, "1 account"), (2, "2 accounts"), (1000, "1,000 accounts")]
)
def test_english_counts_one_and_many(n: int, said: str) -> None:
    assert EN.count("{n} account", "{n} accounts", n) == said


def test_what_nobody_translated_is_said_in_english() -> None:
    for reader in (FI, SV):
        assert reader.say("No catalog knows {what}.", what="this sentence") == "No catalog knows this sentence."
        assert reader.say_in("nowhere", "No catalog knows it.") == "No catalog knows it."


def test_a_text_without_values_may_hold_braces() -> None:
    assert EN.say("Write {name} here.") == "Write {name} here."


def test_a_value_is_never_taken_for_a_pattern() -> None:
    assert EN.say("Hello {name}.", name="{secret.__class__}") == "Hello {secret.__class__}."


@pytest.mark.parametrize(
    ("locale", "language"),
    [("fi-FI", "fi"), ("sv-SE", "sv"), ("sv_FI", "sv"), ("en-US", "en"), ("FI", "fi"), ("de-DE", None), ("", None)],
)
def test_a_locale_of_slack_names_a_language(locale: str, language: str | None) -> None:
    assert language_of_locale(locale) == language


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "Europe", "x" * 300, "\0"])
def test_a_zone_that_nobody_knows_means_helsinki(name: str) -> None:
    assert zone(name).key == "Europe/Helsinki"


def test_zones_have_names_in_the_readers_language() -> None:
    assert {reader.zone_name() for reader in (FI, SV, EN)} == {
        "Itä-Euroopan aika",
        "östeuropeisk tid",
        "Eastern European Time",
    }


def test_every_language_names_itself_and_has_its_own_plural_rule() -> None:
    assert set(LANGUAGE_NAMES) == set(LANGUAGES)
    assert [catalog(language).ngettext("one", "many", 1) for language in LANGUAGES] == ["one"] * 3
    assert [catalog(language).ngettext("one", "many", 0) for language in LANGUAGES] == ["many"] * 3


@given(readers, st.datetimes(timezones=st.just(UTC)), st.sampled_from(sorted(available_timezones())))
def test_any_moment_can_be_said_in_any_zone(reader: Reader, moment: datetime, timezone: str) -> None:
    try:
        moment.astimezone(zone(timezone))
    except OverflowError:
        return  # the first and last hours that Python knows have no local time everywhere
    said = Reader(reader.language, timezone).moment(moment)
    local = moment.astimezone(zone(timezone))
    assert str(local.day) in said
    assert said.endswith(f"{local.minute:02}")


@given(readers, st.integers(min_value=-(10**15), max_value=10**15))
def test_a_number_can_be_read_back(reader: Reader, value: int) -> None:
    said = reader.number(value).replace("−", "-")
    assert int("".join(sign for sign in said if sign in "-0123456789")) == value


@given(readers, st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=8), max_size=6))
def test_a_list_keeps_its_things_and_their_order(reader: Reader, things: list[str]) -> None:
    said = reader.listing(things)
    place = 0
    for thing in things:
        place = said.index(thing, place) + len(thing)


@given(readers, st.integers(min_value=0, max_value=10**9))
def test_counting_says_the_number_once(reader: Reader, n: int) -> None:
    assert reader.count("{n} thing", "{n} things", n).count(reader.number(n)) == 1
