"""The days of a recurring event in somebody else's calendar file. Pure, and never slow, whatever the file asks for.

Libraries look for the next day of a rule until the year 9999 when there is none. Here each period is looked through once, only
within the days that are wanted, and all rules of a file together for a bounded number of days.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DAILY, WEEKLY, MONTHLY, YEARLY = "DAILY", "WEEKLY", "MONTHLY", "YEARLY"
_LENGTHS = {DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366}
_KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "WKST"}
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(slots=True)
class Effort:
    """How many days may still be looked through, for one file: a rule that counts begins long ago in the worst case."""

    left: int = 500_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as far as it is about days; `weekdays` are (which one, weekday), 0 for every one."""

    freq: str
    interval: int = 1
    count: int = 0
    until: date = date.max
    weekdays: tuple[tuple[int, int], ...] = ()
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    places: tuple[int, ...] = ()
    week_start: int = 0


def rule_of(values: Mapping[str, list[str]]) -> Rule | None:
    """Return the rule of an RRULE's parts (names -> texts); None for one that is not understood, which is never guessed."""
    if set(values) - _KNOWN or len(values.get("FREQ", [])) != 1 or values["FREQ"][0] not in _LENGTHS:
        return None
    try:
        rule = Rule(
            freq=values["FREQ"][0],
            interval=int(values.get("INTERVAL", ["1"])[0]),
            count=int(values.get("COUNT", ["0"])[0]),
            until=_until(values),
            weekdays=tuple(_weekday(part) for part in values.get("BYDAY", [])),
            months=frozenset(int(part) for part in values.get("BYMONTH", [])),
            month_days=frozenset(int(part) for part in values.get("BYMONTHDAY", [])),
            places=tuple(int(part) for part in values.get("BYSETPOS", [])),
            week_start=_WEEK.index(values.get("WKST", ["MO"])[0]),
        )
    except ValueError:
        return None
    return rule if 1 <= rule.interval <= 1_000 and rule.count >= 0 and 0 not in rule.places else None


def days_of(rule: Rule, starts: date, first: date, last: date, effort: Effort) -> Iterator[date]:
    """Yield the days of a rule from `first` to `last`, both included; its start is always the first of them (RFC 5545).

    What is left of `effort` shrinks; once nothing is left no more days come.
    """
    for counted, day in enumerate(_from(rule, starts, first, min(last, rule.until), effort), 1):
        if rule.count and counted > rule.count:
            return
        if day >= first:
            yield day


def _from(rule: Rule, starts: date, first: date, last: date, effort: Effort) -> Iterator[date]:
    """Yield the start and the days after it; a rule that does not count begins near the first day that is wanted."""
    if starts <= last:
        yield starts
    for period in _periods(rule, starts, starts if rule.count else max(starts, first)):
        if period[0] > last or effort.left <= 0:
            return
        effort.left -= len(period)
        for day in _chosen(rule, starts, period):
            if starts < day <= last:
                yield day


def _chosen(rule: Rule, starts: date, period: list[date]) -> list[date]:
    found = [day for day in period if _fits(rule, starts, day)]
    if not rule.places:
        return found
    places = {place - 1 if place > 0 else len(found) + place for place in rule.places}
    return [day for place, day in enumerate(found) if place in places]


def _fits(rule: Rule, starts: date, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    length = calendar.monthrange(day.year, day.month)[1]
    if rule.month_days and not rule.month_days & {day.day, day.day - length - 1}:
        return False
    if rule.weekdays:
        return any(day.weekday() == weekday and (not nth or nth in _nth(rule, day)) for nth, weekday in rule.weekdays)
    return bool(rule.month_days) or _is_same_day(rule, starts, day)


def _is_same_day(rule: Rule, starts: date, day: date) -> bool:
    """Tell whether a day has the place of the start in its week, month or year, for rules that name no days themselves."""
    if rule.freq == WEEKLY:
        return day.weekday() == starts.weekday()
    if rule.freq == DAILY:
        return True
    return day.day == starts.day and (rule.freq == MONTHLY or bool(rule.months) or day.month == starts.month)


def _nth(rule: Rule, day: date) -> tuple[int, int]:
    """Return which one of its weekday a day is in its month, or in its year where no month is said: from both ends."""
    if rule.freq == YEARLY and not rule.months:
        place, length = day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365
    else:
        place, length = day.day, calendar.monthrange(day.year, day.month)[1]
    return (place - 1) // 7 + 1, -((length - place) // 7 + 1)


def _periods(rule: Rule, starts: date, near: date) -> Iterator[list[date]]:
    """Yield the days of each period that counts, from about `near` on, until the calendar ends."""
    number = max(0, _distance(rule, starts, near) // rule.interval - 1) * rule.interval
    while True:
        days = _period(rule, starts, number)
        if not days:
            return
        yield days
        number += rule.interval


def _distance(rule: Rule, starts: date, near: date) -> int:
    if rule.freq in (DAILY, WEEKLY):
        return (near - starts).days // _LENGTHS[rule.freq]
    months = (near.year - starts.year) * 12 + near.month - starts.month
    return months if rule.freq == MONTHLY else near.year - starts.year


def _period(rule: Rule, starts: date, number: int) -> list[date]:
    """Return the days of a period by its number from the one of the start; none beyond the end of the calendar."""
    try:
        if rule.freq == DAILY:
            return [starts + timedelta(days=number)]
        if rule.freq == WEEKLY:
            first = starts - timedelta(days=(starts.weekday() - rule.week_start) % 7) + timedelta(weeks=number)
            return [first + timedelta(days=n) for n in range(7)]
        months = starts.year * 12 + (starts.month - 1 + number if rule.freq == MONTHLY else number * 12)
        first = date(months // 12, months % 12 + 1, 1)
        length = calendar.monthrange(first.year, first.month)[1] if rule.freq == MONTHLY else _year(first.year)
        return [first + timedelta(days=n) for n in range(length)]
    except (OverflowError, ValueError):
        return []


def _year(year: int) -> int:
    return 366 if calendar.isleap(year) else 365


def _weekday(part: str) -> tuple[int, int]:
    found = _BYDAY.fullmatch(part)
    if found is None:
        raise ValueError(part)
    return int(found[1] or 0), _WEEK.index(found[2])


def _until(values: Mapping[str, list[str]]) -> date:
    text = values.get("UNTIL", [""])[0]
    return date(int(text[:4]), int(text[4:6]), int(text[6:8])) if text else date.max
