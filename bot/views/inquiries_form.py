"""The windows about a question: asking somebody, answering, passing it on, and choosing somebody else.

The block of each input is named after the field, so that a fault finds its place; Slack keeps what was typed by that name
when the window is filled in later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    UserSelectElement,
)

from bot.experts_finding import Reason
from bot.inquiries_draft import MOST_TEXT, SHORTEST_QUESTION, Asked, Candidate, Draft, Hurdle, Opened, Pause, Why
from bot.inquiries_state import CIRCLE
from bot.views import ask
from bot.views.blocks import Message, button, context, cut, foreign, one_line, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.words import Reader
from storage.models import Inquiry, Ping

FORM = "inquiries.form"
ANSWERING = "inquiries.answering"
DECLINING = "inquiries.declining"
PAUSING = "inquiries.pausing"
CHOOSING = "inquiries.choosing"
YES = "yes"
"""The only option of a checkbox."""
ONLY_THIS, PAUSE = "this", "pause"


def form(opened: Opened, reader: Reader) -> dict[str, Any]:
    """Return the window that asks an expert."""
    submit = reader.say("Send")
    blocks = [*_notes(opened, reader), *_inputs(opened, reader)]
    return _window(FORM, reader.say("Ask an expert"), submit, blocks, opened.form.packed(), reader)


def after_asking(outcome: Asked | Opened, reader: Reader) -> dict[str, Any]:
    """Return what the sent form turns into: a word that it is on its way, or the form with what stands in its way."""
    if isinstance(outcome, Opened):
        return form(outcome, reader)
    said = reader.say(
        "{name} gets your question. The answer comes to your direct messages with Kaiku.", name=_short(outcome.name)
    )
    return modal(reader.say("Ask an expert"), Message(foreign(said), [rich(words(said))]), reader)


def draft_from(values: dict[str, Any]) -> Draft:
    """Return what stands in a sent form, by block id, as a draft."""
    return Draft(
        question=str(values.get("question") or ""),
        expert=int(values.get("expert") or 0),
        other=str(values.get("other") or ""),
        moves_on=bool(values.get("moves_on")),
    )


def pause_from(values: dict[str, Any]) -> Pause | None:
    """Return the pause that somebody wants; None when they have no time for one question only."""
    if values.get("pause") != PAUSE:
        return None
    until = values.get("until")
    return Pause(date.fromisoformat(until) if until else None)


def answering(inquiry: Inquiry, ping: Ping, reader: Reader) -> dict[str, Any]:
    """Return the window in which an expert answers."""
    text = PlainTextInputElement(action_id=VALUE, multiline=True, max_length=MOST_TEXT, focus_on_load=True)
    kept = _checkbox(reader.say("This may become an answer for everybody"))
    blocks = [rich(words(inquiry.question)), entry("answer", reader.say("Your answer"), text)]
    if inquiry.state == CIRCLE:
        hint = reader.say("It goes to the person who asked. When they accept it, the circle that was asked sees it.")
        blocks.append(context(hint))
    else:
        blocks.append(optional("may_be_kept", reader.say("Answer bank"), kept, hint=_about_bank(reader)))
    return _window(ANSWERING, reader.say("Answer"), reader.say("Send"), blocks, str(ping.id), reader)


def declining(inquiry: Inquiry, ping: Ping, reader: Reader) -> dict[str, Any]:
    """Return the window in which an expert names somebody else; for a question to a circle, which is asked as well, nobody."""
    if inquiry.state == CIRCLE:
        said = reader.say("The question stays with the others. Nobody is told who passed it on.")
        return _window(DECLINING, reader.say("Not me"), reader.say("Not me"), [context(said)], str(ping.id), reader)
    label = reader.say("Who knows better?")
    hint = reader.say("Leave it empty if you do not know. They are asked only if they may be asked now.")
    blocks = [optional("instead", label, UserSelectElement(action_id=VALUE), hint=hint)]
    return _window(DECLINING, reader.say("Not me"), reader.say("Pass it on"), blocks, str(ping.id), reader)


def pausing(ping: Ping, reader: Reader) -> dict[str, Any]:
    """Return the window in which an expert has no time, for this question or for a while."""
    options = [
        Option(text=plain(reader.say("Just this question"), 75), value=ONLY_THIS),
        Option(text=plain(reader.say("No questions for a while"), 75), value=PAUSE),
    ]
    what = RadioButtonsElement(action_id=VALUE, options=options, initial_option=options[0])
    day = DatePickerElement(action_id=VALUE)
    hint = reader.say("Only for a pause: the first day on which you can be asked again.")
    blocks = [
        entry("pause", reader.say("What do you not have time for?"), what),
        optional("until", reader.say("Ask me again from"), day, hint=hint),
    ]
    return _window(PAUSING, reader.say("Not now"), reader.say("Save"), blocks, str(ping.id), reader)


def choosing(inquiry: Inquiry, reader: Reader) -> dict[str, Any]:
    """Return the window in which an asker chooses a colleague."""
    blocks = [
        rich(words(cut(inquiry.question, 600))),
        entry("other", reader.say("Whom shall I ask?"), UserSelectElement(action_id=VALUE)),
    ]
    return _window(CHOOSING, reader.say("Ask somebody else"), reader.say("Send"), blocks, str(inquiry.id), reader)


def _notes(opened: Opened, reader: Reader) -> Iterator[Block]:
    if opened.hurdle is not None:
        yield rich(words(_hurdle(opened.hurdle, reader)))
    if opened.expert is not None:
        name = _short(opened.expert.name)
        said = (
            reader.say("You could ask {name} instead.", name=name)
            if opened.hurdle
            else reader.say("Your question goes to {name}.", name=name)
        )
        yield rich(words(said, bold=True))
    if opened.is_looking:
        yield context(reader.say("I look for people who may know. Meanwhile you can write."))
    if opened.form.origin:
        yield context(reader.say("The link to the message goes with the question. Take out what is not for others."))
    if opened.expert is None:
        yield ActionsBlock(block_id="ask", elements=[button(reader.say("Ask the house instead"), ask.INSTEAD)])


def _inputs(opened: Opened, reader: Reader) -> Iterator[InputBlock]:
    draft = opened.draft
    question = PlainTextInputElement(
        action_id=VALUE,
        multiline=True,
        min_length=SHORTEST_QUESTION,
        max_length=MOST_TEXT,
        initial_value=draft.question or None,
    )
    yield entry("question", reader.say("Your question"), question)
    if opened.choices:
        yield optional("expert", reader.say("Who may know"), _choices(opened.choices, draft, reader))
    if opened.expert is None or opened.hurdle is not None:
        has_others = bool(opened.choices or opened.expert)
        hint = reader.say("Goes before the choice above.") if has_others else ""
        label = reader.say("Somebody else") if has_others else reader.say("Whom shall I ask?")
        menu = UserSelectElement(action_id=VALUE, initial_user=draft.other or None)
        yield optional("other", label, menu, hint=hint)
    consent = _checkbox(reader.say("If they cannot answer, ask the next one without asking me"), is_on=draft.moves_on)
    yield optional("moves_on", reader.say("If there is no answer"), consent)


def _choices(found: Sequence[Candidate], draft: Draft, reader: Reader) -> RadioButtonsElement:
    options = [
        Option(
            text=plain(_short(one.name) or reader.say("Somebody"), 75),
            value=str(one.profile_id),
            description=plain(why, 75) if (why := why_known(one.reasons, reader)) else None,
        )
        for one in found
    ]
    chosen = next((option for option in options if option.value == str(draft.expert)), None)
    return RadioButtonsElement(action_id=VALUE, options=options, initial_option=chosen)


def why_known(reasons: Sequence[Reason], reader: Reader) -> str:
    """Say in a few words why somebody may know: what matched, and their accepted answers."""
    answers = sum(reason.count for reason in reasons if reason.kind == "evidence")
    texts = dict.fromkeys(one_line(reason.text) for reason in reasons if reason.kind != "evidence")
    said = [text for text in texts if text]
    if answers:
        said.append(reader.count("{n} accepted answer", "{n} accepted answers", answers))
    return ", ".join(said)


def _hurdle(found: Hurdle, reader: Reader) -> str:
    name = _short(found.name)
    match found.why:
        case Why.AWAY if found.until is not None:
            day = reader.day(found.until)
            return reader.say("{name} is away and can be asked again from {day} on.", name=name, day=day)
        case Why.FULL:
            return reader.say("{name} has been asked as often this week as one person may be.", name=name)
        case Why.GONE:
            return reader.say("{name} cannot be reached in this Slack.", name=name)
        case _:
            return reader.say("{name} does not take questions here.", name=name)


def _about_bank(reader: Reader) -> str:
    return reader.say("Without your consent the answer goes to the person who asked, and to nobody else.")


def _window(
    callback: str, title: str, submit: str, blocks: Sequence[Block], metadata: str, reader: Reader
) -> dict[str, Any]:
    return form_window(callback, (title, submit, reader.say("Cancel")), blocks, carried=metadata)


def _checkbox(text: str, *, is_on: bool = False) -> CheckboxesElement:
    options = [Option(text=plain(text, 75), value=YES)]
    return CheckboxesElement(action_id=VALUE, options=options, initial_options=options if is_on else None)


def _short(name: str) -> str:
    return cut(one_line(name), 70)
