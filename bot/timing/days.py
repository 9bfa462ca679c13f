"""Days that are not like others: public holidays, flag days and school breaks of Finland, with names in three languages.

Holidays come from the library `holidays` (Christmas Eve and Midsummer Eve among them, as in bot/working_hours.py). Flag days and
school breaks follow rules, not lists of dates (days.txt). School breaks are a default only, since each municipality decides its
own: they are no ground for moving anything, and the house's own calendar stands above them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal, cast

from bot.working_hours import is_working_day

Kind = Literal["holiday", "flag", "school"]
_DATA = Path(__file__).with_name("days.txt")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LANGUAGES = ("fi", "sv", "en")
_HOLIDAY_LANGUAGES = {"fi": "fi", "sv": "sv_FI", "en": "en_US"}
_DAY = re.compile(r"(?:(?P<weekday>[a-z]{3})>=)?(?P<month>\d\d)-(?P<day>\d\d)")
_WEEK = re.compile(r"(?P<weekday>[a-z]{3})@(?P<week>\d\d)")


@dataclass(frozen=True, slots=True)
class Day:
    """What a day is; a school break has the region whose schools keep it (all, most, southeast, south, middle, north)."""

    kind: Kind
    name: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class _Listed:
    kind: Kind
    region: str
    first: str
    last: str
    names: dict[str, str]


def of(day: date, language: str) -> tuple[Day, ...]:
    """Return what a day is, holidays first, with names in one of LANGUAGES.

    The first call for a year reads the library of holidays (a quarter of a second): not within a transaction.
    """
    found = [Day("holiday", name) for name in _holidays(day.year, language).get(day, ())]
    found += [Day(listed.kind, listed.names[language], listed.region) for listed in _listed() if _holds(listed, day)]
    return tuple(found)


def previous_working_day(day: date) -> date:
    """Return the last working day before a day, never the day itself; see bot/working_hours.py for what a working day is."""
    before = day - timedelta(days=1)
    while not is_working_day(before):
        before -= timedelta(days=1)
    return before


@cache
def _holidays(year: int, language: str) -> dict[date, tuple[str, ...]]:
    import holidays  # noqa: PLC0415 - a quarter of a second and 18 MB that most processes never need

    found = holidays.country_holidays("FI", years=year, language=_HOLIDAY_LANGUAGES[language])
    return {day: tuple(found.get_list(day)) for day in found}


def _holds(listed: _Listed, day: date) -> bool:
    return any(first <= day <= last for first, last in _spans(listed, day.year))


def _spans(listed: _Listed, year: int) -> Iterator[tuple[date, date]]:
    """Return the spans of a line that may touch a year: one that began in the year before may last into it."""
    for began in (year - 1, year):
        first, last = _day(listed.first, began), _day(listed.last, began)
        yield first, last if last >= first else _day(listed.last, began + 1)


@cache
def _day(rule: str, year: int) -> date:
    in_week = _WEEK.fullmatch(rule)
    if in_week:
        return date.fromisocalendar(year, int(in_week["week"]), _WEEKDAYS.index(in_week["weekday"]) + 1)
    found = cast("re.Match[str]", _DAY.fullmatch(rule))
    first = date(year, int(found["month"]), int(found["day"]))
    if not found["weekday"]:
        return first
    return first + timedelta(days=(_WEEKDAYS.index(found["weekday"]) - first.weekday()) % 7)


@cache
def _listed() -> tuple[_Listed, ...]:
    lines = _DATA.read_text("utf-8").splitlines()
    return tuple(_line(line) for line in lines if line and not line.startswith("#"))


def _line(line: str) -> _Listed:
    kind, region, when, *names = (part.strip() for part in line.split("|"))
    first, _dots, last = when.partition("..")
    return _Listed(cast("Kind", kind), region, first, last or first, dict(zip(_LANGUAGES, names, strict=True)))
