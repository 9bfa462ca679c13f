"""The window of an item of the plan: its head, and one section after the other of what belongs to it.

Each part of the plan has a section of its own and registers it in SECTIONS with one line; what is missing stands first. A
section has one button at most that opens its form over the window, so that three windows are never exceeded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.plan.opening import Opened, Viewer
from bot.plan.whole import Whole
from bot.views import (
    approvals,
    clearance,
    plan_checking,
    plan_checklist,
    plan_head,
    plan_message,
    plan_notes,
    plan_pictures,
    plan_tasks,
    plan_texts,
    plan_warnings,
    public_replies,
    reminders_section,
)
from bot.views.blocks import Message, cut, divider, rich, words
from bot.views.modal import modal
from bot.words import Reader

WINDOW = "plan.item"
"""The callback id by which the window is known again under a form."""
MOST_BLOCKS = 100
Section = Callable[[Whole, Viewer, Reader], list[Block]]

BEFORE: tuple[Section, ...] = (plan_warnings.section_of, plan_checking.section_of)
"""What stands right under the title and the time: what is missing, and what warns."""
SECTIONS: tuple[Section, ...] = (
    plan_texts.section_of,
    plan_pictures.section_of,
    approvals.section_of,
    clearance.section_of,
    plan_tasks.section_of,
    plan_message.section_of,
    plan_checklist.section_of,
    plan_notes.section_of,
    reminders_section.section_of,
)
"""What stands under the head, in this order; each returns nothing where it has nothing to say."""


def title(reader: Reader) -> str:
    """Name the window."""
    return reader.say("In the plan")


def window(opened: Opened, reader: Reader, *notes: Block) -> dict[str, Any]:
    """Show an item; `notes` say above everything what has just happened."""
    if opened.reply is not None:
        return _marked(public_replies.window(opened, opened.reply, reader), opened)
    whole, viewer = opened.whole, opened.viewer
    name, *head = plan_head.blocks(whole, viewer, reader)
    blocks: list[Block] = [*notes, name]
    for section in BEFORE:
        blocks += section(whole, viewer, reader)
    blocks += head
    lone: list[Any] = []
    for section in SECTIONS:
        shown = section(whole, viewer, reader)
        if _is_one_button(shown):
            lone += shown[0].elements  # type: ignore[attr-defined]
        elif shown:
            blocks += [divider(), *shown]
    if lone:
        blocks += [divider(), ActionsBlock(block_id=f"plan_lone:{whole.item.id}", elements=lone)]
    return _marked(modal(title(reader), Message(whole.item.title, blocks[:MOST_BLOCKS]), reader), opened)


def _marked(view: dict[str, Any], opened: Opened) -> dict[str, Any]:
    return {**view, "callback_id": WINDOW, "private_metadata": str(opened.whole.item.id)}


def note(text: str) -> Block:
    """Return what stands above everything in the window: what has just happened."""
    return rich(words(cut(text, 1_000), italic=True))


def _is_one_button(shown: list[Block]) -> bool:
    """Tell whether a section has nothing to say but how to begin: such buttons share one line, which keeps the window short."""
    return len(shown) == 1 and isinstance(shown[0], ActionsBlock) and len(shown[0].elements) == 1
