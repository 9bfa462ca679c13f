"""A month of the plan: a line or two a day, one line for days on end without anything, and a button for each week."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from slack_sdk.models.blocks import Block

from bot.plan.day_facts import Facts
from bot.plan.weeks import Entry, Page
from bot.views import plan_days, plan_words
from bot.views.blocks import cut, rich, words
from bot.views.plan_ways import weeks_of
from bot.words import Reader

_FIRST, _TITLE, _FACT = 3, 40, 60
"""Items of a day, and characters of a title and of what a day is: with thirty-one days a message has no room for more."""


def days(shown: Page, reader: Reader) -> list[Block]:
    """Show each day of the month that has anything, the others as stretches, and the way to each week."""
    made: list[Block] = [weeks_of(shown, reader)]
    for is_empty, stretch in groupby(shown.look.days, key=lambda day: _is_empty(day, shown)):
        listed = list(stretch)
        if is_empty and len(listed) > 1:
            first, last = (plan_days.short(day, reader) for day in (listed[0], listed[-1]))
            made.append(rich(words(reader.say("{first} – {last}: nothing is planned", first=first, last=last))))
        else:
            made += [_day(day, shown, reader) for day in listed]
    return made


def _is_empty(day: date, shown: Page) -> bool:
    facts = shown.facts.get(day, Facts())
    return not (shown.of_day(day) or facts.own or facts.usual)


def _day(day: date, shown: Page, reader: Reader) -> Block:
    parts: list[Any] = [words(plan_days.short(day, reader), bold=True)]
    known = plan_days.facts(shown.facts.get(day, Facts()), reader, _FACT)
    if known:
        parts.append(words(" " + " · ".join(known[:2]), italic=True))
    parts += [words(f"\n{said}") for said in lines(shown.of_day(day), shown, reader)]
    return rich(*parts)


def lines(entries: tuple[Entry, ...], shown: Page, reader: Reader) -> list[str]:
    """Say the first items of a day, and how many more there are."""
    there = Reader(reader.language, shown.timezone)
    said = []
    for entry in entries[:_FIRST]:
        clock = there.clock(entry.item.due_at) if entry.item.due_at else ""
        signs = [plan_words.state(entry.item, reader)] if plan_words.is_held(entry.item) else []
        signs += [reader.say("has a warning")] if entry.warnings else []
        sign = "".join(f" · {one}" for one in signs)
        said.append(f"{clock} {cut(plan_words.title(entry.item, reader), _TITLE)}{sign}".strip())
    if len(entries) > _FIRST:
        said.append(reader.count("{n} more", "{n} more", len(entries) - _FIRST))
    return said
