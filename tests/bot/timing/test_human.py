"""Times as people write them: a list of phrases, what refusals say, and every way of writing a moment in three languages."""
# ruff: noqa: DTZ001 - wall time has no zone
# ruff: noqa: PT017 - a refusal is one of the good ends

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.errors import Invalid
from bot.timing import wall
from bot.timing.human import Understood, read, required, shown, when
from bot.timing.human_said import assumptions
from bot.words import LANGUAGES, Reader
from tests.clock import START

HELSINKI = "Europe/Helsinki"
ENGLISH = Reader("en", HELSINKI)


def phrases() -> list[tuple[str, ...]]:
    listed: list[tuple[str, ...]] = []
    now = ""
    for line in (Path(__file__).parent / "phrases.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            now = line.strip("[]")
        elif line and not line.startswith("#"):
            text, meant, assumed, *_rest = [*(part.strip() for part in line.split("|")), ""]
            listed.append((now, text, meant, assumed))
    return listed


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("now", "text", "meant", "assumed"), phrases())
def test_a_phrase_is_read_as_it_is_meant_or_refused(
    now: str, text: str, meant: str, assumed: str, language: str
) -> None:
    there = wall.moment(datetime.fromisoformat(now), HELSINKI).at
    assert reading(text, there, language) == (meant, assumed)


def reading(text: str, now: datetime, language: str) -> tuple[str, str]:
    try:
        understood = read(text, now, HELSINKI, language)
    except Invalid as refusal:
        assert refusal.words(Reader(language))
        return "refused", ""
    if understood is None:
        return "nothing", ""
    assert wall.local(understood.at, HELSINKI) == understood.local
    return understood.local.strftime("%Y-%m-%d %H:%M"), ",".join(understood.assumed)


