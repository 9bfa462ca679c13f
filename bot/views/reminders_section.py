"""The window of an item: saying that it is posted, its texts to copy, and after that its result."""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.plan.kinds import DRAFT, MISSED, POSTED, READY
from bot.plan.opening import Viewer
from bot.plan.whole import Whole
from bot.views import reminders, share_kit
from bot.views.blocks import button, rich, words
from bot.words import Reader


def section_of(whole: Whole, viewer: Viewer, reader: Reader) -> list[Block]:
    """Return the section."""
    item = whole.item
    if item.state == POSTED:
        return _result(whole, viewer, reader)
    if item.held_by is not None:
        said = reader.say("This is on hold: nothing goes out now. “/some settings” tells the desk more.")
        return [rich(words(said, bold=True))]
    if not viewer.may_edit or item.state not in (DRAFT, READY, MISSED):
        return []
    value = str(item.id)
    if item.state == MISSED:
        said = reader.say("Its time passed while it was on hold. Decide what becomes of it.")
        decisions = ActionsBlock(block_id=f"decide:{value}", elements=reminders.deciding(item, reader))
        return [rich(words(said, bold=True)), decisions]
    elements = [
        button(reader.say("Posted"), reminders.POSTED_BUTTON, value=value),
        button(reader.say("Copy the text"), reminders.COPY, value=value),
    ]
    return [ActionsBlock(block_id=f"item.posting:{value}", elements=elements)]


def _result(whole: Whole, viewer: Viewer, reader: Reader) -> list[Block]:
    found = whole.item.result
    names = {
        "reach": reader.say("People reached"),
        "clicks": reader.say("Clicks"),
        "comments": reader.say("Comments"),
    }
    figures = [f"{said}: {reader.number(found[name])}" for name, said in names.items() if name in found]
    shown: list[Block] = [rich(words(" · ".join(figures)))] if figures else []
    elements = [share_kit.way(whole.item.id, reader)]
    if viewer.is_desk or viewer.by.id in (whole.item.owner, whole.item.deputy, whole.item.made_by):
        way = button(reader.say("Enter the result"), reminders.RESULT_BUTTON, value=str(whole.item.id))
        elements.insert(0, way)
    shown.append(ActionsBlock(block_id=f"item.result:{whole.item.id}", elements=elements))
    return shown
