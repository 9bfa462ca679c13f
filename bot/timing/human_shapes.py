"""The shapes in which pieces of time are written, tried from above, and how each is read into numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from bot.timing import human_words as words


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: its kind, how it was written, its numbers, and a word that belongs to it."""

    kind: str
    text: str
    numbers: tuple[int, ...] = ()
    word: str = ""


_Read = Callable[[str, str, "re.Match[str]"], Piece]
_Shape = tuple[str, str, _Read]
_END = r"(?!\w)"
_NO_MORE = r"(?![\w:]|\.\d)"
_PREFIX = r"(?:(?:klo|kello|kl|klockan|at)(?![a-z])|@)\s*[.:]?\s*"
_YEAR = r"(?:,?\s(?P<year{0}>20\d\d)(?![\w:]|\.\d))?"
_BEFORE = frozenset(("vaille", "vailla", "vaile", "i", "to", "before", "til", "till"))


def numbers(kind: str, text: str, found: re.Match[str]) -> Piece:
    """Read a shape of which every group is a number."""
    return Piece(kind, text, tuple(int(group) for group in found.groups() if group))


def _word(kind: str, text: str, found: re.Match[str]) -> Piece:
    return Piece(kind, text, word=" ".join(found[0].split()))


def _iso(kind: str, text: str, found: re.Match[str]) -> Piece:
    year, month, day, hour, minute, offset = found.groups()
    clock = (int(hour), int(minute)) if hour else ()
    return Piece(kind, text, (int(day), int(month), int(year), *clock), offset or "")


def _month_date(kind: str, text: str, found: re.Match[str]) -> Piece:
    day, month, year = (found[part] or found[f"{part}2"] for part in ("day", "month", "year"))
    return Piece(kind, text, (int(day), words.MONTHS[month], *([int(year)] if year else [])))


def _date(kind: str, text: str, found: re.Match[str]) -> Piece:
    day, month, *year = (int(group) for group in found.groups() if group)
    full = (number if number >= 100 else 2000 + number for number in year)
    return Piece(kind, text, (day, month, *full), "/" if "/" in text else "")


def _clock(kind: str, text: str, found: re.Match[str]) -> Piece:
    """Read hour and minutes; a first nought tells that all 24 hours are meant."""
    hour, *minutes = (group for group in found.groups() if group)
    return Piece(kind, text, (int(hour), *(int(minute) for minute in minutes)), "0" if hour.startswith("0") else "")


def _dotted(kind: str, text: str, found: re.Match[str]) -> Piece:
    """Read what may be a date or a time; minutes have two figures."""
    sign = "date" if len(found[2]) == 1 else "0" if found[1].startswith("0") else ""
    return Piece(kind, text, (int(found[1]), int(found[2])), sign)


def _weekday(kind: str, text: str, found: re.Match[str]) -> Piece:
    period = found.groupdict().get("period")
    return Piece(kind, text, (words.WEEKDAYS[found["weekday"]],), words.JOINED_PERIODS[period] if period else "")


def _span(kind: str, text: str, found: re.Match[str]) -> Piece:
    return Piece(kind, text, word=found["span"].strip())


def _spoken(kind: str, text: str, found: re.Match[str]) -> Piece:
    """Read an hour by name and the minutes from it: puoli kymmenen is ten less thirty."""
    named = found.groupdict()
    away = 0
    if named.get("away"):
        away = int(named["away"]) if named["away"].isdigit() else words.MINUTES[" ".join(named["away"].split())]
        away = -away if named["way"] in _BEFORE else away
    away += 30 * bool(named.get("past")) - 30 * bool(named.get("half"))
    hour = int(named["hour"]) if named["hour"].isdigit() else words.HOURS[named["hour"]]
    return Piece(kind, text, (hour, away))


