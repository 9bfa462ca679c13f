"""A report that an answer is outdated or wrong: its form, the card of whoever settles it, and what the reporter hears."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ConfirmObject, PlainTextInputElement

from bot.answers.content import Content
from bot.views import answers_buttons
from bot.views.answers_parts import asked_in
from bot.views.blocks import Message, button, foreign, one_line, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.words import Reader
from storage.models import AnswerReport

FORM = "answers.report.form"
HOLDS = "answers.report.holds"
HOLDS_FORM = "answers.report.holds.form"
Names = Mapping[str, str]


def form(answer_id: int, reader: Reader) -> dict[str, Any]:
    """Ask what is wrong with an answer."""
    area = PlainTextInputElement(action_id=VALUE, multiline=True, max_length=1_000)
    hint = reader.say("Whoever keeps this answer reads it, and you hear once what came of it.")
    blocks = [entry("what", reader.say("What is outdated or wrong"), area, hint=hint)]
    labels = reader.say("Outdated or wrong"), reader.say("Send"), reader.say("Cancel")
    return form_window(FORM, labels, blocks, carried=str(answer_id))


def sent(reader: Reader) -> dict[str, Any]:
    """Say that a report has been made."""
    said = reader.say("Thank you. Whoever keeps this answer looks at it, and you hear once what came of it.")
    return modal(reader.say("Outdated or wrong"), Message(said, [rich(words(said))]), reader)


def holds_form(found: AnswerReport, reader: Reader) -> dict[str, Any]:
    """Ask for a word to whoever reported an answer that is true."""
    area = PlainTextInputElement(action_id=VALUE, multiline=True, max_length=500)
    hint = reader.say("Whoever reported it reads this.")
    blocks = [optional("word", reader.say("Why it is true as it stands"), area, hint=hint)]
    labels = reader.say("It holds"), reader.say("Send"), reader.say("Cancel")
    return form_window(HOLDS_FORM, labels, blocks, carried=str(found.id))


def settled(reader: Reader) -> dict[str, Any]:
    """Say that a report is settled."""
    said = reader.say("Thank you. Whoever reported it hears that the answer holds.")
    return modal(reader.say("It holds"), Message(said, [rich(words(said))]), reader)


def report(found: AnswerReport, content: Content, names: Names, reader: Reader) -> Message:
    """Show a report to whoever settles it."""
    asked = one_line(asked_in(content, reader))
    name = names.get(found.by) or reader.say("Somebody")
    first = reader.say("{name} says that this answer is outdated or wrong: “{question}”", name=name, question=asked)
    blocks: list[Block] = [rich(words(first, bold=True), words(f"\n{found.what}"))]
    if found.ended_at is not None:
        ended = _ended(found, names, reader)
        return Message(foreign(f"{first} {ended}"), [*blocks, rich(words(ended))])
    blocks.append(ActionsBlock(block_id=f"report.{found.id}", elements=_buttons(found, reader)))
    return Message(f"{foreign(first, 800)}\n{foreign(found.what, 1_500)}", blocks)


def outcome(found: AnswerReport, content: Content, names: Names, reader: Reader) -> Message:
    """Tell the reporter what came of a report."""
    asked = one_line(asked_in(content, reader))
    first = reader.say("You said that an answer is outdated or wrong: “{question}”", question=asked)
    ended = _ended(found, names, reader)
    blocks: list[Block] = [rich(words(first), words(f"\n{ended}", bold=True))]
    if found.state != "gone":
        shown = answers_buttons.show_all(found.answer_id, reader)
        blocks.append(ActionsBlock(block_id=f"report.{found.id}.outcome", elements=[shown]))
    return Message(foreign(f"{first} {ended}"), blocks)


def _ended(found: AnswerReport, names: Names, reader: Reader) -> str:
    name = names.get(found.ended_by) or reader.say("Somebody")
    match found.state:
        case "changed":
            return reader.say("{name} has changed the answer. Thank you.", name=name)
        case "gone":
            return reader.say("{name} has withdrawn the answer. Thank you.", name=name)
        case _:
            if found.outcome:
                return reader.say("{name} has looked: the answer holds. “{word}”", name=name, word=found.outcome)
            return reader.say("{name} has looked: the answer holds.", name=name)


def _buttons(found: AnswerReport, reader: Reader) -> list[Any]:
    answer_id = str(found.answer_id)
    withdrawing = button(reader.say("Withdraw"), answers_buttons.WITHDRAW, value=answer_id, style="danger")
    withdrawing.confirm = ConfirmObject(
        title=plain(reader.say("Withdraw this answer?"), 100),
        text=plain(reader.say("Nobody finds it any more. Its versions and its uses stay."), 300),
        confirm=plain(reader.say("Withdraw"), 30),
        deny=plain(reader.say("Cancel"), 30),
    )
    return [
        button(reader.say("Edit"), answers_buttons.EDIT, value=answer_id, style="primary"),
        button(reader.say("It holds"), HOLDS, value=str(found.id)),
        answers_buttons.show_all(found.answer_id, reader),
        withdrawing,
    ]
