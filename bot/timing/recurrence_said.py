"""Saying how often something comes again."""

from __future__ import annotations

from bot.timing.human_day import weekday_name
from bot.timing.recurrence_rule import WEEKDAYS, WORKING_DAYS, Rule
from bot.words import Reader


def in_words(rule: Rule, reader: Reader) -> str:
    """Say a rule without a full stop: “every week: Monday and Thursday”."""
    return _SAID[rule.often](rule, reader)


def _daily(rule: Rule, reader: Reader) -> str:
    return reader.count("every day", "every {n} days", rule.apart)


def _weekly(rule: Rule, reader: Reader) -> str:
    if not rule.weekdays:
        return reader.count("every week", "every {n} weeks", rule.apart)
    if rule.weekdays == WORKING_DAYS and rule.apart == 1:
        return reader.say("from Monday to Friday")
    days = reader.listing(weekday_name(WEEKDAYS.index(day), reader.language) for day in rule.weekdays)
    return reader.count("every week: {days}", "every {n} weeks: {days}", rule.apart, days=days)


def _monthly(rule: Rule, reader: Reader) -> str:
    if rule.nth:
        weekday = weekday_name(WEEKDAYS.index(rule.nth[-2:]), reader.language)
        which = _which(reader)[rule.nth[:-2]]
        return reader.count(
            "every month: {which} {weekday}",
            "every {n} months: {which} {weekday}",
            rule.apart,
            which=which,
            weekday=weekday,
        )
    if not rule.month_days:
        return reader.count("every month", "every {n} months", rule.apart)
    days = reader.listing(reader.say("last day") if day == -1 else _day(day, reader) for day in rule.month_days)
    return reader.count("every month: {days}", "every {n} months: {days}", rule.apart, days=days)


def _yearly(rule: Rule, reader: Reader) -> str:
    return reader.count("every year", "every {n} years", rule.apart)


def _day(day: int, reader: Reader) -> str:
    if day > 28:
        return reader.say("day {day} (where the month has it)", day=day)
    return reader.say("day {day}", day=day)


def _which(reader: Reader) -> dict[str, str]:
    return {
        "1": reader.say_in("of a month", "first"),
        "2": reader.say_in("of a month", "second"),
        "3": reader.say_in("of a month", "third"),
        "4": reader.say_in("of a month", "fourth"),
        "5": reader.say_in("of a month", "fifth"),
        "-1": reader.say_in("of a month", "last"),
    }


_SAID = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}