def _any(known: Iterable[str]) -> str:
    ordered = sorted(known, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


def _whole_dates() -> Iterator[_Shape]:
    clock = r"(?:(?:t|\s+(?:klo|kl|at)?\.?\s*)(\d\d?)[:.](\d\d)(?::\d\d(?:\.\d+)?)?(z|[+-]\d\d:?\d\d)?)?"
    yield "iso", rf"(20\d\d)-(\d\d?)-(\d\d?){clock}{_NO_MORE}", _iso
    yield "date", rf"(\d\d?)\.\s?(\d\d?)\.\s?(\d{{4}}){_NO_MORE}", _date
    yield "date", rf"(\d\d?)\.(\d\d?)\s(20\d\d){_NO_MORE}", _date
    yield "date", rf"(\d\d?)\.(\d\d?)\.(\d\d){_NO_MORE}", _date
    yield "date", rf"(\d\d?)/(\d\d?)/(\d{{4}}|\d\d){_NO_MORE}", _date
    yield "date", rf"(\d\d?)-(\d\d?)-(\d{{4}}){_NO_MORE}", _date


def _ranges() -> Iterator[_Shape]:
    weekday, dash = _any(words.WEEKDAYS), "[-\u2010-\u2015]"
    yield "range", rf"(?:{_PREFIX})?\d[\d.:/]*\s?{dash}\s?\d[\d.:/]*", _word
    yield "range", r"\d[\d.:]*\s+to\s+\d\d?(?::\d\d)?(?!\s*[.\d])", _word
    yield "range", rf"{weekday}\.?\s?{dash}\s?{weekday}{_END}", _word


def _spans() -> Iterator[_Shape]:
    unit, lone = _any(words.UNITS), _any(words.BARE_UNITS)
    number = rf"(?:\d{{1,4}}(?:[.,]\d\d?)?\s?|{_any(words.NUMBERS)}\s+)"
    one = rf"(?:{_any(words.DURATIONS)}|{number}{unit}|{lone})(?![a-z])"
    span = rf"(?P<span>{one}(?:\s+(?:(?:ja|och|and)\s+)?{one})?)"
    yield "span", rf"{span}\s+(?:paasta|paast|kuluttua){_END}", _span
    yield "span", rf"(?:om|in)\s+{span}{_END}", _span
    yield "span", rf"{span}\s+from\s+now{_END}", _span


def _spoken_clocks() -> Iterator[_Shape]:
    hour = rf"(?P<hour>\d\d?(?![\d:]|\.\d)|{_any(words.HOURS)})(?::?lta)?{_END}"
    away = rf"(?:{_PREFIX})?(?P<away>{_any(words.MINUTES)}|5|10|15|20|25)\s+(?:min[a-z]*\.?\s+)?"
    by_word = rf"(?:{_PREFIX})?(?P<away>{_any(words.MINUTES)}|\d\d?(?=\s+min))\s+(?:min[a-z]*\.?\s+)?"
    yield "spoken", rf"{away}(?P<way>vaille|vailla|vaile|yli)\s+(?P<half>puoli\s+|puol\s+)?{hour}", _spoken
    yield "spoken", rf"{away}(?P<way>i|over)\s+(?P<half>halv\s+)?{hour}", _spoken
    yield "spoken", rf"{by_word}(?P<way>past|after|to|before|til|till)\s+{hour}", _spoken
    yield "spoken", rf"(?:{_PREFIX})?(?P<half>puoli|puol|halv)\s+{hour}", _spoken
    yield "spoken", rf"(?:{_PREFIX})?(?P<past>half\s+past)\s+{hour}", _spoken
    yield "half", rf"half\s+{hour}", _word
    yield "spoken", rf"(?:{_PREFIX})?(?P<hour>{_any(words.HOURS)})(?:\s+o['’]?clock)?{_END}", _spoken


def _short_dates() -> Iterator[_Shape]:
    month = _any(words.MONTHS)
    ordinal = r"(?:\.|st|nd|rd|th|:e)?"
    day_first = rf"(?:den\s)?(?P<day>\d\d?){ordinal}\s?(?:of\s)?(?P<month>{month})\.?{_YEAR.format('')}{_NO_MORE}"
    month_first = rf"(?P<month2>{month})\.?\s(?P<day2>\d\d?){ordinal}{_YEAR.format('2')}{_NO_MORE}"
    yield "date", rf"(?:{day_first}|{month_first})", _month_date
    yield "date", r"(\d\d?)\.\s?(\d\d?)\.(?!\d)", _date
    yield "date", r"(\d\d?)/(\d\d?)(?![\d/])", _date


def _clocks() -> Iterator[_Shape]:
    hours = r"(?:\s?h)?(?::?lta)?"
    yield "clock", rf"{_PREFIX}(\d\d?)(?:[.:](\d\d)(?::00)?|(\d\d))?{hours}{_NO_MORE}", _clock
    yield "clock", rf"(\d\d?):(\d\d)(?::00)?{hours}{_NO_MORE}", _clock
    yield "clock", rf"(\d\d?)(?:[.:](\d\d))?(?:\s?h|:?lta|\s?o['’]?clock){_NO_MORE}", _clock
    yield "dotted", rf"(\d\d?)\.(\d\d?){_NO_MORE}", _dotted
    yield "ordinal", r"(\d\d?)(?:st|nd|rd|th|:e|\.(?=\s+\S))(?!\w)", numbers
    yield "ordinal", rf"den\s+(\d\d?)(?!/){_NO_MORE}", numbers
    yield "number", rf"(\d\d?){_NO_MORE}", _clock


def _in_words() -> Iterator[_Shape]:
    weekday, joined = _any(words.WEEKDAYS), _any(words.JOINED_PERIODS)
    yield "week", rf"(?:vko|viikko|viikolla|viikon|vk|v|vecka|week|wk)\.?\s*(\d\d?){_NO_MORE}", numbers
    yield "weekday", rf"(?P<weekday>{_any(words.LONG_WEEKDAYS)})s?-?(?P<period>{joined})(?:en)?{_END}", _weekday
    yield "weekday", rf"(?P<weekday>{weekday}){_END}", _weekday
    known = (
        ("day", words.DAYS),
        ("weeks", words.WEEKS),
        ("noon", words.CLOCKS),
        ("period", words.PERIODS),
        ("next", words.NEXT),
        ("filler", words.FILLERS),
        ("this", words.THIS),
        ("on", ("on",)),
    )
    for kind, listed in known:
        yield kind, rf"{_any(listed)}{_END}", _word


def _shapes() -> Iterator[_Shape]:
    for family in (_whole_dates, _ranges, _spans, _spoken_clocks, _short_dates, _clocks, _in_words):
        yield from family()
    yield "unknown", r"\S+", _word


@cache
def shapes() -> tuple[tuple[str, re.Pattern[str], _Read], ...]:
    """Return kind, pattern over folded text, and reader of every shape, the first that fits being the right one."""
    return tuple((kind, re.compile(pattern, re.ASCII), read) for kind, pattern, read in _shapes())
