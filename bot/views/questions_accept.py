"""The windows in which an answer is accepted: which ones, and the text that is to stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    StaticMultiSelectElement,
)

from bot.questions.accepting import MOST_SOLUTION, Choice
from bot.views.blocks import Message, context, cut, foreign, one_line, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.views.questions_asker import author
from bot.words import Reader
from storage.models import Contribution

CHOOSING = "questions.choosing"
ACCEPTING = "questions.accepting"
_MOST_BOXES = 10
"""Slack shows no more checkboxes together."""
_MOST_WHOLE = 30
"""Answers that a window shows in many words; Slack takes a hundred blocks."""


def form(choice: Choice, reader: Reader) -> dict[str, Any]:
    """Return the window that asks which answers are accepted; of a single one, the text that is to stand."""
    if len(choice.answers) == 1:
        return accepting(choice, reader)
    blocks: list[Block] = [rich(words(cut(choice.question.text, 600)))]
    blocks += (_shown(choice, one, 1_000, reader) for one in choice.answers[-_MOST_WHOLE:])
    hint = reader.say("Several become one text, which you can edit next. Each of them is named.")
    blocks.append(entry("answers", reader.say("Which answers do you accept?"), _menu(choice, reader), hint=hint))
    labels = (reader.say("Accept an answer"), reader.say("Continue"), reader.say("Cancel"))
    return form_window(CHOOSING, labels, blocks, carried=str(choice.question.id))


def accepting(choice: Choice, reader: Reader) -> dict[str, Any]:
    """Return the window with the text that is to stand."""
    merged = choice.merged
    blocks: list[Block] = [rich(words(cut(choice.question.text, 600)))]
    fits = len(merged) <= MOST_SOLUTION
    element = PlainTextInputElement(
        action_id=VALUE, multiline=True, max_length=MOST_SOLUTION, initial_value=merged if fits else None
    )
    if not fits:
        blocks += _whole(choice, reader)
    named = reader.listing(_names(choice, reader))
    hint = reader.say("Leave it empty to take the words as they were written.")
    label = reader.say("The answer that stands from now on")
    blocks += [optional("text", label, element, hint=hint), context(_credit(named, reader))]
    labels = (reader.say("Accept an answer"), reader.say("Accept"), reader.say("Cancel"))
    ids = [one.id for one in choice.answers]
    return form_window(ACCEPTING, labels, blocks, carried=json.dumps([choice.question.id, ids]))


def carried(text: str) -> tuple[int, list[int]]:
    """Return the question and the answers that the second window carries."""
    question_id, ids = json.loads(text)
    return int(question_id), [int(one) for one in ids]


def accepted(reader: Reader) -> dict[str, Any]:
    """Return what the window turns into."""
    said = reader.say("Accepted. Everybody who answered hears it in one direct message.")
    return modal(reader.say("Accept an answer"), Message(said), reader)


def _menu(choice: Choice, reader: Reader) -> InputInteractiveElement:
    options = [
        Option(
            text=plain(_author(choice, one, reader), 75),
            value=str(one.id),
            description=plain(one_line(one.text), 75) if one_line(one.text) else None,
        )
        for one in choice.answers
    ]
    if len(options) <= _MOST_BOXES:
        return CheckboxesElement(action_id=VALUE, options=options)
    return StaticMultiSelectElement(action_id=VALUE, options=options)


def _whole(choice: Choice, reader: Reader) -> Iterator[Block]:
    said = reader.say(
        "Together these answers are longer than {most} characters, so the field below begins empty.",
        most=reader.number(MOST_SOLUTION),
    )
    yield rich(words(said, bold=True))
    yield from (_shown(choice, one, 2_500, reader) for one in choice.answers[:_MOST_WHOLE])


def _shown(choice: Choice, one: Contribution, most: int, reader: Reader) -> Block:
    return rich(words(_author(choice, one, reader), bold=True), words(f"\n{cut(one.text, most)}"))


def _names(choice: Choice, reader: Reader) -> list[str]:
    ids = dict.fromkeys(one.by for one in choice.answers)
    return [cut(one_line(choice.names.get(user_id, "")), 80) or reader.say("Somebody") for user_id in ids]


def _author(choice: Choice, one: Contribution, reader: Reader) -> str:
    named = cut(one_line(choice.names.get(one.by, "")), 60) or reader.say("Somebody")
    return author(one, choice.question.asked_by, named, reader)


def _credit(named: str, reader: Reader) -> str:
    return foreign(reader.say("The card names: {names}", names=named))
