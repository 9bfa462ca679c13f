"""One answer of the bank in a window: all languages, how it stands, what colleagues should know, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ConfirmObject

from bot import tongues
from bot.answers.kinds import DESK
from bot.answers.reading import Details
from bot.answers.states import Standing
from bot.views import answers_buttons, answers_parts, trace
from bot.views.blocks import Message, button, context, divider, foreign, header, person, plain, rich, words
from bot.views.modal import modal
from bot.words import Reader

SHOW = "answers.show"
"""A button in the window that leads back to the answer."""
VERSIONS = "answers.versions"
BRING_BACK = "answers.bring_back"


def title(reader: Reader) -> str:
    """Name the window of one answer."""
    return reader.say("Answer in the bank")


def window(found: Details, reader: Reader, note: str = "") -> dict[str, Any]:
    """Show one answer in full; `note` says what has just happened to it."""
    blocks: list[Block] = [rich(words(note, bold=True)), divider()] if note else []
    blocks += [*_standing(found, reader), *_texts(found, reader), divider(), *_facts(found, reader)]
    blocks += [
        ActionsBlock(block_id=f"answer.{name}", elements=elements)
        for name, elements in (("use", _using(found, reader)), ("do", _doing(found, reader)))
        if elements
    ]
    return modal(title(reader), Message(foreign(_asked(found, reader), 500), blocks), reader)


def saved_note(*, is_new: bool, is_proposal: bool, reader: Reader) -> str:
    """Say what saving an answer came to."""
    if is_proposal:
        return reader.say("Proposed. The desk reads it before anybody else finds it.")
    if is_new:
        return reader.say("Saved in the answer bank.")
    return reader.say("Saved.")


def withdrawn_note(reader: Reader) -> str:
    """Say that an answer has been withdrawn."""
    return reader.say("Withdrawn. Nobody finds it any more; its versions stay, and it can be brought back.")


def back_note(reader: Reader) -> str:
    """Say that an answer is in the bank again."""
    return reader.say("It is in the answer bank again.")


def restored_note(reader: Reader) -> str:
    """Say that an answer says again what it said before."""
    return reader.say("Restored, as a new version.")


def _asked(found: Details, reader: Reader) -> str:
    """Return the question, in the reader's language where it has one."""
    said = (found.content.said(language).question for language in answers_parts.in_order(reader))
    return next(filter(None, said), reader.say("Answer in the bank"))


def _standing(found: Details, reader: Reader) -> Iterator[Block]:
    answer = found.answer
    if found.is_proposal:
        proposed = reader.say("Proposed, and not approved yet. Only the desk sees it.")
        yield rich(words(proposed, bold=True), words("\n" + reader.say("Proposed by:") + " "), person(answer.made_by))
    else:
        state = answers_parts.holds(answer, found.standing, reader)
        keeper = [person(answer.owner)] if answer.owner else [words(reader.say("nobody yet"), italic=True)]
        is_warning = found.standing is not Standing.FRESH
        yield rich(
            words(f"{state[:1].upper()}{state[1:]}", bold=is_warning),
            words("\n" + reader.say("Owner:") + " "),
            *keeper,
        )
    owes = answers_parts.owes(found.owes, reader)
    if owes:
        yield rich(words(owes))


def _texts(found: Details, reader: Reader) -> Iterator[Block]:
    for language in answers_parts.in_order(reader):
        said = found.content.said(language)
        if said.question or said.text:
            name = tongues.name(language, reader.language)
            yield header(f"{name[:1].upper()}{name[1:]}")
            asked = said.question or reader.say("The question is not written in this language yet.")
            told = said.text or reader.say("The answer is not written in this language yet.")
            yield rich(words(asked, bold=bool(said.question), italic=not said.question))
            yield rich(words(told, italic=not said.text))


def _facts(found: Details, reader: Reader) -> Iterator[Block]:
    content = found.content
    facts = [
        (reader.say("When to use it:"), content.when_to_use),
        (reader.say("Note for colleagues, never for the public:"), content.note),
        (reader.say("Tags:"), ", ".join(content.tags)),
        (reader.say("Who finds it:"), _who_finds(found, reader)),
    ]
    for label, value in facts:
        if value:
            yield rich(words(f"{label} ", bold=True), words(value))
    yield context(" · ".join(_history(found, reader)))


def _who_finds(found: Details, reader: Reader) -> str:
    is_said = found.content.visibility == DESK and not found.is_proposal
    return reader.say("social managers only") if is_said else ""


def _history(found: Details, reader: Reader) -> Iterator[str]:
    changed = reader.moment(found.answer.changed_at)
    yield reader.say("Version {version}, {moment}", version=reader.number(found.answer.version), moment=changed)
    if found.last_used is not None:
        used = reader.count("used {n} time", "used {n} times", found.uses)
        yield reader.say("{used}, last on {moment}", used=used, moment=reader.moment(found.last_used))
    else:
        yield reader.say("not used yet")
    if found.question:
        yield reader.say("from question {n}", n=found.question)


def _using(found: Details, reader: Reader) -> list[ButtonElement]:
    if found.is_proposal or found.standing is Standing.WITHDRAWN:
        return []
    answer_id = found.answer.id
    return [
        answers_buttons.copy(answer_id, "", reader),  # nobody knows here in which language the public asks
        answers_buttons.used(answer_id, reader),
        answers_buttons.report(answer_id, reader),
    ]


def _doing(found: Details, reader: Reader) -> list[ButtonElement]:
    if not found.may_edit:
        return []
    value = str(found.answer.id)
    chain = trace.way(f"a{value}", reader)
    versions = button(reader.say("Versions"), VERSIONS, value=value)
    if found.standing is Standing.WITHDRAWN:
        return [button(reader.say("Bring back"), BRING_BACK, value=value, style="primary"), versions, chain]
    if found.is_proposal:
        editing = button(reader.say("Check and approve"), answers_buttons.EDIT, value=value, style="primary")
        return [editing, _withdraw(reader.say("Decline"), value, reader)]
    return [
        button(reader.say("Edit"), answers_buttons.EDIT, value=value),
        versions,
        chain,
        _withdraw(reader.say("Withdraw"), value, reader),
    ]


def _withdraw(label: str, value: str, reader: Reader) -> ButtonElement:
    made = button(label, answers_buttons.WITHDRAW, value=value, style="danger")
    made.confirm = ConfirmObject(
        title=plain(reader.say("Withdraw this answer?"), 100),
        text=plain(reader.say("Nobody finds it any more. Its versions stay, and it can be brought back."), 300),
        confirm=plain(label, 30),
        deny=plain(reader.say("Keep"), 30),
    )
    return made
