"""Lists instead of messages: reminders that passed while nothing could be said, and what the desk has to look after today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block, SectionBlock

from bot.plan.kinds import MISSED
from bot.reminders.kinds import DIGEST
from bot.views import plan_words
from bot.views.blocks import Message, foreign, plain, rich, words
from bot.views.reminders import decisions
from bot.words import Reader
from storage.models import DeskList, PlanItem, Reminder

_MOST = 15
"""Items with buttons of their own: a message takes fifty blocks."""


def digest(passed: Sequence[tuple[Reminder, PlanItem]], at: datetime, reader: Reader) -> Message:
    """Show one person what passed: what waits for their decision with buttons, the rest as lines."""
    held = [(one, item) for one, item in passed if one.state != DIGEST]
    missed = [(one, item) for one, item in held if item.state == MISSED]
    settled = [(one, item) for one, item in held if item.state != MISSED]
    old = [(one, item) for one, item in passed if one.state == DIGEST]
    lines: list[str] = []
    blocks: list[Block] = []
    if held:
        lines.append(_missed_first(len(missed), reader))
        blocks.append(rich(words(lines[-1], bold=True)))
    for _one, item in missed[:_MOST]:
        lines.append(_line(item, at, reader))
        blocks += [rich(words(_line(item, at, reader))), decisions(item, reader)]
    if settled:
        said = "\n".join(
            f"{_line(item, at, reader)} · {plan_words.state(item, reader)}" for _one, item in settled[:_MOST]
        )
        blocks.append(rich(words(said)))
    if old:
        first = reader.count(
            "{n} reminder passed while I was not running.", "{n} reminders passed while I was not running.", len(old)
        )
        lines.append(first)
        blocks.append(rich(words(first, bold=True)))
    for one, item in old[:_MOST]:
        said = _old_line(one, item, reader)
        lines.append(said)
        blocks.append(SectionBlock(text=plain(said, 600), accessory=plan_words.way(item.id, reader)))
    more = max(0, len(missed) - _MOST) + max(0, len(old) - _MOST)
    if more:
        blocks.append(rich(words(reader.count("And {n} more, in the plan.", "And {n} more, in the plan.", more))))
    return Message(foreign("\n".join(lines), 3_500), blocks)


def desk(record: DeskList, items: Sequence[PlanItem], total: int, owners: Mapping[str, str], reader: Reader) -> Message:
    """Show the desk what is overdue or waits for a decision; people are named, never called."""
    day = reader.day(record.day)
    if not items:
        said = reader.say("The desk’s list of {day}: nothing is overdue any more.", day=day)
        return Message(said, [rich(words(said))])
    first = reader.count(
        "The desk’s list of {day}: {n} item needs somebody.",
        "The desk’s list of {day}: {n} items need somebody.",
        total,
        day=day,
    )
    blocks: list[Block] = [rich(words(first, bold=True))]
    lines = [first]
    for item in items:
        said = _line(item, record.made_at, reader)
        owner = owners.get(item.owner, item.owner) or reader.say("nobody")
        told = reader.say(
            "{what}. Owner: {name}. {state}.", what=said, name=owner, state=plan_words.state(item, reader)
        )
        lines.append(told)
        blocks.append(SectionBlock(text=plain(told, 900), accessory=plan_words.way(item.id, reader)))
    if total > len(items):
        more = total - len(items)
        blocks.append(rich(words(reader.count("And {n} more, in the plan.", "And {n} more, in the plan.", more))))
    return Message(foreign("\n".join(lines), 3_500), blocks)


def old_desk(record: DeskList, reader: Reader) -> Message:
    """Show that a newer list has taken the place of one."""
    said = reader.say("The desk’s list of {day}. A newer list stands further down.", day=reader.day(record.day))
    return Message(said, [rich(words(said))])


def _missed_first(missed: int, reader: Reader) -> str:
    if not missed:
        return reader.say("The hold has ended, and everything that was missed is decided.")
    return reader.count(
        "The hold has ended. The time of {n} item passed meanwhile: decide what becomes of it.",
        "The hold has ended. The time of {n} items passed meanwhile: decide what becomes of each.",
        missed,
    )


def _line(item: PlanItem, at: datetime, reader: Reader) -> str:
    title, when = plan_words.title(item, reader), plan_words.time(item, at, reader)
    return f"{when} · {title}" if when else title


def _old_line(one: Reminder, item: PlanItem, reader: Reader) -> str:
    return reader.say(
        "{when}: {title} ({state})",
        when=reader.moment(one.due_at),
        title=plan_words.title(item, reader),
        state=plan_words.state(item, reader),
    )
