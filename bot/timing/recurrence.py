"""What comes again: rules (recurrence_rule) over naive wall time, so that nine o'clock stays nine o'clock.

As in RFC 5545 a month without the day (the 31st, a fifth Monday) is left out, and so is 29 February in other than leap years.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import rrule, rrulestr

from bot.errors import Invalid
from bot.timing.recurrence_rule import WEEKDAYS, WORKING_DAYS, Rule, rule_of
from bot.timing.recurrence_said import in_words
from bot.words import Reader

MOST = 200
"""How many times a series may come."""


def occurrences(
    rule: str, starts: datetime, until: date, skips: Iterable[date | str] = (), *, most: int = MOST
) -> tuple[datetime, ...]:
    """Return the naive wall times of a rule from its first to its last day, without the days that are skipped (ISO).

    The first counts only when the rule gives it. Raises Invalid for a rule outside the closed set (field "rule"), for an end
    before the beginning and when it would come more than `most` times (field "until").
    """
    if until < starts.date():
        raise Invalid("The last day is before the first. Choose a later day.", field="until")
    left_out = {str(day) for day in skips}
    coming = (one for one in _recurring(rule_of(rule), starts, until) if one.date().isoformat() not in left_out)
    found = tuple(islice(coming, most + 1))
    if len(found) > most:
        raise Invalid("It would come more than {most} times. Choose an earlier last day.", field="until", most=most)
    return found


def choices(starts: datetime) -> tuple[str, ...]:
    """Return the rules that people usually want for what first comes at a naive wall time; each of them gives that time."""
    weekday = WEEKDAYS[starts.weekday()]
    is_last = (starts + timedelta(days=1)).month != starts.month
    week = (starts.day - 1) // 7 + 1
    rules = [
        Rule("DAILY"),
        *([Rule("WEEKLY", weekdays=WORKING_DAYS)] if weekday in WORKING_DAYS else []),
        Rule("WEEKLY", weekdays=(weekday,)),
        Rule("WEEKLY", 2, weekdays=(weekday,)),
        Rule("MONTHLY", month_days=(-1 if is_last else starts.day,)),
        Rule("MONTHLY", nth=f"{week if week < 5 else -1}{weekday}"),
        Rule("YEARLY"),
    ]
    return tuple(map(str, rules))


def said(rule: str, reader: Reader) -> str:
    """Say a rule without a full stop: “every week: Monday and Thursday”; raises Invalid for one outside the closed set."""
    return in_words(rule_of(rule), reader)


def _recurring(rule: Rule, starts: datetime, until: date) -> rrule:
    made = rrulestr(str(rule), dtstart=starts.replace(tzinfo=None))
    if not isinstance(made, rrule):  # pragma: no cover - one rule never makes a set
        raise TypeError(rule)
    return made.replace(until=datetime.combine(until, time.max))
