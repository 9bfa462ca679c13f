"""The windows about a question to colleagues: asking it, changing it, taking it back.

The block of each input is named after the field, so that a fault finds its place; Slack keeps what was typed by that name when
the window is filled in later. A field that the form itself fills in anew gets another name within its block.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    CheckboxesElement,
    ConversationFilter,
    ConversationSelectElement,
    DateTimePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticSelectElement,
    UserSelectElement,
)

from bot.inquiries_draft import SHORTEST_QUESTION, Candidate
from bot.questions.draft import MOST_LEFT_OUT, MOST_QUESTION, MOST_WHY, Asked, Circle, Draft, Opened
from bot.questions.kinds import UNIT
from bot.views import answers_results
from bot.views.ask import title
from bot.views.blocks import Message, button, context, cut, foreign, mrkdwn, one_line, plain, rich, words
from bot.views.inquiries_form import why_known
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.words import LANGUAGE_NAMES, LANGUAGES, Reader
from storage.models import Question

FORM = "questions.form"
EDITING = "questions.editing"
REMOVING = "questions.removing"
LOOK = "questions.look"
"""The button in the form that looks for people who may know."""
AS_ASKED = "as_asked"
"""The option that takes the language of the question."""


def form(opened: Opened, reader: Reader) -> dict[str, Any]:
    """Return the window that asks colleagues."""
    labels = (title(reader), reader.say("Ask"), reader.say("Cancel"))
    if opened.found:
        labels = (title(reader), reader.say("Ask all the same"), reader.say("Cancel"))
    blocks = [*_notices(opened, reader), *_inputs(opened, reader)]
    return form_window(FORM, labels, blocks, carried=opened.form.packed())


def after_asking(outcome: Asked | Opened, reader: Reader) -> dict[str, Any]:
    """Return what the sent form turns into: where the question stands and what comes next, or the form with what is missing."""
    if isinstance(outcome, Opened):
        return form(outcome, reader)
    question = outcome.question
    lines = [_where(question, reader)]
    if outcome.experts:
        named = reader.listing([cut(one_line(name), 80) for name in outcome.experts])
        lines.append(reader.say("Asked in person: {names}.", names=foreign(named)))
    if outcome.left_out:
        named = reader.listing([cut(one_line(name), 80) for name in outcome.left_out])
        lines.append(reader.say("Away, or asked often enough this week, so not asked: {names}.", names=foreign(named)))
    if question.needed_by is not None:
        lines.append(needed_by(question.needed_by, reader))
    lines.append(reader.say("The first answer comes to your direct messages with Kaiku."))
    if not outcome.is_new:
        lines.insert(0, reader.say("You asked this a moment ago already. It is one question."))
    text = "\n".join(lines)
    return modal(title(reader), Message(text), reader)


def draft_from(values: Mapping[str, Any]) -> Draft:
    """Return what stands in a sent form, by block id, as a draft."""
    language = str(values.get("language") or "")
    return Draft(
        question=str(values.get("question") or ""),
        circle=str(values.get("circle") or ""),
        channel=str(values.get("channel") or ""),
        needed_by=moment_from(values.get("needed_by")),
        language="" if language == AS_ASKED else language,
        link=str(values.get("link") or ""),
        why=str(values.get("why") or ""),
        experts=tuple(int(one) for one in values.get("experts") or ()),
        other=str(values.get("other") or ""),
    )


def moment_from(seconds: Any) -> datetime | None:
    """Return a moment chosen in Slack's own picker; None when none was."""
    return datetime.fromtimestamp(int(seconds), UTC) if seconds else None


def needed_by(moment: datetime, reader: Reader) -> str:
    """Say until when an answer is needed, with the day of the week and the time zone."""
    return reader.say("Answer needed by {moment}, {zone}.", moment=reader.moment(moment), zone=reader.zone_name())


def editing(question: Question, carried: str, reader: Reader) -> dict[str, Any]:
    """Return the window in which a question is changed."""
    draft = Draft(
        question=question.text,
        needed_by=question.needed_by,
        language="" if question.answer_language == question.language else question.answer_language,
        link=question.public_link,
        why=question.why,
    )
    hint = reader.say("The card in the channel is changed in place; nobody gets a new message.")
    blocks = [context(hint), _question(draft, 0, reader), *_details(draft, 0, reader)]
    labels = (reader.say("Edit the question"), reader.say("Save"), reader.say("Cancel"))
    return form_window(EDITING, labels, blocks, carried=carried)


def removing(question: Question, reader: Reader) -> dict[str, Any]:
    """Return the window that asks whether a question is really taken back."""
    what = reader.say("Its text goes for good. The card says that it was taken back, and nobody is asked any more.")
    blocks = [rich(words(cut(question.text, 600))), rich(words(what))]
    labels = (reader.say("Take back"), reader.say("Take it back"), reader.say("Cancel"))
    return form_window(REMOVING, labels, blocks, carried=str(question.id))


def _notices(opened: Opened, reader: Reader) -> Iterator[Block | dict[str, Any]]:
    if opened.found is not None:
        yield rich(words(reader.say("This may be answered already. Nothing has been sent yet."), bold=True))
        yield from answers_results.results(opened.found, reader, today=opened.today)
    if opened.is_only_link:
        yield rich(
            words(
                reader.say("A link alone is no question. It stands under “Link to the public question” now."), bold=True
            )
        )
    if opened.left_out:
        said = reader.say(
            "Your text is longer than {most} characters. This end of it did not fit:", most=reader.number(MOST_QUESTION)
        )
        yield rich(words(said, bold=True), words(f"\n{cut(opened.left_out, MOST_LEFT_OUT)}"))
    if opened.form.origin:
        yield context(reader.say("The link to the message goes with the question. Take out what is not for others."))


