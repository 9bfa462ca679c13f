"""The windows in which an answer is accepted: which ones, and the text that is to stand; and that which opens it again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    StaticMultiSelectElement,
)

from bot.questions.accepting import MOST_SOLUTION, Choice, mark
from bot.questions.kinds import SOLVED
from bot.views.blocks import Message, context, cut, foreign, one_line, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.views.questions import open_again
from bot.views.questions_asker import author
from bot.words import Reader
from storage.models import Contribution, Question

CHOOSING = "questions.choosing"
ACCEPTING = "questions.accepting"
REOPENING = "questions.reopening"
_MOST_BOXES = 10
"""Slack shows no more checkboxes together."""
_MOST_WHOLE = 30
"""Answers that a window shows in many words; Slack takes a hundred blocks."""
_MOST_BYTES = 240_000
"""Of a window's JSON, of which Slack takes 250 kB; counted as it is sent, where an emoji is twelve bytes and more."""
_SHORTER = (1.0, 0.5, 0.25, 0.1, 0.04)
"""Parts of its words that a window shows of each answer, the longest first that fits."""


def form(choice: Choice, reader: Reader) -> dict[str, Any]:
    """Return the window that asks which answers are accepted; of a single one, the text that is to stand."""
    if len(choice.answers) == 1:
        return accepting(choice, reader)
    first: list[Block] = [rich(words(cut(choice.question.text, 600)))]
    hint = reader.say("Several become one text, which you can edit next. Each of them is named.")
    last = entry("answers", reader.say("Which answers do you accept?"), _menu(choice, reader), hint=hint)
    labels = (reader.say("Accept an answer"), reader.say("Continue"), reader.say("Cancel"))

    def made(part: float) -> dict[str, Any]:
        answers = [_shown(choice, one, int(1_000 * part), reader) for one in choice.answers[-_MOST_WHOLE:]]
        return form_window(CHOOSING, labels, [*first, *answers, last], carried=str(choice.question.id))

    return _that_fits(made)


def accepting(choice: Choice, reader: Reader) -> dict[str, Any]:
    """Return the window with the text that is to stand."""
    merged = choice.merged
    first: list[Block] = [rich(words(cut(choice.question.text, 600)))]
    fits = len(merged) <= MOST_SOLUTION
    element = PlainTextInputElement(
        action_id=VALUE, multiline=True, max_length=MOST_SOLUTION, initial_value=merged if fits else None
    )
    named = reader.listing(_names(choice, reader))
    hint = reader.say("Leave it empty to take the words as they were written.")
    label = reader.say("The answer that stands from now on")
    last = [optional("text", label, element, hint=hint), context(_credit(named, reader))]
    labels = (reader.say("Accept an answer"), reader.say("Accept"), reader.say("Cancel"))
    carried = json.dumps(
        [choice.question.id, [one.id for one in choice.answers], [mark(one) for one in choice.answers]]
    )

    def made(part: float) -> dict[str, Any]:
        answers = [] if fits else list(_whole(choice, int(2_500 * part), reader))
        return form_window(ACCEPTING, labels, [*first, *answers, *last], carried=carried)

    return _that_fits(made)


def carried_answers(text: str) -> tuple[int, list[int], list[str]]:
    """Return the question and the answers that the second window carries, and marks of what it showed of them.

    A window that was opened before an update of the bot carries no marks.
    """
    question_id, ids, *marks = json.loads(text)
    return int(question_id), [int(one) for one in ids], [str(one) for one in (marks[0] if marks else ())]


def accepted(reader: Reader) -> dict[str, Any]:
    """Return what the window turns into."""
    said = reader.say("Accepted. Everybody who answered hears it in one direct message.")
    return modal(reader.say("Accept an answer"), Message(said), reader)


def reopening(question: Question, reader: Reader) -> dict[str, Any]:
    """Return the window that opens a solved or closed question again; it carries the end that it takes away."""
    again = reader.say("Nobody gets a new message. The answer bank and the public reply stay as they are.")
    said = reader.say("Colleagues can answer again.")
    if question.state == SOLVED:
        said = reader.say("The accepted answer is taken off the card. Accept another one, or wait for more answers.")
    blocks: list[Block] = [rich(words(cut(question.text, 600))), rich(words(said, bold=True), words(f"\n{again}"))]
    labels = (open_again(reader), open_again(reader), reader.say("Cancel"))
    ended_at = question.ended_at.isoformat() if question.ended_at else ""
    return form_window(REOPENING, labels, blocks, carried=json.dumps([question.id, ended_at]))


def carried_end(text: str) -> tuple[int, datetime | None]:
    """Return the question and its end that the window carries which opens it again."""
    question_id, ended_at = json.loads(text)
    return int(question_id), datetime.fromisoformat(ended_at) if ended_at else None


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


def _that_fits(made: Callable[[float], dict[str, Any]]) -> dict[str, Any]:
    """Return the window with as much of the answers as Slack takes."""
    windows = (made(part) for part in _SHORTER)
    return next((one for one in windows if len(json.dumps(one)) <= _MOST_BYTES), None) or made(_SHORTER[-1])


def _whole(choice: Choice, most: int, reader: Reader) -> Iterator[Block]:
    said = reader.say(
        "Together these answers are longer than {most} characters, so the field below begins empty.",
        most=reader.number(MOST_SOLUTION),
    )
    yield rich(words(said, bold=True))
    yield from (_shown(choice, one, most, reader) for one in choice.answers[:_MOST_WHOLE])


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
