"""App Home's part about reminders: what is on hold, and for the desk what is overdue, with a way to holds."""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block, SectionBlock

from bot.reminders.glance import Glance
from bot.views import holds, plan_words
from bot.views.blocks import plain, rich, words
from bot.words import Reader


def notice(found: Glance, reader: Reader) -> list[Block]:
    """Return a line for each hold that stands: it belongs on top."""
    return holds.notice(found.holds, found.accounts, reader)


def blocks(found: Glance, reader: Reader) -> list[Block]:
    """Return what the desk has to look after; nothing for everybody else."""
    if found.total is None:
        return []
    shown: list[Block] = []
    if found.total:
        said = reader.count(
            "{n} planned item is overdue or waits for a decision.",
            "{n} planned items are overdue or wait for a decision.",
            found.total,
        )
        shown.append(rich(words(said, bold=True)))
    for item in found.overdue:
        when = reader.moment(item.due_at) if item.due_at else ""
        line = f"{when} · {plan_words.title(item, reader)}" if when else plan_words.title(item, reader)
        shown.append(SectionBlock(text=plain(line, 400), accessory=plan_words.way(item.id, reader)))
    shown.append(ActionsBlock(block_id="reminders.home", elements=[holds.way(reader)]))
    return shown
