"""One's own profile: the form, what it shows when it was changed elsewhere meanwhile, and the yearly question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    CheckboxesElement,
    DatePickerElement,
    ExternalDataMultiSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    UserSelectElement,
)

from bot import tongues
from bot.profiles import Overtaken, Own, Saved
from bot.profiles_draft import LONGEST_ABOUT, LONGEST_SKILL, MOST_SKILLS, Draft
from bot.views.blocks import Message, button, context, cut, divider, foreign, person, plain, rich, section, words
from bot.views.modal import VALUE, form_window, modal, optional
from bot.words import LANGUAGES, Reader
from storage.models import Profile

OPEN = "profiles.open"
"""The button that opens one's own profile."""
RIGHT = "profiles.right"
FORM = "profiles.form"
SKILLS = "profiles.skills"
HIDE = "hide"
_MOST_SHOWN = 300


def title(reader: Reader) -> str:
    """Name the window."""
    return reader.say("My profile")


def form(own: Own, reader: Reader, *notes: Block, draft: Draft | None = None) -> dict[str, Any]:
    """Return the form of a person's own profile; `notes` stand above it, `draft` is what they have typed already."""
    shown = draft or own.draft
    about = reader.say("You can have a copy of everything I hold about you, or have it erased: ask your administrator.")
    blocks = [*notes, *_from_hr(own, reader), *_inputs(own, shown, reader), context(about)]
    labels = title(reader), reader.say("Save"), reader.say("Cancel")
    return form_window(FORM, labels, blocks, carried=str(own.profile.version))


def draft_from(values: dict[str, Any]) -> Draft:
    """Return what stands in a sent form, by block id, as a draft."""
    until = values.get("away_until")
    return Draft(
        skills=tuple(values.get("skills") or ()),
        about=str(values.get("about") or ""),
        languages=tuple(values.get("languages") or ()),
        away_until=date.fromisoformat(until) if until else None,
        deputy=str(values.get("deputy") or ""),
        is_hidden=HIDE in (values.get("is_hidden") or ()),
    )


def after_saving(outcome: Saved | Overtaken, reader: Reader) -> dict[str, Any]:
    """Return what a sent form turns into: a short confirmation, or the form with what was saved elsewhere meanwhile."""
    if isinstance(outcome, Overtaken):
        return _overtaken(outcome, reader)
    lines = [reader.say("Your profile is saved."), *_state(outcome.profile, reader)]
    if outcome.circle:
        lines.append(
            reader.say(
                "{name} has named you as deputy, and you have named {name}. While both of you are away, nobody stands in.",
                name=outcome.circle,
            )
        )
    first, *rest = lines
    text = "\n".join(lines)
    return modal(
        title(reader), Message(text, [rich(words(first, bold=True), *(words(f"\n{line}") for line in rest))]), reader
    )


def reminder(profile: Profile, reader: Reader) -> Message:
    """Ask somebody whether their profile is still right."""
    ask = reader.say("Is your profile still right? Colleagues find you by it.")
    facts = [*_facts(profile, reader)]
    buttons = ActionsBlock(
        block_id=f"profile:{profile.id}",
        elements=[
            button(reader.say("Still right"), RIGHT, value=str(profile.id), style="primary"),
            button(reader.say("Edit"), OPEN),
        ],
    )
    small = context(reader.say("I ask once a year at most."))
    said = [rich(words(label, bold=True), words(f"\n{value}")) for label, value in facts]
    return Message(foreign(ask), [section(ask), *said, buttons, small])


def confirmed(profile: Profile, reader: Reader) -> Message:
    """Thank for the answer."""
    day = reader.day(profile.confirmed_at.date()) if profile.confirmed_at else ""
    text = reader.say("Thank you. Your profile is right as of {day}.", day=day)
    buttons = ActionsBlock(block_id=f"profile:{profile.id}", elements=[button(reader.say("Edit"), OPEN)])
    return Message(text, [section(text), buttons])


def options(skills: Sequence[str]) -> list[Option]:
    """Return skills as options of the menu; one too long for an option is shown shortened and refused when it is saved."""
    return [Option(text=plain(skill, LONGEST_SKILL), value=skill) for skill in skills]


def _from_hr(own: Own, reader: Reader) -> Iterator[Block]:
    profile = own.profile
    listed = [
        (reader.say("Title"), profile.title or profile.slack_title),
        (reader.say("Unit"), profile.unit),
        (reader.say("Place"), profile.place),
        (reader.say("Skills"), reader.listing(profile.hr_skills.splitlines()) if profile.hr_skills else ""),
        (reader.say("Languages"), reader.listing(tongues.names(profile.hr_languages, reader.language))),
        (reader.say("Deputy"), own.hr_deputy),
    ]
    said = [(label, value) for label, value in listed if value]
    if profile.hr_id is None or not said:
        return
    parts: list[Any] = [words(reader.say("From HR, not to be changed here"), bold=True)]
    for label, value in said:
        parts.append(words(f"\n{label}: {cut(value, _MOST_SHOWN)}"))
    yield rich(*parts)
    yield context(reader.say("Something wrong? HR mends it in its own system, and it comes here by itself."))
    yield divider()