def test_the_list_of_phrases_is_long_enough_to_mean_something() -> None:
    assert len(phrases()) >= 150
    assert len(set(phrases())) == len(phrases())


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("31.4. klo 9", "There is no day “31.4.”. That month has 30 days in 2027."),
        ("ti 25.11. klo 9", "25 Nov 2026 is not a Tuesday but a Wednesday. Correct the weekday or the date."),
        (
            "tänään klo 8",
            "That time has passed: Mon 23 Nov 08:00, Helsinki time. Write a time that is still to come.",
        ),
        ("i kväll", "Write the time of day as well, for example: tomorrow 9.00."),
        ("ensi viikolla", "Which day of the week is meant by “ensi viikolla”? Write the weekday as well."),
        ("Klo 9–11", "“Klo 9–11” is a range. Write one time only."),
        (
            "Maanantaisin klo 9",
            "“Maanantaisin” was not understood. Write only the day and the time, for example: tomorrow 9.00.",
        ),
        ("ke 9.12", "“9.12” may be a day or a time. Write the time with a colon, like 9:00."),
        ("24.12.2026 klo 25", "There is no time of day “klo 25”. Hours go from 0 to 23, minutes to 59."),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_write(text: str, refusal: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(text, START, HELSINKI, "en", field="when")
    assert (refused.value.words(ENGLISH), refused.value.field) == (refusal, "when")


def test_a_wrong_weekday_is_named_in_the_readers_language() -> None:
    with pytest.raises(Invalid) as refused:
        read("ti 25.11. klo 9", START, HELSINKI, "fi")
    assert (refused.value.values["wrong"], refused.value.values["right"]) == ("tiistai", "keskiviikko")


def test_what_was_understood_is_said_back_with_weekday_date_clock_and_zone() -> None:
    assert shown(required("to klo 9", START, HELSINKI, "fi"), ENGLISH) == "Thu 26 Nov 09:00, Helsinki time"
    assert shown(required("ensi ti klo 8", START, HELSINKI, "fi"), ENGLISH) == (
        "Tue 1 Dec 08:00, Helsinki time. “Next” is read as next week, not as this week."
    )
    assert when(required("1.1. klo 9", START, HELSINKI, "fi"), ENGLISH) == "Fri 1 Jan 2027 at 09:00, Helsinki time"
    assert when(required("to 9.00", START, "Europe/Stockholm", "sv"), ENGLISH) == (
        "Thu 26 Nov 09:00, time zone: Stockholm"
    )


def test_the_zone_of_the_time_is_shown_and_not_that_of_the_reader() -> None:
    understood = required("to 9.00", START, "UTC", "fi")
    assert when(understood, ENGLISH) == "Thu 26 Nov 09:00, time zone: UTC"


def test_every_assumption_has_words() -> None:
    codes = {code for *_rest, assumed in phrases() for code in assumed.split(",") if code}
    assert all(assumptions(codes, datetime(2026, 11, 24, 9), ENGLISH))


def test_what_holds_no_time_is_refused_where_one_is_needed() -> None:
    for text in ("", "kokous", "x" * 1000, "huomenna klo 9 " * 50):
        assert read(text, START, HELSINKI, "en") is None
        with pytest.raises(Invalid):
            required(text, START, HELSINKI, "en")


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        read("huomenna klo 9", START, "Europe/Helsingfors", "en", field="when")
    assert refused.value.field == "timezone"


def test_the_second_of_two_equal_hours_is_refused_since_it_could_not_be_kept() -> None:
    first_half_past_three = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert required("30 min päästä", first_half_past_three - timedelta(minutes=30), HELSINKI, "en").shift == "overlap"
    with pytest.raises(Invalid):
        read("tunnin päästä", first_half_past_three, HELSINKI, "en")


# Every way of writing one moment


def _split(words: str) -> list[str]:
    return words.split()


MONTHS = {
    "fi": _split("tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu"),
    "sv": _split("januari februari mars april maj juni juli augusti september oktober november december"),
    "en": _split("January February March April May June July August September October November December"),
}
WEEKDAYS = {
    "fi": _split("maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina"),
    "sv": _split("måndag tisdag onsdag torsdag fredag lördag söndag"),
    "en": _split("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
}
SHORT = {
    "fi": _split("ma ti ke to pe la su"),
    "sv": _split("mån tis ons tors fre lör sön"),
    "en": _split("Mon Tue Wed Thu Fri Sat Sun"),
}
moments = st.datetimes(datetime(2026, 1, 1), datetime(2035, 12, 31)).map(lambda at: at.replace(second=0, microsecond=0))
zones = st.sampled_from([HELSINKI, "Europe/Stockholm", "UTC"])
ahead = st.integers(1, 1000)


def days_written(day: datetime, language: str) -> list[str]:
    month, year = MONTHS[language][day.month - 1], day.year
    own = {
        "fi": [f"{day.day}. {month}kuuta {year}", f"{month}kuun {day.day}. {year}"],
        "sv": [f"den {day.day} {month} {year}", f"{day.day} {month[:3]} {year}"],
        "en": [f"{month} {day.day}, {year}", f"{day.day} {month} {year}", f"{month[:3]} {day.day} {year}"],
    }[language]
    numbers = [f"{day.day}.{day.month}.{year}", f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}", f"{day.day}.{day.month}.{day:%y}"]
    return [written for date in (*own, *numbers) for written in (date, f"{SHORT[language][day.weekday()]} {date}")]


def clocks_written(at: datetime, language: str) -> list[str]:
    hour, minute = at.hour, f"{at.minute:02}"
    sign = {"fi": "klo", "sv": "kl.", "en": "at"}[language]
    written = [f"{hour:02}:{minute}", f"{sign} {hour:02}:{minute}", f"{sign} {hour:02}.{minute}"]
    if language == "en":
        half = "am" if hour < 12 else "pm"
        written += [f"at {hour % 12 or 12}:{minute} {half}", f"{hour % 12 or 12}.{minute}{half}"] if hour else []
    else:
        written += [f"{sign} {hour}.{minute}", f"{sign}{hour}:{minute}"]
    return written


@st.composite
def written(draw: st.DrawFn) -> tuple[str, datetime]:
    at, language = draw(moments), draw(st.sampled_from(LANGUAGES))
    day, clock = draw(st.sampled_from(days_written(at, language))), draw(st.sampled_from(clocks_written(at, language)))
    order = draw(st.sampled_from([f"{day} {clock}", f"{clock} {day}", f"{day}, {clock}", f"  {day}  {clock} "]))
    typed = draw(
        st.sampled_from([order, order.upper(), order.lower(), order.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))])
    )
    return typed, at


