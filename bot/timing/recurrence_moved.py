"""A rule for what comes again that is moved: to another day of the week, of the month, or to another time of day. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.errors import Invalid
from bot.timing.recurrence import occurrences
from bot.timing.recurrence_rule import WEEKDAYS, Rule, rule_of

_LAST_WEEK = 5
_YEARS = timedelta(days=366 * 8)
"""How far later times are looked for: 29 February comes again after eight years at most."""


def rule_moved(rule: str, was: datetime, to: datetime) -> str:
    """Return the rule of what came at one naive wall time and is to come at another: its weekday or day of the month follows.

    Raises Invalid (field "scope") when the rule has something on that day of the week already.
    """
    known = rule_of(rule)
    if known.weekdays:
        return str(replace(known, weekdays=_weekdays(known, was, to)))
    if known.nth:
        week = (to.day - 1) // 7 + 1
        is_last = known.nth.startswith("-1") and _is_in_last_week(to.date())
        place = -1 if is_last or week == _LAST_WEEK else week
        return str(replace(known, nth=f"{place}{WEEKDAYS[to.weekday()]}"))
    if known.month_days:
        days = {day for day in known.month_days if not _is_on(day, was.date())}
        last = (to + timedelta(days=1)).month != to.month
        return str(replace(known, month_days=tuple(sorted({*days, -1 if last else to.day}))))
    return str(known)


def times_moved(rule: str, was: Sequence[datetime], to: datetime) -> list[datetime]:
    """Return where the naive wall times of a rule go when the first of them goes to another one; as many as there were.

    Of a rule of days or weeks each goes as many days on as the first, of several days in a week only those of its weekday; of
    months and years they follow the moved rule. All get the new time of day. Raises Invalid as `rule_moved` does.
    """
    first, known, moved = was[0], rule_of(rule), rule_moved(rule, was[0], to)
    if known.often in ("DAILY", "WEEKLY"):
        by = to.date() - first.date()
        return [
            datetime.combine(
                one.date() + (by if not known.weekdays or one.weekday() == first.weekday() else timedelta(0)), to.time()
            )
            for one in was
        ]
    found = _coming(moved, to, len(was), was[-1].date() + (to.date() - first.date()))
    if len(found) < len(was):
        raise Invalid("This day does not come often enough. Choose another one.", field="scope")
    return found


def _coming(rule: str, starts: datetime, count: int, until: date) -> list[datetime]:
    """Return so many times of a rule, its start in front; months that lack the day are left out, so the last may come later."""
    found: tuple[datetime, ...] = ()
    for last in (until, until + timedelta(days=366), until + _YEARS):
        found = occurrences(rule, starts, last, most=10_000)
        if len(found) >= count:
            break
    return list(found[:count])


def _weekdays(known: Rule, was: datetime, to: datetime) -> tuple[str, ...]:
    new = WEEKDAYS[to.weekday()]
    others = {day for day in known.weekdays if day != WEEKDAYS[was.weekday()]}
    if new in others:
        raise Invalid("This comes on that day of the week already. Choose another day.", field="scope")
    return tuple(day for day in WEEKDAYS if day in {*others, new})


def _is_in_last_week(day: date) -> bool:
    return (day + timedelta(days=7)).month != day.month


def _is_on(month_day: int, day: date) -> bool:
    return month_day == day.day or (month_day == -1 and (day + timedelta(days=1)).month != day.month)
