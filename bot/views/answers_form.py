"""The form of an answer: the reader's language first, then the others, then what colleagues should know and how long it holds.

The block of each input is named after its field, so that a fault finds its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
    UserSelectElement,
)

from bot import tongues
from bot.answers.content import QUESTION, TEXT
from bot.answers.draft import (
    DAYS,
    ENDLESS,
    KEEP,
    LONGEST,
    UNTIL,
    Doubtful,
    Draft,
    Opened,
    Overtaken,
    Prefilled,
    field_name,
)
from bot.answers.kinds import DESK, HOUSE
from bot.people import is_user_id
from bot.views import answers_parts
from bot.views.answers_difference import differences
from bot.views.blocks import context, cut, divider, person, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, optional
from bot.words import LANGUAGES, Reader

FORM = "answers.form"
YES = "yes"
"""The only option of a checkbox."""
_LONGEST_TAGS = 900


def form(opened: Opened, reader: Reader, *notes: Block) -> dict[str, Any]:
    """Show the form; `notes` stand above what is always said about it."""
    blocks = [*notes, *_about(opened, reader), *_text_inputs(opened.draft, reader), *_other_inputs(opened, reader)]
    labels = _title(opened, reader), _send(opened, reader), reader.say("Cancel")
    return form_window(FORM, labels, blocks, carried=opened.form.packed())


def again(outcome: Overtaken | Doubtful, reader: Reader) -> dict[str, Any]:
    """Show the form with everything that was typed, and above it why it was not saved."""
    return doubtful(outcome, reader) if isinstance(outcome, Doubtful) else overtaken(outcome, reader)


def doubtful(outcome: Doubtful, reader: Reader) -> dict[str, Any]:
    """Show the form with everything that was typed, and above it which texts are in another language than their fields."""
    notes: list[Block] = [rich(words(_in_other(outcome.languages, reader), bold=True))]
    then = reader.say(
        "Nothing is saved yet. Move the text to the field of its language, or send the form again if it is meant."
    )
    return form(outcome.opened, reader, *notes, rich(words(then)), divider())


def overtaken(outcome: Overtaken, reader: Reader) -> dict[str, Any]:
    """Show the form with everything that was typed, and above it what differs from the answer as it is by now."""
    if outcome.now.is_withdrawn:
        first = reader.say("This answer was withdrawn while you were writing, so yours is not saved yet.")
        then = reader.say("Nothing you wrote is lost. Save to bring it back with your version, or cancel.")
    else:
        first = reader.say("Somebody else saved this answer while you were writing, so yours is not saved yet.")
        then = reader.say("Nothing you wrote is lost. Correct it below and save, or cancel to keep what is there now.")
    last = [words("\n" + reader.say("Last change:") + " "), person(outcome.by)] if is_user_id(outcome.by) else []
    notes: list[Block] = [rich(words(first, bold=True), *last, words(f"\n{then}"))]
    labels = reader.say("In the bank now:"), reader.say("Your version:")
    notes += differences(outcome.now, outcome.yours, labels, reader)
    return form(outcome.opened, reader, *notes, divider())


def draft_from(values: Mapping[str, Any]) -> Draft:
    """Return what stands in a sent form, by block id; fields that it does not show are empty."""
    until = values.get("valid_until")
    return Draft(
        questions={code: str(values.get(field_name(QUESTION, code)) or "") for code in LANGUAGES},
        texts={code: str(values.get(field_name(TEXT, code)) or "") for code in LANGUAGES},
        **{name: str(values.get(name) or "") for name in ("note", "when_to_use", "tags", "owner")},
        visibility=str(values.get("visibility") or HOUSE),
        valid=str(values.get("valid") or KEEP),
        valid_until=date.fromisoformat(until) if until else None,
        drops_names=bool(values.get("drops_names")),
        may_share=bool(values.get("may_share")),
    )


def _in_other(languages: Mapping[str, str], reader: Reader) -> str:
    """Name the fields whose texts are in another language, in the order of the form."""
    labels = {QUESTION: _asked_in, TEXT: _told_in}
    said = []
    for code in answers_parts.in_order(reader):
        for name, label in labels.items():
            spoken = languages.get(field_name(name, code))
            if spoken:
                field = label(tongues.name(code, reader.language), reader)
                language = tongues.name(spoken, reader.language)
                said.append(reader.say("{field}: the text seems to be in {language}.", field=field, language=language))
    return "\n".join(said)


def _title(opened: Opened, reader: Reader) -> str:
    if opened.is_proposal:
        return reader.say("Propose an answer")
    return reader.say("Edit answer") if opened.form.answer else reader.say("New answer")


def _send(opened: Opened, reader: Reader) -> str:
    if opened.form.revive:
        return reader.say("Bring back and save")
    return reader.say("Propose") if opened.is_proposal else reader.say("Save")


def _about(opened: Opened, reader: Reader) -> Iterator[Block]:
    for known in opened.known:
        yield rich(words(_prefilled(reader)[known]))
    if opened.is_proposal:
        yield rich(words(reader.say("The desk reads your proposal before anybody else finds it.")))
    if opened.form.origin:
        yield context(reader.say("The link to the message goes into the note for colleagues."))
    if opened.form.needs_consent:
        label = reader.say("Sharing it")
        box = _checkbox(reader.say("I have checked that colleagues may see this"), is_on=opened.draft.may_share)
        hint = reader.say("It may come from a private conversation. What you save, others can find.")
        yield entry("may_share", label, box, hint=hint)
    if opened.form.people:
        box = _checkbox(reader.say("Leave out the names of colleagues"), is_on=opened.draft.drops_names)
        hint = reader.say("“@Name” becomes “a colleague” when you save.")
        yield optional("drops_names", reader.say("Names"), box, hint=hint)


def _prefilled(reader: Reader) -> dict[Prefilled, str]:
    return {
        Prefilled.FROM_MESSAGE: reader.say(
            "Nothing of this message is kept before you save. Take out what is not for others."
        ),
        Prefilled.FROM_QUESTION: reader.say(
            "The question and its accepted answer stand below. Make them fit for the public."
        ),
        Prefilled.FROM_CLOSED_CIRCLE: reader.say(
            "This comes from a private channel. Nothing of it leaves that channel before you save it here."
        ),
        Prefilled.CUT: reader.say("The text was longer than an answer may be: only its beginning stands below."),
        Prefilled.NOT_INVITED: reader.say(
            "I may not read the rest of this discussion, so only your message stands below. Write “/invite @Kaiku” in the "
            "channel and try again, or paste the text."
        ),
        Prefilled.NOT_GRANTED: reader.say(
            "I may not read discussions in this workspace, so only your message stands below. Paste the rest. Whoever looks "
            "after Kaiku can grant it the permission “channels:history”."
        ),
        Prefilled.DIRECT: reader.say("I cannot read direct messages of others. Paste what else belongs to the answer."),
        Prefilled.TWO_LANGUAGES: reader.say(
            "The question and the answer are in two languages, so each stands in the field of its own. "
            "Write the missing half in one of them."
        ),
    }


def _text_inputs(draft: Draft, reader: Reader) -> Iterator[InputBlock]:
    for language in answers_parts.in_order(reader):
        name = tongues.name(language, reader.language)
        asked = _text(draft.questions.get(language, ""), LONGEST[QUESTION], multiline=True)
        hint = reader.say("As people ask it.")
        yield optional(field_name(QUESTION, language), _asked_in(name, reader), asked, hint=hint)
        told = _text(draft.texts.get(language, ""), LONGEST[TEXT], multiline=True)
        yield optional(field_name(TEXT, language), _told_in(name, reader), told)


def _other_inputs(opened: Opened, reader: Reader) -> Iterator[InputBlock]:
    draft = opened.draft
    hint = reader.say("For instance: only in summer, not for season tickets.")
    yield optional(
        "when_to_use",
        reader.say("When to use it"),
        _text(draft.when_to_use, LONGEST["when_to_use"], multiline=True),
        hint=hint,
    )
    note = _text(draft.note, LONGEST["note"], multiline=True)
    yield optional("note", reader.say("Note for colleagues"), note, hint=reader.say("Never for the public."))
    hint = reader.say("With commas between.")
    yield optional("tags", reader.say("Tags"), _text(draft.tags, _LONGEST_TAGS), hint=hint)
    yield entry("valid", reader.say("Valid"), _menu(_ends(opened, reader), draft.valid))
    day = DatePickerElement(action_id=VALUE, initial_date=draft.valid_until.isoformat() if draft.valid_until else None)
    hint = reader.say("Only for “until a day that I choose”.")
    yield optional("valid_until", reader.say("Last day"), day, hint=hint)
    if not opened.is_proposal:
        owner = UserSelectElement(action_id=VALUE, initial_user=draft.owner or None)
        hint = reader.say("Keeps the answer true and is asked before it ends.")
        yield optional("owner", reader.say("Owner"), owner, hint=hint)
        finders = {HOUSE: reader.say("Everybody on staff"), DESK: reader.say("Social managers only")}
        yield entry("visibility", reader.say("Who finds it"), _menu(finders, draft.visibility))


def _asked_in(language: str, reader: Reader) -> str:
    return reader.say("Question ({language})", language=language)


def _told_in(language: str, reader: Reader) -> str:
    return reader.say("Answer ({language})", language=language)


def _ends(opened: Opened, reader: Reader) -> dict[str, str]:
    kept = {}
    if opened.form.answer:
        until = reader.day(opened.ends) if opened.ends else ""
        kept = {
            KEEP: reader.say("As it is: until {day}", day=until) if until else reader.say("As it is: without an end")
        }
    days = {value: reader.count("{n} day from today", "{n} days from today", count) for value, count in DAYS.items()}
    return {**kept, **days, UNTIL: reader.say("Until a day that I choose"), ENDLESS: reader.say("Without an end")}


def _text(shown: str, most: int, *, multiline: bool = False) -> PlainTextInputElement:
    # Slack refuses a form whose first text is longer than its field allows.
    return PlainTextInputElement(
        action_id=VALUE, multiline=multiline, max_length=most, initial_value=cut(shown, most) or None
    )


def _menu(choices: Mapping[str, str], chosen: str) -> StaticSelectElement:
    options = [Option(text=plain(said, 75), value=value) for value, said in choices.items()]
    initial = next((option for option in options if option.value == chosen), None)
    return StaticSelectElement(action_id=VALUE, options=options, initial_option=initial)


def _checkbox(text: str, *, is_on: bool) -> CheckboxesElement:
    options = [Option(text=plain(text, 75), value=YES)]
    return CheckboxesElement(action_id=VALUE, options=options, initial_options=options if is_on else None)
