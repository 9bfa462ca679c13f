"""The checklist of an item: points that are ticked in the window itself."""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block, CheckboxesElement, Option

from bot.plan import checklists
from bot.plan.opening import Viewer
from bot.plan.whole import Whole
from bot.views import plan_words
from bot.views.blocks import plain, rich, words
from bot.words import Reader

TICK = "plan.tick"
"""Boxes; their block is named "plan_checks:<item id>"."""


def section_of(whole: Whole, viewer: Viewer, reader: Reader) -> list[Block]:
    """Show the points of the item's kind, with boxes for who may change it."""
    item = whole.item
    points = checklists.of_kind(item.kind)
    done = [point for point in points if point in item.checks]
    said = reader.say("{done} of {all} checked", done=reader.number(len(done)), all=reader.number(len(points)))
    heading = rich(words(reader.say("Checklist"), bold=True), words(f" · {said}"))
    if not viewer.may_edit:
        left = [plan_words.point(point, reader) for point in points if point not in item.checks]
        still = reader.say("Still open: {points}", points=reader.listing(left)) if left else ""
        return [heading, rich(words(still))] if still else [heading]
    options = [Option(text=plain(plan_words.point(point, reader), 75), value=point) for point in points]
    ticked = [option for option in options if option.value in done]
    boxes = CheckboxesElement(action_id=TICK, options=options, initial_options=ticked or None)
    return [heading, ActionsBlock(block_id=f"plan_checks:{item.id}", elements=[boxes])]