def _inputs(own: Own, draft: Draft, reader: Reader) -> Iterator[InputBlock]:
    say = reader.say
    chosen = ExternalDataMultiSelectElement(
        action_id=SKILLS,
        min_query_length=0,
        initial_options=options([skill[:150] for skill in draft.skills][:100]) or None,
        placeholder=plain(say("Type a skill, or choose one"), 150),
    )
    hint = say("At most {most}. What you type stands first in the list: choose it to add it.", most=MOST_SKILLS)
    yield optional("skills", say("My skills"), chosen, hint=hint)
    about = PlainTextInputElement(
        action_id=VALUE,
        multiline=True,
        max_length=max(LONGEST_ABOUT, len(draft.about)),
        initial_value=draft.about or None,
    )
    yield optional("about", say("Ask me about"), about, hint=say("In your own words, for instance what you have done."))
    yield optional("languages", say("I answer in"), _languages(draft, reader))
    day = draft.away_until.isoformat() if draft.away_until else None
    until = DatePickerElement(action_id=VALUE, initial_date=day)
    away = say("Until that day nobody asks you, and your deputy is offered instead.")
    yield optional("away_until", say("Don’t ask me until"), until, hint=away)
    lost = (
        say("{name} is no longer active in Slack. Choose somebody else.", name=own.lost_deputy)
        if own.lost_deputy
        else ""
    )
    deputy = UserSelectElement(action_id=VALUE, initial_user=None if own.lost_deputy else draft.deputy or None)
    yield optional("deputy", say("My deputy"), deputy, hint=lost)
    hide = Option(text=plain(say("Hide me from search"), 75), value=HIDE)
    box = CheckboxesElement(action_id=VALUE, options=[hide], initial_options=[hide] if draft.is_hidden else None)
    yield optional("is_hidden", say("Being found"), box, hint=say("Then nobody finds or asks you through Kaiku."))


def _languages(draft: Draft, reader: Reader) -> CheckboxesElement:
    offered = {code: Option(text=plain(tongues.name(code, reader.language), 75), value=code) for code in LANGUAGES}
    chosen = [offered[code] for code in LANGUAGES if code in draft.languages]
    return CheckboxesElement(action_id=VALUE, options=list(offered.values()), initial_options=chosen or None)


def _facts(profile: Profile, reader: Reader) -> Iterator[tuple[str, str]]:
    skills = [skill for text in (profile.skills, profile.hr_skills) for skill in text.splitlines()]
    if skills:
        yield reader.say("Skills"), cut(reader.listing(dict.fromkeys(skills)), _MOST_SHOWN)
    if profile.about:
        yield reader.say("Ask me about"), cut(profile.about, _MOST_SHOWN)
    if profile.languages:
        yield reader.say("I answer in"), reader.listing(tongues.names(profile.languages, reader.language))


def _state(profile: Profile, reader: Reader) -> Iterator[str]:
    """Yield what follows from a saved profile."""
    if profile.is_hidden:
        yield reader.say("You are hidden: nobody finds or asks you through Kaiku.")
        return
    if profile.left_at is not None:
        yield reader.say("HR says that you have left, so nobody finds you. Ask HR to correct it.")
        return
    yield from (f"{label}: {value}" for label, value in _facts(profile, reader))
    if profile.away_until is not None:
        yield reader.say("Nobody asks you before {day}.", day=reader.day(profile.away_until))


def _overtaken(outcome: Overtaken, reader: Reader) -> dict[str, Any]:
    own, draft = outcome.own, outcome.draft
    first = reader.say(
        "You have saved your profile elsewhere while this window was open, so this one is not saved yet."
    )
    then = reader.say("Nothing you wrote is lost. Correct it below and save, or cancel to keep what you saved before.")
    notes: list[Block] = [rich(words(first, bold=True), words(f"\n{then}"))]
    notes += [rich(*parts) for parts in _differences(own, draft, reader)]
    return form(own, reader, *notes, divider(), draft=draft)


def _differences(own: Own, draft: Draft, reader: Reader) -> Iterator[list[Any]]:
    saved = own.draft
    labels = {
        "skills": reader.say("My skills"),
        "about": reader.say("Ask me about"),
        "languages": reader.say("I answer in"),
        "away_until": reader.say("Don’t ask me until"),
        "deputy": reader.say("My deputy"),
        "is_hidden": reader.say("Being found"),
    }
    for field, label in labels.items():
        if getattr(saved, field) != getattr(draft, field):
            yield [
                words(label, bold=True),
                words("\n" + reader.say("Saved before:") + " "),
                _value(field, saved, reader),
            ]


def _value(field: str, saved: Draft, reader: Reader) -> Any:
    if field == "deputy" and saved.deputy:
        return person(saved.deputy)
    if field == "is_hidden":
        return words(reader.say("Hidden from search") if saved.is_hidden else reader.say("To be found by search"))
    text = {
        "skills": reader.listing(saved.skills),
        "about": cut(saved.about, _MOST_SHOWN),
        "languages": reader.listing(tongues.name(code, reader.language) for code in saved.languages),
        "away_until": reader.day(saved.away_until) if saved.away_until else "",
    }.get(field, "")
    return words(text) if text else words(reader.say("empty"), italic=True)
