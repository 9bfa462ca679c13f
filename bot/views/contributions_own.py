"""The window with what one has answered to a question by the form: each can be changed while that is open, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ConfirmObject, PlainTextInputElement

from bot.inquiries_draft import MOST_TEXT
from bot.questions.amending import Own
from bot.questions.kinds import OPEN as IS_OPEN
from bot.views.blocks import Message, button, context, cut, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, modal
from bot.words import Reader
from storage.models import Contribution, Question

OPEN = "contributions.own"
"""The button that opens the window; its value is the question's id."""
CHANGE, TAKE_BACK = "contributions.change", "contributions.take_back"
"""The buttons under each; their value is the answer's id."""
CHANGING = "contributions.changing"
"""The form of a change; it carries the answer's id."""
_MOST = 20
"""The newest answers, which the window shows."""


def way(question_id: int, reader: Reader) -> ButtonElement:
    """Return the button to the window."""
    return button(reader.say("Change or take back"), OPEN, value=str(question_id))


def window(found: Own, reader: Reader) -> dict[str, Any]:
    """Return the window with one's own answers."""
    blocks: list[Block] = [rich(words(cut(found.question.text, 600)))]
    for one in found.answers[-_MOST:]:
        blocks += _one(found.question, one, reader)
    if not found.answers:
        blocks.append(context(reader.say("There is nothing here.")))
    title = reader.say("Your answers")
    return modal(title, Message(title, blocks), reader)


def changing(question: Question, known: Contribution, reader: Reader) -> dict[str, Any]:
    """Return the form that changes an answer."""
    text = PlainTextInputElement(
        action_id=VALUE, multiline=True, max_length=MOST_TEXT, initial_value=known.text[:MOST_TEXT], focus_on_load=True
    )
    blocks = [rich(words(question.text, most=3_100)), entry("answer", reader.say("Your answer"), text)]
    labels = (reader.say("Change"), reader.say("Save"), reader.say("Cancel"))
    return form_window(CHANGING, labels, blocks, carried=str(known.id))


def _one(question: Question, one: Contribution, reader: Reader) -> Iterator[Block]:
    yield rich(words(reader.moment(one.at), bold=True), words(f"\n{cut(one.text, 600)}"))
    key = str(one.id)
    change = [button(reader.say("Change"), CHANGE, value=key)] if question.state == IS_OPEN else []
    yield ActionsBlock(block_id=f"contribution:{one.id}", elements=[*change, _taking_back(key, reader)])


def _taking_back(key: str, reader: Reader) -> ButtonElement:
    label = reader.say("Take the answer back")
    made = button(label, TAKE_BACK, value=key, style="danger")
    made.confirm = ConfirmObject(
        title=plain(reader.say("Take this answer back?"), 100),
        text=plain(reader.say("Its words are deleted. An answer that was accepted stands on the card."), 300),
        confirm=plain(label, 30),
        deny=plain(reader.say("Keep"), 30),
    )
    return made
