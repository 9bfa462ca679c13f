"""Weekdays in a text that do not match the date beside them: “ke 24.11.” when that is a Tuesday. Pure.

Each text is read as its own language writes dates, since “to” is Thursday in Finnish and nothing of the kind in English. A date
without a year is the one nearest to the day on which the text is to be told. What may be a time of day or a span of days is left
alone: a warning that is wrong is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.language.folding import fold
from bot.timing.human_words import MONTHS

_FI = "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai"
_SV = "mandag tisdag onsdag torsdag fredag lordag sondag"
_EN = "monday tuesday wednesday thursday friday saturday sunday"
_SHORT = {
    "fi": "ma ti ke to pe la su",
    "sv": "man tis ons tors fre lor son",
    "en": "mon tue wed thu fri sat sun",
}
_ENDS = {"fi": ("", "na", "ta", "n", "lle", "ksi", "sta", "hin"), "sv": ("", "en", "ens"), "en": ("", "s")}
_LONG = {"fi": _FI, "sv": _SV, "en": _EN}
_MONTH = "|".join(sorted((name for name in MONTHS if len(name) > 2), key=len, reverse=True))
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NUMBERS = rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})(?:\.\s?{_YEAR}|(?P<dot>\.))?(?!\d|\.\d|\s?[–-]\s?\d)"
_NAMED = (
    rf"(?:the |den )?(?P<nday>\d{{1,2}})(?:st|nd|rd|th|:e|\.)? (?:of )?(?P<nmonth>{_MONTH})\b\.?"
    r"(?:,? (?P<nyear>(?:19|20)\d\d))?"
)
_MONTH_FIRST = rf"(?P<mmonth>{_MONTH}) (?P<mday>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<myear>(?:19|20)\d\d))?"
_LAST_HOUR = 24
_DASHES = "-–—"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A weekday (Monday is 0) that is written beside a date which is another one."""

    written: str
    said: int
    day: date


def mismatches(text: str, language: str, near: date) -> tuple[Mismatch, ...]:
    """Return the weekdays in a text that are wrong, as it is read in a language (fi, sv, en); `near` is when it is told."""
    if language not in _SHORT or not any(sign.isdigit() for sign in text):
        return ()
    plain = " ".join(fold(text).split())
    return tuple(_found(plain, language, near))


def _found(text: str, language: str, near: date) -> Iterator[Mismatch]:
    names = _names(language)
    for match in _pattern(language).finditer(text):
        if match.start() and text[: match.start()].rstrip()[-1:] in _DASHES:
            continue  # the second half of a span: “ma–ke”
        day = _day(match, near)
        said = names[match["weekday"]]
        if day is not None and day.weekday() != said:
            yield Mismatch(match[0].strip(" ,"), said, day)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    weekday = "|".join(sorted(_names(language), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?P<weekday>{weekday})\.?,? (?:(?:na |on )?{_NUMBERS}|{_NAMED}|{_MONTH_FIRST})")


@cache
def _names(language: str) -> dict[str, int]:
    names = {name: number for number, name in enumerate(_SHORT[language].split())}
    for number, name in enumerate(_LONG[language].split()):
        names |= {f"{name}{end}": number for end in _ENDS[language]}
        if language == "fi" and name == "keskiviikko":
            names |= {f"keskiviiko{end}": number for end in ("n", "lla", "lle", "sta", "ksi", "koon")}
    return names


def _day(match: re.Match[str], near: date) -> date | None:
    """Return the date that is written; None where there is no such day, or where it may be a time of day."""
    if match["day"]:
        day, month, year = int(match["day"]), int(match["month"]), match["year"]
        if not year and not match["dot"] and day <= _LAST_HOUR:
            return None
    elif match["nday"]:
        day, month, year = int(match["nday"]), MONTHS[match["nmonth"]], match["nyear"]
    else:
        day, month, year = int(match["mday"]), MONTHS[match["mmonth"]], match["myear"]
    years = (int(year),) if year else (near.year - 1, near.year, near.year + 1)
    days = [found for one in years if (found := _existing(one, month, day)) is not None]
    return min(days, key=lambda found: abs((found - near).days), default=None)


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
