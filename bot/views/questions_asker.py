"""A question as whoever decides about it sees it: its answers in one message, and what can be done; with its nudge and note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.inquiries_draft import MOST_EXPERTS
from bot.questions.kinds import ACCEPTED, HOUSE, OPEN, REMOVED, SOLVED
from bot.views import questions as of_circle
from bot.views.answers_buttons import from_question
from bot.views.blocks import Message, button, context, cut, foreign, rich, words
from bot.views.questions import ACCEPT, REPLY, WRITE, Shown, name
from bot.views.questions_form import needed_by
from bot.words import Reader
from storage.models import Contribution, Question

WIDER, LONGER, CLOSE, MOVE = "questions.wider", "questions.longer", "questions.close", "questions.move"
"""The buttons when the time is over, or the channel archived; their value is the question's id."""
EXPERT = "questions.expert"
"""The button that asks one more expert, of a question that nobody else is asked."""
REOPEN = "questions.reopen"
"""The button that opens it again; its value as well."""
MOST_SHOWN = 8
"""Answers that one message shows; the form shows all."""
_MOST_CHANGED = 3


@dataclass(frozen=True, slots=True)
class ForAsker:
    """A question with its answers; `is_for_desk` when the asker's account has ended."""

    shown: Shown
    answers: Sequence[Contribution]
    is_for_desk: bool = False


def card(found: ForAsker, reader: Reader) -> Message:
    """Show a question with its answers to whoever decides."""
    shown, question = found.shown, found.shown.question
    if question.state == REMOVED:
        said = reader.say("This question was taken back. There is nothing left to do.")
        return Message(said, [rich(words(said))])
    first = _first(found, reader)
    standing = of_circle.state(shown, reader)
    blocks: list[Block] = [
        rich(words(first, bold=True), words(f"\n{cut(question.text, 1_500)}")),
        rich(words(standing, bold=True)),
    ]
    if question.state == SOLVED:
        blocks.append(rich(words(question.solution, most=3_100), *of_circle.reply(question, reader)))
        if shown.deleted_sources:
            blocks.append(context(of_circle.source_deleted(shown, reader)))
        blocks += of_circle.changed_since(shown, reader)
        blocks += _say_now(found, reader)
    else:
        blocks += _answers(found, reader)
    over = _over(found, reader)
    if over:
        blocks.append(rich(words(over, bold=True)))
    if buttons := _buttons(found, reader):
        blocks.append(ActionsBlock(block_id=f"asked:{question.id}:{question.version}", elements=buttons))
    told = question.solution if question.state == SOLVED else "\n".join(_lines(found, reader))
    lines = [foreign(first, 200), foreign(question.text, 800), standing, foreign(told, 1_800), over]
    return Message("\n".join(line for line in lines if line), blocks)


def nudge(shown: Shown, reader: Reader) -> Message:
    """Remind the circle of a question without an answer; when that is over, say so in the same message."""
    question = shown.question
    if question.state == OPEN and not shown.answers:
        first = reader.say("This question has no answer yet:")
        asked = cut(question.text, 600)
        until = needed_by(question.needed_by, reader) if question.needed_by else ""
        answer = button(reader.say("Write an answer"), WRITE, value=str(question.id), style="primary")
        blocks: list[Block] = [
            rich(words(first, bold=True), words(f"\n{asked}"), words(f"\n{until}")),
            ActionsBlock(block_id=f"nudge:{question.id}:{question.version}", elements=[answer]),
        ]
        return Message("\n".join([foreign(first), foreign(asked, 1_500), until]), blocks)
    said = reader.say("A question had no answer here for a while. That is over: its card shows how it stands.")
    return Message(said, [rich(words(said))])


def note(shown: Shown, reader: Reader) -> Message | None:
    """Say, under the card of whoever decides, that they are to decide; None when there is nothing to decide any more."""
    if shown.changed_sources:
        said = reader.say(
            "An accepted answer was changed since by whoever wrote it. The card above shows how it reads now."
        )
    elif shown.is_archived:
        said = reader.say("The channel of your question is archived. Choose on the card above how it goes on.")
    elif shown.question.is_due:
        said = reader.say("The time for your question is over. Choose on the card above how it goes on.")
    elif shown.is_alone and not shown.answers:
        said = reader.say("None of those you asked has an answer. Choose on the card above how it goes on.")
    else:
        return None
    return Message(said, [rich(words(said))])


