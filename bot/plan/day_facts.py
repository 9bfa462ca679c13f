"""What the days around the plan are: holidays, flag days and school breaks, what outside calendars say, and the desk's notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.timing import days as calendar
from bot.timing.days import Day
from storage import calendars
from storage.models import CalendarDay

_AROUND = timedelta(days=1)
"""A meeting at midnight may clash with what is told the evening before."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What one day is: by rule, and by the house's own calendars and notes."""

    usual: tuple[Day, ...] = ()
    own: tuple[CalendarDay, ...] = ()


def usual(shown: Iterable[date], language: str) -> dict[date, tuple[Day, ...]]:
    """Return what days are by rule. Reads the library of holidays the first time: not within a transaction."""
    return {day: calendar.of(day, language) for day in shown}


def around(session: Session, shown: Sequence[date], others: Iterable[date | None] = ()) -> Sequence[CalendarDay]:
    """Return what the house's calendars and notes say about days, those on which items fall, and a day around; one statement."""
    known = [*shown, *(day for day in others if day is not None)]
    return calendars.between(session, min(known) - _AROUND, max(known) + _AROUND) if known else ()


def has_own_school(session: Session) -> bool:
    """Tell whether the house has a calendar of its own for schools: it stands above the usual breaks."""
    return any(one.kind == "school" and count for one, count in calendars.calendars(session))


def joined(
    by_rule: Mapping[date, tuple[Day, ...]], own: Sequence[CalendarDay], *, own_school: bool
) -> dict[date, Facts]:
    """Return everything known about each day."""
    return {
        day: Facts(
            tuple(one for one in usual_days if not (own_school and one.kind == "school")),
            tuple(one for one in own if one.starts <= day <= one.ends),
        )
        for day, usual_days in by_rule.items()
    }
