"""The forms about ideas: writing one, saving a message as one, changing it, and archiving it with a reason.

The block of each input is named after the field, so that a fault finds its place; Slack keeps what was typed by that name when
the window is filled in later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticMultiSelectElement,
    StaticSelectElement,
    UserSelectElement,
)

from bot.ideas.draft import (
    LONGEST_TAG,
    MOST_SCORE,
    MOST_TAGS,
    MOST_TEXT,
    MOST_TITLE,
    MOST_UNIT,
    PRIVATE,
    Draft,
    Opened,
    tags_in,
)
from bot.networks import NETWORKS, network_name
from bot.views import ideas_parts
from bot.views.blocks import cut, foreign, plain, rich, section, words
from bot.views.modal import VALUE, entry, form_window, optional
from bot.words import Reader
from storage.models import Idea

FORM = "ideas.form"
ARCHIVING = "ideas.archiving"
EMOJI = "ideas.emoji"
"""Sending the forms."""
SHOWN, ALONE = "shown", "alone"
_LONGEST_TAGS = MOST_TAGS * (LONGEST_TAG + 2)
_MOST_REASON = 500


def form(opened: Opened, reader: Reader) -> dict[str, Any]:
    """Return the window in which an idea is written, saved from a message, or changed."""
    is_change = bool(opened.form.idea_id)
    title = reader.say("Edit the idea") if is_change else reader.say("New idea")
    if opened.form.channel:
        title = reader.say("Save as idea")
    send = reader.say("Save all the same") if (opened.alike or opened.changed) else reader.say("Save")
    blocks = [*_notices(opened, reader), *_inputs(opened, reader)]
    return form_window(FORM, (title, send, reader.say("Cancel")), blocks, carried=opened.form.packed())


def draft_from(values: Mapping[str, Any]) -> Draft:
    """Return what stands in a sent form, by block id, as a draft; who sees it is the saver's choice where there is one."""
    deadline = values.get("deadline")
    score = str(values.get("score") or "0")
    return Draft(
        title=str(values.get("title") or ""),
        text=str(values.get("text") or ""),
        link=str(values.get("link") or ""),
        tags=tags_in(str(values.get("tags") or "")),
        networks=tuple(map(str, values.get("networks") or ())),
        deadline=date.fromisoformat(deadline) if deadline else None,
        is_shown=values.get("seen_by") == SHOWN,
        owner=str(values.get("owner") or ""),
        unit=str(values.get("unit") or ""),
        score=int(score) if score.isdecimal() else 0,
    )


def archiving(idea: Idea, carried: str, reader: Reader) -> dict[str, Any]:
    """Return the window that asks why an idea is archived."""
    reason = PlainTextInputElement(action_id=VALUE, max_length=_MOST_REASON)
    hint = reader.say("Whoever gave the idea reads this.")
    blocks = [
        rich(words(ideas_parts.name(idea, reader), bold=True)),
        entry("reason", reader.say("Why it is not used"), reason, hint=hint),
    ]
    labels = (reader.say("Archive the idea"), reader.say("Archive"), reader.say("Cancel"))
    return form_window(ARCHIVING, labels, blocks, carried=carried)


def emoji(name: str, reader: Reader) -> dict[str, Any]:
    """Return the window in which the desk chooses the emoji that saves."""
    shown = PlainTextInputElement(action_id=VALUE, max_length=60, initial_value=f":{name}:" if name else None)
    what = reader.say(
        "Whoever reacts to a message with this emoji saves it as an idea, in channels that Kaiku is in. Only they see that it is "
        "saved, and whoever wrote the message is asked."
    )
    hint = reader.say("The name of one emoji, such as :bulb:. Leave it empty to switch this off.")
    blocks = [rich(words(what)), optional("emoji", reader.say("Emoji"), shown, hint=hint)]
    labels = (emoji_title(reader), reader.say("Save"), reader.say("Cancel"))
    return form_window(EMOJI, labels, blocks)


def emoji_title(reader: Reader) -> str:
    """Name that window and the button that opens it."""
    return reader.say("Emoji that saves ideas")


