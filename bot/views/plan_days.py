"""Days as headings of the plan: their date, what they are, and what the desk has noted about them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.plan.day_facts import Facts
from bot.timing.human_day import weekday_name
from bot.views.blocks import cut, one_line
from bot.views.plan_warnings import clock
from bot.words import Reader
from storage.models import CalendarDay


def kinds(reader: Reader) -> dict[str, str]:
    """Name the kinds of days that the house's calendars and notes know."""
    return {
        "note": reader.say("Note"),
        "council": reader.say("Council meeting"),
        "mourning": reader.say("Day of mourning"),
        "school": reader.say("School"),
        "campaign": reader.say("Campaign"),
        "other": reader.say("Other day"),
    }


def name(day: date, reader: Reader) -> str:
    """Name a day: "tiistai 24.11.2026"."""
    return f"{weekday_name(day.weekday(), reader.language)} {reader.day(day)}"


def short(day: date, reader: Reader) -> str:
    """Name a day for a narrow place: "ti 24.11.2026"."""
    return f"{reader.weekday(day)} {reader.day(day)}"


def facts(known: Facts, reader: Reader, most: int) -> list[str]:
    """Say what a day is, each fact at most so many characters: mourning and council first, then what comes every year."""
    own = sorted(known.own, key=lambda one: (one.kind != "mourning", one.kind != "council", one.begins_at))
    return [cut(one_line(said), most) for said in (*_own(own, reader), *_usual(known, reader)) if said]


def _own(days: list[CalendarDay], reader: Reader) -> Iterator[str]:
    named = kinds(reader)
    for day in days:
        title = f"{clock(day.begins_at, reader)} {day.title}" if day.begins_at else day.title
        yield reader.say("{kind}: {title}", kind=named.get(day.kind, named["other"]), title=title)


def _usual(known: Facts, reader: Reader) -> Iterator[str]:
    for day in known.usual:
        yield reader.say("Flag day: {name}", name=day.name) if day.kind == "flag" else day.name
