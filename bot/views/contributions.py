"""The window in which a colleague answers a question, and what it turns into."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from slack_sdk.models.blocks import ActionsBlock, PlainTextInputElement

from bot.inquiries_draft import MOST_TEXT
from bot.views import contributions_own
from bot.views.blocks import Message, context, rich, section, words
from bot.views.modal import VALUE, entry, form_window, modal
from bot.words import Reader
from storage.models import Question

FORM = "contributions.form"
"""It carries the question's id and the key that makes twice one."""


def writing(question: Question, reader: Reader) -> dict[str, Any]:
    """Return the window in which somebody answers."""
    text = PlainTextInputElement(action_id=VALUE, multiline=True, max_length=MOST_TEXT, focus_on_load=True)
    hint = reader.say(
        "Until it is accepted, only the person who asked and the desk read it. For everybody to read it, write in the thread."
    )
    blocks = [rich(words(question.text, most=3_100)), entry("answer", reader.say("Your answer"), text), context(hint)]
    labels = (reader.say("Write an answer"), reader.say("Send"), reader.say("Cancel"))
    return form_window(FORM, labels, blocks, carried=json.dumps([question.id, uuid4().hex]))


def carried(text: str) -> tuple[int, str]:
    """Return the question and the key that the window carries."""
    question_id, key = json.loads(text)
    return int(question_id), str(key)


def written(question_id: int, reader: Reader) -> dict[str, Any]:
    """Return what the window turns into: thanks, and the way to put right what was sent."""
    said = reader.say("Thank you. The person who asked sees your answer, and you hear how it ends.")
    ways = ActionsBlock(block_id="contributions.written", elements=[contributions_own.way(question_id, reader)])
    return modal(reader.say("Write an answer"), Message(said, [section(said), ways]), reader)