def _inputs(opened: Opened, reader: Reader) -> Iterator[Block]:
    draft, number = opened.draft, opened.form.round
    yield _question(draft, number, reader)
    yield entry("circle", reader.say("Whom do you ask?"), _circles(opened.circles, draft, reader))
    yield _channel(opened.circles, draft, reader)
    yield from _experts(opened, reader)
    yield from _details(draft, number, reader)


def _question(draft: Draft, number: int, reader: Reader) -> InputBlock:
    element = PlainTextInputElement(
        action_id=_named(number),
        multiline=True,
        min_length=SHORTEST_QUESTION,
        max_length=MOST_QUESTION,
        initial_value=draft.question or None,
        focus_on_load=not draft.question,
    )
    return entry("question", reader.say("Your question"), element)


def _details(draft: Draft, number: int, reader: Reader) -> Iterator[InputBlock]:
    moment = int(draft.needed_by.timestamp()) if draft.needed_by else None
    picker = DateTimePickerElement(action_id=VALUE, initial_date_time=moment)
    yield optional("needed_by", reader.say("When do you need the answer?"), picker)
    yield entry("language", reader.say("Language of the public answer"), _language(draft, reader))
    # A text field and not Slack's own for addresses: it would refuse what can still be mended, in English.
    link = PlainTextInputElement(action_id=_named(number), initial_value=draft.link or None)
    yield optional("link", reader.say("Link to the public question"), link)
    why = PlainTextInputElement(action_id=VALUE, max_length=MOST_WHY, multiline=True, initial_value=draft.why or None)
    yield optional("why", reader.say("Why do you ask?"), why)


def _circles(circles: Sequence[Circle], draft: Draft, reader: Reader) -> RadioButtonsElement:
    options = [_circle(circle, reader) for circle in circles]
    chosen = next((option for option in options if option.value == draft.circle), options[0])
    return RadioButtonsElement(action_id=VALUE, options=options, initial_option=chosen)


def _circle(circle: Circle, reader: Reader) -> Option:
    more = ""
    match circle.kind:
        case "house":
            text = reader.say("The whole house: {channel}", channel=f"<#{circle.channel}>")
        case "unit":
            # Slack counts 75 characters after escaping, and a channel's tag has some fifteen of them.
            text = reader.say("My unit: {unit}", unit=foreign(one_line(circle.unit), 50))
            more = "" if circle.channel else reader.say("Choose its channel below.")
        case "desk":
            text = reader.say("The desk: {channel}", channel=f"<#{circle.channel}>")
        case "channel":
            text = reader.say("A channel that I choose below")
        case _:
            text = reader.say("Nobody but the experts that I tick below")
    return Option(text=mrkdwn(text), value=circle.kind, description=plain(more, 75) if more else None)


def _channel(circles: Sequence[Circle], draft: Draft, reader: Reader) -> InputBlock:
    which = ConversationFilter(include=["public", "private"], exclude_bot_users=True)
    menu = ConversationSelectElement(action_id=VALUE, filter=which, initial_conversation=draft.channel or None)
    hint = reader.say("What is asked in a private channel stays there: nobody else finds it.")
    if any(circle.kind == UNIT and not circle.channel for circle in circles):
        hint = reader.say(
            "For your unit I remember it. What is asked in a private channel stays there: nobody else finds it."
        )
    return optional("channel", reader.say("Channel"), menu, hint=hint)


def _experts(opened: Opened, reader: Reader) -> Iterator[Block]:
    if opened.choices:
        hint = reader.say("Each gets one direct message. Nobody is asked whom you do not tick.")
        yield optional("experts", reader.say("Who may know"), _choices(opened.choices, opened.draft, reader), hint=hint)
    menu = UserSelectElement(action_id=VALUE, initial_user=opened.draft.other or None)
    yield optional("other", reader.say("Another colleague to ask in person"), menu)
    if opened.is_looking:
        yield context(reader.say("I look for people who may know. Meanwhile you can write."))
    elif opened.is_nobody and not opened.choices:
        yield context(reader.say("I find nobody who knows about this and may be asked now."))
    if not opened.is_looking:
        yield ActionsBlock(block_id="look", elements=[button(reader.say("Who may know?"), LOOK)])


def _choices(choices: Sequence[Candidate], draft: Draft, reader: Reader) -> CheckboxesElement:
    options = [
        Option(
            text=plain(cut(one_line(one.name), 70) or reader.say("Somebody"), 75),
            value=str(one.profile_id),
            description=plain(why, 75) if (why := why_known(one.reasons, reader)) else None,
        )
        for one in choices
    ]
    ticked = [option for option in options if int(option.value) in draft.experts]
    return CheckboxesElement(action_id=VALUE, options=options, initial_options=ticked or None)


def _language(draft: Draft, reader: Reader) -> StaticSelectElement:
    options = [Option(text=plain(reader.say("The language of the question"), 75), value=AS_ASKED)]
    options += [Option(text=plain(LANGUAGE_NAMES[code], 75), value=code) for code in LANGUAGES]
    chosen = next((option for option in options if option.value == draft.language), options[0])
    return StaticSelectElement(action_id=VALUE, options=options, initial_option=chosen)


def _where(question: Question, reader: Reader) -> str:
    match question.circle:
        case "experts":
            return reader.say("Your question goes to the experts that you have ticked, and to nobody else.")
        case _:
            return reader.say("Your question goes to {channel}.", channel=f"<#{question.place}>")


def _named(number: int) -> str:
    return f"{VALUE}{number or ''}"
