"""The permission to publish: its section in the window of an item, its forms, and what the giver is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    DateTimePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
)

from bot.clearance import judging
from bot.clearance.editing import MOST_EVIDENCE, MOST_NAMES, MOST_WHY, Draft
from bot.clearance.judging import ASKED, NO, NONE, POINTS, YES, Missing
from bot.clearance.subject import ITEM, Subject
from bot.plan.opening import Viewer
from bot.plan.whole import Whole
from bot.views.blocks import Message, button, context, cut, foreign, one_line, person, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, optional
from bot.views.questions_form import moment_from
from bot.words import Reader
from storage.models import Clearance

OPEN, OVERRIDE, TELL = "clearance.open", "clearance.override", "clearance.tell"
"""Buttons; their value is the key of what it is about: "p12" for an item of the plan, "i3" for an idea."""
FORM, OVERRIDING = "clearance.form", "clearance.overriding"
_NOT_YET = "open"
"""The option for what nobody has looked at: Slack takes no empty value."""


def section_of(whole: Whole, viewer: Viewer, reader: Reader) -> list[Block]:
    """Show what is missing before an item may be published, and the way to note who agreed."""
    given = whole.item.idea_id is not None
    if not (given or whole.attachments or whole.clearance):
        return []
    found = judging.missing(whole.clearance, whole.attachments, is_from_others=given)
    key = f"{ITEM}{whole.item.id}"
    return section(
        key, found, whole.clearance, reader, may_edit=viewer.may_edit, is_given=given, is_desk=viewer.is_desk
    )


def section(  # noqa: PLR0913 - what the two windows that show it know
    key: str,
    found: Iterable[Missing],
    clearance: Clearance | None,
    reader: Reader,
    *,
    may_edit: bool,
    is_given: bool,
    is_desk: bool,
) -> list[Block]:
    """Show how the permission of something stands, with buttons for who may do something about it."""
    lines = [line(one, reader) for one in found]
    parts: list[Any] = [words(reader.say("Permission to publish"), bold=True)]
    if clearance is not None and clearance.overridden_by:
        why = reader.say("Overridden, because: {why}", why=one_line(clearance.override_why))
        parts += [words(f"\n{why} "), person(clearance.overridden_by)]
    elif lines:
        parts += [words("".join(f"\n• {said}" for said in lines))]
    else:
        parts += [words("\n" + reader.say("Every permission is there."))]
    blocks: list[Block] = [rich(*parts)]
    if may_edit:
        elements = [button(reader.say("Who agreed"), OPEN, value=key)]
        if lines and is_given:
            elements.append(button(reader.say("Tell the giver what is missing"), TELL, value=key))
        if lines and is_desk:
            elements.append(button(reader.say("Publish without it"), OVERRIDE, value=key))
        blocks.append(ActionsBlock(block_id=f"clearance:{key}", elements=elements))
    return blocks


def line(one: Missing, reader: Reader) -> str:
    """Say what is missing, as a task."""
    if one.answer == NO:
        return _refused(one.point, reader)
    if one.answer == ASKED:
        return _waiting(one.point, reader)
    said = {
        "author": reader.say("Ask whoever wrote it whether it may be published."),
        "people": reader.say("Ask those in the picture whether it may be published."),
        "minors": reader.say("Are there children in the picture? Then their guardians have to agree."),
        "rights": reader.say("Find out whether the picture may be used."),
        "confidentiality": reader.say("Check that it tells nothing confidential."),
        "photographer": reader.say("Name the photographer."),
    }
    return said[one.point]


def _waiting(point: str, reader: Reader) -> str:
    said = {
        "author": reader.say("Whoever wrote it was asked and has not answered yet."),
        "people": reader.say("Those in the picture were asked and have not answered yet."),
        "minors": reader.say("The guardians were asked and have not answered yet."),
        "rights": reader.say("The right to the picture was asked for and is not granted yet."),
        "confidentiality": reader.say("Somebody was asked whether it is confidential and has not answered yet."),
    }
    return said[point]


def _refused(point: str, reader: Reader) -> str:
    said = {
        "author": reader.say("Whoever wrote it does not want it published."),
        "people": reader.say("Somebody in the picture does not want it published. Choose another picture."),
        "minors": reader.say("A guardian does not want it published. Choose another picture."),
        "rights": reader.say("The picture may not be used. Choose another one."),
        "confidentiality": reader.say("It tells something confidential. Take that out."),
    }
    return said[point]


def form(about: Subject, reader: Reader) -> dict[str, Any]:
    """Return the window in which somebody notes who agreed."""
    held = about.clearance
    blocks: list[Block] = [context(reader.say("This is kept as evidence, with your name and the time."))]
    blocks += [_choice(point, getattr(held, point) if held else "", reader) for point in POINTS]
    blocks.insert(3, _text("people_named", reader.say("Who is in the picture"), held, MOST_WHY))
    blocks += [
        _text("photographer", reader.say("Photographer, as named beside the picture"), held, MOST_NAMES),
        _text("licence", reader.say("Licence, such as own, bought or CC BY 4.0"), held, MOST_NAMES),
        _embargo(held, reader),
        _text("evidence", reader.say("Where the permission stands: a link, a form’s number"), held, MOST_EVIDENCE),
    ]
    labels = (reader.say("Permission"), reader.say("Save"), reader.say("Cancel"))
    return form_window(FORM, labels, blocks, carried=f"{about.key}:{held.version if held else 0}")


def overriding(about: Subject, reader: Reader) -> dict[str, Any]:
    """Return the window that asks why something is published although something is missing."""
    lines = [line(one, reader) for one in about.missing]
    shown = rich(words(reader.say("Missing:"), bold=True), words("".join(f"\n• {said}" for said in lines)))
    element = PlainTextInputElement(action_id=VALUE, multiline=True, max_length=MOST_WHY)
    why = entry("why", reader.say("Why may it be published all the same?"), element)
    kept = context(reader.say("Your name and reason are kept in the audit log."))
    labels = (reader.say("Publish without it"), reader.say("Override"), reader.say("Cancel"))
    return form_window(OVERRIDING, labels, [shown, why, kept], carried=about.key)


def draft_from(values: Mapping[str, Any], version: int) -> Draft:
    """Return what stands in a sent form."""
    answers = {point: str(values.get(point) or "") for point in POINTS}
    return Draft(
        answers={point: "" if answer == _NOT_YET else answer for point, answer in answers.items()},
        texts={name: str(values.get(name) or "") for name in ("people_named", "photographer", "licence", "evidence")},
        embargo_until=moment_from(values.get("embargo_until")),
        version=version,
    )


def told(reader: Reader, *, is_told: bool) -> str:
    """Say whether the giver was told."""
    if is_told:
        return reader.say("The giver has a message now that says what is missing.")
    return reader.say("Nobody gave this, so there is nobody to tell.")


def for_giver(about: Subject, reader: Reader) -> Message:
    """Tell whoever gave something what is missing before it may be published."""
    title = cut(one_line(about.item.title if about.item else about.idea.title if about.idea else ""), 200)
    lines = [line(one, reader) for one in about.missing]
    if not lines:
        said = reader.say("Your idea has every permission that it needs now. Thank you.")
    else:
        said = reader.say("Before your idea can be published, this is missing. Can you help?")
    parts = [words(said, bold=True), words(f"\n{title}", italic=True)]
    if lines:
        parts.append(words("".join(f"\n• {one}" for one in lines)))
        parts.append(words("\n" + reader.say("Write to the desk when you know, or ask those concerned yourself.")))
    return Message("\n".join([foreign(said), foreign(title), *lines]), [rich(*parts)])


def _choice(point: str, answer: str, reader: Reader) -> InputBlock:
    labels = {
        "author": reader.say("Whoever wrote it"),
        "people": reader.say("People in the picture"),
        "minors": reader.say("Guardians of children in the picture"),
        "rights": reader.say("Right to use the picture"),
        "confidentiality": reader.say("Confidentiality"),
    }
    options = [Option(text=plain(said, 75), value=value or _NOT_YET) for value, said in _answers(point, reader).items()]
    chosen = next(option for option in options if option.value == (answer or _NOT_YET))
    element = StaticSelectElement(action_id=VALUE, options=options, initial_option=chosen)
    return entry(point, labels[point], element)


def _answers(point: str, reader: Reader) -> dict[str, str]:
    if point == "confidentiality":
        return {
            "": reader.say("Not looked at yet"),
            NONE: reader.say("Nothing in it is confidential"),
            ASKED: reader.say("Asked, no answer yet"),
            YES: reader.say("What is confidential may be told"),
            NO: reader.say("It may not be told"),
        }
    return {
        "": reader.say("Not looked at yet"),
        NONE: reader.say("Not needed"),
        ASKED: reader.say("Asked, no answer yet"),
        YES: reader.say("Agreed"),
        NO: reader.say("Refused"),
    }


def _text(field: str, label: str, held: Clearance | None, most: int) -> InputBlock:
    value = getattr(held, field) if held else ""
    element = PlainTextInputElement(
        action_id=VALUE, initial_value=value or None, max_length=most, multiline=most == MOST_EVIDENCE
    )
    return optional(field, label, element)


def _embargo(held: Clearance | None, reader: Reader) -> InputBlock:
    until = held.embargo_until if held else None
    element = DateTimePickerElement(action_id=VALUE, initial_date_time=int(until.timestamp()) if until else None)
    return optional("embargo_until", reader.say("Not before (embargo)"), element)
