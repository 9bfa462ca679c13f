"""A question to colleagues as its circle sees it: one card, edited in place, whose thread is where people answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, Option, OverflowMenuElement

from bot.mentions.weblinks import web_link
from bot.questions.kinds import CLOSED, HOUSE, OPEN, REMOVED, SOLVED
from bot.views import trace
from bot.views.answers_buttons import from_question
from bot.views.blocks import Message, button, context, cut, foreign, link, one_line, plain, rich, words
from bot.views.questions_form import needed_by
from bot.words import LANGUAGE_NAMES, Reader
from storage.models import Question

WRITE = "questions.write"
"""The button that opens the form for an answer; its value, like that of the next ones, is the question's id."""
ACCEPT = "questions.accept"
REPLY = "questions.reply"
"""The button under a solved question that takes the link of the public reply."""
MORE = "questions.more"
"""An overflow menu; its values are one of the words below, a colon and the question's id."""
EDIT, LONGER, WIDER, CLOSE, REMOVE, TRACE, REPLIED = "edit", "longer", "wider", "close", "remove", "trace", "replied"
REOPEN = "reopen"
_WHOLE = 3_100
"""Room for the longest question with what stands around it."""
_MOST_SOLUTION = 4_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A question with what stands around it. `names` has people by Slack id, `credited` those whose answers were accepted.

    `answers` are those of others: what its asker adds answers nothing, although they may accept it (`has_own`).
    `deleted_sources` of the accepted answers were deleted by whoever wrote them.
    """

    question: Question
    answers: int = 0
    credited: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    deleted_sources: int = 0
    asked: int = 0
    """Experts who were asked in person, and those of them who are still waited for: nobody reads who declined."""
    waiting: int = 0
    is_archived: bool = False
    """Its channel takes no answers any more."""
    changed_sources: int = 0
    """Accepted answers whose authors say something else since."""
    has_own: bool = False
    """Whoever asked has said something to it as well."""

    @property
    def is_alone(self) -> bool:
        """Tell whether nobody is left who may answer: it was asked of experts alone, and none of them is waited for."""
        return self.question.state == OPEN and not self.question.place and not self.waiting


def card(shown: Shown, reader: Reader) -> Message:
    """Show a question, how it stands, and what people can do about it."""
    question = shown.question
    if question.state == REMOVED:
        said = reader.say("This question was taken back. There is nothing left to do.")
        return Message(said, [rich(words(said))])
    first = reader.say("{name} asks:", name=name(shown, question.asked_by, reader))
    blocks: list[Block] = [
        rich(words(first, bold=True), words(f"\n{question.text}", most=_WHOLE), *ways(question, reader))
    ]
    if details := list(_details(question, reader)):
        blocks.append(rich(words("\n".join(details))))
    standing = state(shown, reader)
    blocks.append(rich(words(standing, bold=True)))
    solution = question.solution if question.state == SOLVED else ""
    if solution:
        blocks.append(rich(words(solution, most=_MOST_SOLUTION), *reply(question, reader)))
        if shown.deleted_sources:
            blocks.append(context(source_deleted(shown, reader)))
        blocks += changed_since(shown, reader)
    if question.state == OPEN:
        blocks.append(context(_how(reader)))
    blocks.append(_buttons(shown, reader))
    lines = [foreign(line, 600) for line in (*details, standing, solution) if line]
    return Message("\n".join([f"{foreign(first, 200)} {foreign(question.text, 1_500)}", *lines]), blocks)


def state(shown: Shown, reader: Reader) -> str:
    """Say how a question stands, in one line."""
    question = shown.question
    if question.state == SOLVED:
        return _solved(shown, reader)
    if question.state == CLOSED:
        return reader.say("Closed without an accepted answer.")
    said = reader.say("Open, no answers yet")
    if shown.answers:
        said = reader.count("Open, {n} answer", "Open, {n} answers", shown.answers)
    if not shown.asked:
        return said
    in_person = reader.say(
        "Experts asked: {asked}, waiting: {waiting}",
        asked=reader.number(shown.asked),
        waiting=reader.number(shown.waiting),
    )
    return f"{said} · {in_person}"


def source_deleted(shown: Shown, reader: Reader) -> str:
    """Say that the words stand although whoever wrote them has deleted theirs."""
    return reader.count(
        "Whoever wrote it has deleted their answer since. What was accepted stands.",
        "{n} of the accepted answers were deleted since by those who wrote them. What was accepted stands.",
        shown.deleted_sources,
    )


def changed_since(shown: Shown, reader: Reader) -> Iterator[Block]:
    """Yield what has changed since an answer was accepted, which stands as it was: what its authors say, and the question."""
    if shown.changed_sources:
        yield context(
            reader.count(
                "Whoever wrote it has changed their answer since. What was accepted stands.",
                "{n} of the accepted answers were changed since by those who wrote them. What was accepted stands.",
                shown.changed_sources,
            )
        )
    if shown.question.is_reworded:
        yield context(reader.say("The question was edited after it was answered."))


def name(shown: Shown, user_id: str, reader: Reader) -> str:
    """Return the name of a person."""
    return cut(one_line(shown.names.get(user_id, "")), 80) or reader.say("Somebody")


def _solved(shown: Shown, reader: Reader) -> str:
    if not shown.credited:
        return reader.say("Solved.")
    named = reader.listing([name(shown, user_id, reader) for user_id in shown.credited[:10]])
    return reader.say("Solved. The answer came from: {names}", names=named)


def ways(question: Question, reader: Reader) -> Iterator[Any]:
    """Yield the ways to what was asked in public and to the message that the question is about."""
    yield from way(web_link(question.public_link), reader.say("Go to the public question"))
    yield from way(web_link(question.origin), reader.say("Go to the message"))


def way(url: str, said: str) -> Iterator[Any]:
    """Yield a link on a line of its own; nothing without an address."""
    if url:
        yield words("\n")
        yield link(url, said)


def reply(question: Question, reader: Reader) -> Iterator[Any]:
    """Yield the way to the public reply."""
    yield from way(web_link(question.reply_link), reader.say("Go to the public reply"))


def background(question: Question, reader: Reader) -> Iterator[str]:
    """Yield why a question is asked, and until when the answer is needed."""
    if question.why:
        yield reader.say("Why it is asked: {why}", why=question.why)
    if question.needed_by is not None and question.state == OPEN:
        yield needed_by(question.needed_by, reader)


def _details(question: Question, reader: Reader) -> Iterator[str]:
    yield from background(question, reader)
    if question.answer_language in LANGUAGE_NAMES:
        named = LANGUAGE_NAMES[question.answer_language]
        yield reader.say("Language of the public answer: {language}", language=named)


def _how(reader: Reader) -> str:
    return reader.say(
        "Answer with the button or in the thread. Where I cannot read along, “Save as answer” in a reply’s menu shows it to me."
    )


def _buttons(shown: Shown, reader: Reader) -> ActionsBlock:
    question = shown.question
    key = str(question.id)
    block = f"question:{question.id}:{question.version}"
    if question.state != OPEN:
        return ActionsBlock(block_id=block, elements=[*_after(question, reader), menu(question, reader)])
    made = [
        button(reader.say("Write an answer"), WRITE, value=key, style="primary"),
        *([button(reader.say("Accept an answer"), ACCEPT, value=key)] if shown.answers or shown.has_own else []),
    ]
    return ActionsBlock(block_id=block, elements=[*made, menu(question, reader)])


def menu(question: Question, reader: Reader) -> OverflowMenuElement:
    """Return the three dots of a question that was not taken back; Slack takes five choices at most."""
    made = [Option(text=plain(text, 75), value=f"{what}:{question.id}") for what, text in _choices(question, reader)]
    return OverflowMenuElement(action_id=MORE, options=made)


def _choices(question: Question, reader: Reader) -> list[tuple[str, str]]:
    edit, remove = (EDIT, reader.say("Edit the question")), (REMOVE, reader.say("Take back"))
    if question.state != OPEN:
        replied = [(REPLIED, change_reply(reader))] if question.state == SOLVED and question.reply_link else []
        return [(TRACE, trace.label(reader)), *replied, (REOPEN, open_again(reader)), edit, remove]
    return [
        edit,
        (LONGER, reader.say("More time")),
        *([(WIDER, reader.say("Ask a wider circle"))] if question.circle != HOUSE else []),
        (CLOSE, reader.say("Close without an answer")),
        remove,
    ]


def open_again(reader: Reader) -> str:
    """Name what opens a question again that is solved or closed."""
    return reader.say("Open again")


def change_reply(reader: Reader) -> str:
    """Name what corrects the link of the public reply."""
    return reader.say("Change the public reply")


def _after(question: Question, reader: Reader) -> list[Any]:
    if question.state != SOLVED:
        return []
    key = str(question.id)
    reply = [button(reader.say("Add the public reply"), REPLY, value=key)] if not question.reply_link else []
    return [*reply, from_question(question.id, reader)]
