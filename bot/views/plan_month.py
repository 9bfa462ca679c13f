"""A month of the plan: a line or two a day, and a button for each week."""

from __future__ import annotations

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
    """Show each day of the month, and the way to each week."""
    made: list[Block] = [weeks_of(shown, reader)]
    for day in shown.look.days:
        parts: list[Any] = [words(plan_days.short(day, reader), bold=True)]
        known = plan_days.facts(shown.facts.get(day, Facts()), reader, _FACT)
        if known:
            parts.append(words(" " + " · ".join(known[:2]), italic=True))
        parts += [words(f"\n{said}") for said in lines(shown.of_day(day), shown, reader)]
        made.append(rich(*parts))
    return made


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
