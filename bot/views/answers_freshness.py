"""The list of an owner's answers that end soon: still true, edit, hand over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, Option, OverflowMenuElement, UserSelectElement

from bot.answers.content import Content
from bot.views import answers_buttons, answers_parts
from bot.views.blocks import Message, button, context, foreign, one_line, plain, rich, words
from bot.views.modal import VALUE, entry, form_window
from bot.words import Reader
from storage.models import Answer, FreshnessItem

TRUE = "answers.freshness.true"
MORE = "answers.freshness.more"
"""The menu; its values are "<item>:<days>" and "<item>:hand"."""
HAND_FORM = "answers.freshness.hand"
HAND = "hand"
MOST = 15
"""Answers of a list that are shown; the next ones follow as these are settled."""


def freshness(
    items: Sequence[FreshnessItem], found: Mapping[int, Answer], said: Mapping[int, Content], reader: Reader
) -> Message:
    """Show a list; what is settled is counted below."""
    waiting = [item for item in items if not item.outcome and item.answer_id in found]
    if not waiting:
        text = reader.say("Thank you: all answers of this list are settled.")
        return Message(text, [rich(words(text))])
    first = reader.count(
        "{n} answer ends soon or has expired. Is it still true?",
        "{n} answers end soon or have expired. Are they still true?",
        len(waiting),
    )
    blocks: list[Block] = [rich(words(first, bold=True))]
    for item in waiting[:MOST]:
        blocks += _one(item, said[item.answer_id], reader)
    if more := len(waiting) - MOST:
        text = reader.count(
            "{n} more comes when these are settled.", "{n} more come when these are settled.", max(more, 0)
        )
        blocks += [context(text)] if more > 0 else []
    if done := len(items) - len(waiting):
        blocks.append(context(reader.count("{n} is settled.", "{n} are settled.", done)))
    asked = "\n".join(f"• {one_line(answers_parts.asked_in(said[item.answer_id], reader))}" for item in waiting[:MOST])
    return Message(f"{first}\n{foreign(asked, 2_500)}", blocks)


def hand_form(item: FreshnessItem, reader: Reader) -> dict[str, Any]:
    """Ask who keeps an answer from now on."""
    menu = UserSelectElement(action_id=VALUE, placeholder=plain(reader.say("Choose a colleague"), 150))
    hint = reader.say("They are asked in a message of their own whether the answer is still true.")
    blocks = [entry("owner", reader.say("Who keeps it from now on"), menu, hint=hint)]
    labels = reader.say("Hand over"), reader.say("Hand over"), reader.say("Cancel")
    return form_window(HAND_FORM, labels, blocks, carried=str(item.id))


def true_from(value: str) -> tuple[int, str]:
    """Return the item and what is chosen: days, or “hand”."""
    item, _, chosen = value.partition(":")
    return int(item), chosen


def _one(item: FreshnessItem, content: Content, reader: Reader) -> Iterator[Block]:
    day = reader.day(item.valid_until)
    until = reader.say("Last day: {day}", day=day)
    yield rich(words(answers_parts.asked_in(content, reader), bold=True), words(f"\n{until}"))
    menu = OverflowMenuElement(
        action_id=MORE,
        options=[
            Option(value=f"{item.id}:30", text=plain(reader.say("Still true, for 30 days"), 75)),
            Option(value=f"{item.id}:365", text=plain(reader.say("Still true, for a year"), 75)),
            Option(value=f"{item.id}:{HAND}", text=plain(reader.say("Hand over"), 75)),
        ],
    )
    still = button(reader.say("Still true, for 90 days"), TRUE, value=f"{item.id}:90", style="primary")
    editing = button(reader.say("Edit"), answers_buttons.EDIT, value=str(item.answer_id))
    yield ActionsBlock(block_id=f"freshness.{item.id}", elements=[still, editing, menu])
