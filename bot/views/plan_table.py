"""The plan as Slack's own table, for messages: a row an item, in a month a row a day, and a menu that opens an item."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Option, StaticSelectElement

from bot.networks import network_name
from bot.plan.day_facts import Facts
from bot.plan.looking import MONTH
from bot.plan.weeks import Entry, Page
from bot.views import plan_days, plan_month, plan_words
from bot.views.blocks import cut, plain
from bot.views.plan_ways import weeks_of
from bot.words import Reader

PICK = "plan_views.pick"
"""The menu that opens an item; its options are ids."""
_MOST_ROWS, _MOST_SIGNS = 99, 9_500


def table(shown: Page, reader: Reader) -> list[Any]:
    """Return the table with what opens its items; Slack takes a hundred rows and ten thousand characters."""
    if shown.look.show == MONTH:
        return [weeks_of(shown, reader), _of([_month_head(reader), *_month_rows(shown, reader)], (1, 2))]
    rows = [_head(reader), *(_row(entry, shown, reader) for entry in shown.entries)]
    options = [
        Option(text=plain(cut(plan_words.title(one.item, reader), 70), 75), value=str(one.item.id))
        for one in shown.entries
    ]
    menu = StaticSelectElement(
        action_id=PICK, placeholder=plain(reader.say("Open an item"), 150), options=options[:100]
    )
    return [_of(rows, (2, 3)), ActionsBlock(block_id="plan_pick", elements=[menu])]


def _of(rows: list[list[str]], wide: tuple[int, ...]) -> dict[str, Any]:
    """Return a table that stays within Slack's limits: longer cells are cut further where all of it would be too long.

    `wide` are the columns whose text may take several lines.
    """
    kept, most = rows[: _MOST_ROWS + 1], 300
    while most > 10 and sum(len(cut(cell, most)) for row in kept for cell in row) > _MOST_SIGNS:
        most -= 10
    cells = [[{"type": "raw_text", "text": cut(cell, most) or "–"} for cell in row] for row in kept]
    return {
        "type": "table",
        "rows": cells,
        "column_settings": [{"is_wrapped": place in wide} for place in range(len(rows[0]))],
    }


def _head(reader: Reader) -> list[str]:
    return [
        reader.say("Day"),
        reader.say("Time"),
        reader.say("Title"),
        reader.say("Networks"),
        reader.say("Owner"),
        reader.say("State"),
    ]


def _row(entry: Entry, shown: Page, reader: Reader) -> list[str]:
    item, there = entry.item, Reader(reader.language, shown.timezone)
    networks = ", ".join(network_name(one, reader) for one in entry.whole.networks)
    return [
        plan_days.short(entry.day, reader) if entry.day else "",
        there.clock(item.due_at) if item.due_at else "",
        cut(plan_words.title(item, reader), 70),
        networks or plan_words.kind(item.kind, reader),
        cut(shown.names.get(item.owner, ""), 40),
        plan_words.state(item, reader),
    ]


def _month_head(reader: Reader) -> list[str]:
    return [reader.say("Day"), reader.say("What day it is"), reader.say("Plan")]


def _month_rows(shown: Page, reader: Reader) -> list[list[str]]:
    return [
        [
            plan_days.short(day, reader),
            " · ".join(plan_days.facts(shown.facts.get(day, Facts()), reader, 60)[:2]),
            " · ".join(plan_month.lines(shown.of_day(day), shown, reader)),
        ]
        for day in shown.look.days
    ]