def _notices(opened: Opened, reader: Reader) -> Iterator[Block]:
    if opened.is_looking:
        yield rich(words(reader.say("I am looking for similar ideas, and who can read this place."), italic=True))
    if opened.changed:
        yield rich(words(reader.say("Somebody changed this idea meanwhile. Nothing is saved yet."), bold=True))
        for field, value in opened.changed:
            said = value or reader.say("nothing")
            yield rich(words(reader.say("{field} is now: {value}", field=_label(field, reader), value=cut(said, 600))))
        yield rich(words(reader.say("What you typed stands below. Save it all the same, or cancel.")))
    if opened.alike:
        yield rich(words(reader.say("This may stand in the backlog already. You can vote for it instead."), bold=True))
        for idea in opened.alike:
            name = foreign(ideas_parts.name(idea, reader), ideas_parts.LONGEST_TITLE)
            shown = f"*{name}*\n{ideas_parts.state(idea, reader)}"
            yield section(shown, block_id=f"idea.alike:{idea.id}", accessory=ideas_parts.opening(idea, reader))


def _inputs(opened: Opened, reader: Reader) -> Iterator[Block]:
    draft = opened.draft
    yield entry("title", _label("title", reader), _text(draft.title, MOST_TITLE))
    yield optional("text", _label("text", reader), _text(draft.text, MOST_TEXT, multiline=True))
    if opened.form.place == PRIVATE:
        yield _seen_by(draft, reader)
    yield optional("link", _label("link", reader), _text(draft.link, 2_000))
    hint = reader.say("With commas between.")
    yield optional("tags", _label("tags", reader), _text(", ".join(draft.tags), _LONGEST_TAGS), hint=hint)
    yield optional("networks", _label("networks", reader), _networks(draft, reader))
    day = DatePickerElement(action_id=VALUE, initial_date=draft.deadline.isoformat() if draft.deadline else None)
    yield optional("deadline", _label("deadline", reader), day, hint=reader.say("After this day it is too late."))
    if opened.is_for_desk:
        yield from _desk_inputs(draft, reader)


def _desk_inputs(draft: Draft, reader: Reader) -> Iterator[InputBlock]:
    owner = UserSelectElement(action_id=VALUE, initial_user=draft.owner or None)
    hint = reader.say("Hears of it when nobody has worked on it for 14 days.")
    yield optional("owner", _label("owner", reader), owner, hint=hint)
    yield optional("unit", _label("unit", reader), _text(draft.unit, MOST_UNIT))
    options = [Option(text=plain(reader.number(value), 75), value=str(value)) for value in range(MOST_SCORE + 1)]
    score = StaticSelectElement(action_id=VALUE, options=options, initial_option=options[draft.score])
    yield optional("score", _label("score", reader), score, hint=reader.say("0 to 5: the best stands first."))


def _seen_by(draft: Draft, reader: Reader) -> InputBlock:
    choices = {
        ALONE: reader.say("Only I and who wrote it, until I decide"),
        SHOWN: reader.say("All colleagues, at once"),
    }
    options = [Option(text=plain(said, 75), value=value) for value, said in choices.items()]
    chosen = RadioButtonsElement(action_id=VALUE, options=options, initial_option=options[int(draft.is_shown)])
    hint = reader.say("This message stands in a place that not everybody reads.")
    return entry("seen_by", reader.say("Who sees the idea"), chosen, hint=hint)


def _networks(draft: Draft, reader: Reader) -> StaticMultiSelectElement:
    options = [Option(text=plain(network_name(key, reader), 75), value=key) for key in NETWORKS]
    initial = [option for option in options if option.value in draft.networks]
    return StaticMultiSelectElement(
        action_id=VALUE,
        placeholder=plain(reader.say("Any network"), 150),
        options=options,
        initial_options=initial or None,
    )


def _label(field: str, reader: Reader) -> str:
    return {
        "title": reader.say("What the idea is"),
        "text": reader.say("More about it"),
        "link": reader.say("Link"),
        "tags": reader.say("Tags"),
        "networks": reader.say("For which networks"),
        "deadline": reader.say("Deadline"),
        "owner": reader.say("Owner"),
        "unit": reader.say("Unit"),
        "score": reader.say("Score"),
    }[field]


def _text(shown: str, most: int, *, multiline: bool = False) -> PlainTextInputElement:
    # Slack refuses a form whose first text is longer than its field allows.
    return PlainTextInputElement(
        action_id=VALUE, multiline=multiline, max_length=min(most, 3_000), initial_value=cut(shown, most) or None
    )