@given(written(), zones, ahead)
def test_however_a_moment_is_written_it_is_that_moment_or_refused(
    phrase: tuple[str, datetime], timezone: str, earlier: int
) -> None:
    text, meant = phrase
    moment = wall.moment(meant, timezone)
    understood = required(text, moment.at - timedelta(days=earlier), timezone, "en")
    assert (understood.at, understood.shift) == (moment.at, moment.shift)


@given(written(), ahead)
def test_a_moment_that_has_passed_is_never_understood(phrase: tuple[str, datetime], later: int) -> None:
    text, meant = phrase
    with pytest.raises(Invalid, match="That time has passed"):
        read(text, wall.moment(meant, HELSINKI).at + timedelta(minutes=later - 1), HELSINKI, "en")


@given(moments, st.integers(0, 6), st.integers(7, 23), zones, st.sampled_from(LANGUAGES))
def test_a_weekday_is_the_next_such_day(now: datetime, weekday: int, hour: int, timezone: str, language: str) -> None:
    at = wall.moment(now, timezone).at
    for day in (WEEKDAYS[language][weekday], SHORT[language][weekday]):
        understood = required(f"{day} {hour}:05", at, timezone, "en")
        assert understood.local.weekday() == weekday
        assert (understood.local.hour, understood.local.minute) == (hour, 5)
        assert timedelta(0) < understood.at - at <= timedelta(days=7, hours=1)


@given(st.dates(datetime(2026, 1, 1).date(), datetime(2035, 12, 31).date()), moments)
def test_a_date_without_a_year_is_the_next_such_day(day: object, now: datetime) -> None:
    at = wall.moment(now, HELSINKI).at
    text = f"{day.day}.{day.month}. klo 12:00"  # type: ignore[attr-defined]
    try:
        understood = read(text, at, HELSINKI, "en")
    except Invalid as refusal:
        is_leap_day = (day.month, day.day) == (2, 29)  # type: ignore[attr-defined]
        is_today = (day.month, day.day) == (now.month, now.day)  # type: ignore[attr-defined]
        assert is_leap_day or is_today, refusal.message
    else:
        assert understood is not None
        assert timedelta(0) < understood.at - at <= timedelta(days=367)
        assert (understood.local.month, understood.local.day) == (day.month, day.day)  # type: ignore[attr-defined]


WORDS = _split(
    "huomenna klo kl at 9 14 9.00 9:00 9.12 24.12. ke fre Tue to on next ensi nästa i kväll tonight am pm 2026 puoli halv half"
    " kymmenen tio ten past yli över in om päästä 2 tunnin hours timmar viikon week . - , 31.4. 2026-12-24 aamulla illalla"
    " yöllä den of December dec joulukuuta vko 48 kissa Ж ½ ９ İ \u0301"
)


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), moments, st.sampled_from(LANGUAGES))
def test_whatever_is_typed_is_understood_ahead_of_now_or_refused_with_words(
    text: str, now: datetime, language: str
) -> None:
    at = wall.moment(now, HELSINKI).at
    understood = safely(text, at, language)
    if understood:
        assert understood.at > at
        assert wall.moment(understood.local, HELSINKI).at == understood.at
        assert shown(understood, Reader(language, HELSINKI))


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    safely(text, START, "en")


def safely(text: str, now: datetime, language: str) -> Understood | None:
    try:
        return read(text, now, HELSINKI, language)
    except Invalid as refusal:
        assert refusal.words(Reader(language))
        return None


@given(written(), st.sampled_from(["kissa", "joka", "noin", "every", "not", "ej", "viime"]), st.booleans())
def test_a_word_that_is_not_known_is_never_passed_over(phrase: tuple[str, datetime], word: str, before: bool) -> None:  # noqa: FBT001
    text, meant = phrase
    assume(meant.year > 2026)
    with pytest.raises(Invalid, match="was not understood"):
        read(f"{word} {text}" if before else f"{text} {word}", START, HELSINKI, "en")