def first_answer(reader: Reader) -> Message:
    """Say, under a card that stood there before, that the first answer has come."""
    said = reader.say("Your question has its first answer. The card above shows it.")
    return Message(said, [rich(words(said))])


def _first(found: ForAsker, reader: Reader) -> str:
    if not found.is_for_desk:
        return reader.say("Your question:")
    asker = name(found.shown, found.shown.question.asked_by, reader)
    return reader.say("{name} asked this and is not in this Slack any more. The desk decides:", name=asker)


def _answers(found: ForAsker, reader: Reader) -> Iterator[Block]:
    newest = found.answers[-MOST_SHOWN:]
    for one in newest:
        yield rich(words(_author(found, one, reader), bold=True), words(f"\n{cut(one.text, 900)}"))
    if left := len(found.answers) - len(newest):
        yield context(
            reader.count(
                "{n} earlier answer stands in “Accept an answer”.",
                "{n} earlier answers stand in “Accept an answer”.",
                left,
            )
        )


def _say_now(found: ForAsker, reader: Reader) -> Iterator[Block]:
    """Yield what accepted answers say since their authors changed them; the form of the question shows all."""
    for one in [one for one in found.answers if one.state == ACCEPTED and one.is_changed][:_MOST_CHANGED]:
        yield rich(words(_author(found, one, reader), bold=True), words(f"\n{cut(one.text, 600)}"))


def _lines(found: ForAsker, reader: Reader) -> Iterator[str]:
    for one in found.answers[-MOST_SHOWN:]:
        yield f"{_author(found, one, reader)} {cut(one.text, 300)}"


def _author(found: ForAsker, one: Contribution, reader: Reader) -> str:
    return author(one, found.shown.question.asked_by, name(found.shown, one.by, reader), reader)


def author(one: Contribution, asked_by: str, named: str, reader: Reader) -> str:
    """Say whose an answer is, before its words."""
    if one.by == asked_by:
        return reader.say("{name}, who asked:", name=named)
    return reader.say("{name}:", name=named)


def _over(found: ForAsker, reader: Reader) -> str:
    question = found.shown.question
    if question.state == OPEN and found.shown.is_archived:
        return reader.say(
            "The channel of this question is archived, so nobody can answer there any more. Move it to another channel, ask a "
            "wider circle, or close it."
        )
    if question.state != OPEN:
        return ""
    if not question.is_due:
        return _alone(found.shown, reader)
    if found.shown.answers:
        return reader.say(
            "The time is over and no answer is accepted. Accept one, ask a wider circle, give more time, or close it."
        )
    return reader.say("The time is over and nobody has answered. Ask a wider circle, give more time, or close it.")


def _alone(shown: Shown, reader: Reader) -> str:
    if not shown.is_alone or shown.answers:
        return ""
    return reader.say(
        "None of those you asked has an answer, and I wait for nobody any more. Choose below how it goes on."
    )


def _buttons(found: ForAsker, reader: Reader) -> list[Any]:
    question = found.shown.question
    made = _ways_on(found, reader) if question.state == OPEN else _after(question, reader)
    # Its circle's card has the menu; where there is none, nothing could be done about the question without it.
    return made if question.place else [*made, of_circle.menu(question, reader)]


def _after(question: Question, reader: Reader) -> list[Any]:
    key = str(question.id)
    again = [button(of_circle.open_again(reader), REOPEN, value=key)] if question.place else []  # else the menu has it
    if question.state != SOLVED:
        return again
    said = of_circle.change_reply(reader) if question.reply_link else reader.say("Add the public reply")
    return [button(said, REPLY, value=key), from_question(question.id, reader), *again]


def _ways_on(found: ForAsker, reader: Reader) -> list[Any]:
    question = found.shown.question
    key = str(question.id)
    made = [button(reader.say("Accept an answer"), ACCEPT, value=key, style="primary")] if found.answers else []
    is_archived = found.shown.is_archived
    if not question.place and found.shown.asked < MOST_EXPERTS:
        made.append(button(reader.say("Ask another expert"), EXPERT, value=key))
    if question.is_due or is_archived or found.is_for_desk or found.shown.is_alone:
        if is_archived:
            made.append(button(reader.say("Move to another channel"), MOVE, value=key))
        if question.circle != HOUSE:
            made.append(button(reader.say("Ask a wider circle"), WIDER, value=key))
        if not is_archived:
            made.append(button(reader.say("More time"), LONGER, value=key))
        made.append(button(reader.say("Close without an answer"), CLOSE, value=key))
    return made
