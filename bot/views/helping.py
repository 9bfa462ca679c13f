"""Suggestions in channels: what whoever asked sees, what the channel is told, and where it is switched on and off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ConversationFilter, ConversationSelectElement

from bot.answers.found import Hit
from bot.views import answers_buttons, answers_results
from bot.views.blocks import Message, button, context, foreign, rich, section, words
from bot.views.modal import VALUE, entry, form_window, modal
from bot.words import Reader
from storage.models import HelpChannel

HELPED, LATER, NEVER, AGAIN = "helping.helped", "helping.later", "helping.never", "helping.again"
"""The buttons of a suggestion; their value is its id, that of the last one a channel."""
MINE, BACK = "helping.mine", "helping.back"
"""The button that shows where somebody wants no suggestions, and the one that lets them come again in a channel."""
OPEN, OFF, FORM = "helping.open", "helping.off", "helping.form"
"""For social managers: the window with the channels, the button that switches one off, and sending the form."""
_MOST_LISTED = 60


def suggestion(hint_id: int, hit: Hit, reader: Reader, today: date) -> Message:
    """Show whoever asked the answer that the bank has."""
    first = reader.say("The answer bank knows this. Only you see it.")
    key = str(hint_id)
    buttons = [
        button(reader.say("This solves it"), HELPED, value=key, style="primary"),
        answers_buttons.show_all(hit.answer.id, reader),
        button(reader.say("Not now"), LATER, value=key),
        button(reader.say("No more for me here"), NEVER, value=key),
    ]
    told = answers_results.line(hit, reader, today)
    blocks: list[Block] = [
        rich(words(first)),
        answers_results.shown(hit, reader, today),
        ActionsBlock(block_id=f"helping:{key}", elements=buttons),
    ]
    return Message(f"{first}\n{told}", blocks)


def was_helped(reader: Reader) -> Message:
    """Say thank you."""
    return _said(reader.say("Thank you. I have counted that this answer helped."))


def not_now(reader: Reader) -> Message:
    """Say that a thread gets no other suggestion."""
    return _said(reader.say("All right. I suggest nothing more in this thread."))


def never_here(channel: str, reader: Reader) -> Message:
    """Say that somebody gets no suggestions in a channel any more, with the way back."""
    said = reader.say(
        "All right. I suggest nothing more to you in this channel. “/some settings” shows where you have switched it off."
    )
    again = button(reader.say("Suggest again"), AGAIN, value=channel)
    return Message(said, [rich(words(said)), ActionsBlock(elements=[again])])


def again(reader: Reader) -> Message:
    """Say that somebody gets suggestions in a channel again."""
    return _said(reader.say("Done. I suggest answers to you in this channel again."))


def mine_title(reader: Reader) -> str:
    """Name the window in which somebody sees where they want no suggestions."""
    return reader.say("Suggestions for me")


def mine(channels: Sequence[str], reader: Reader) -> dict[str, Any]:
    """Return that window."""
    said = reader.say(
        "In some channels I suggest an answer from the bank when you ask something. You have not switched that off anywhere."
    )
    if channels:
        said = reader.say("In these channels I suggest nothing to you:")
    shown = [
        section(f"<#{channel}>", accessory=button(reader.say("Suggest again"), BACK, value=channel))
        for channel in channels[:_MOST_LISTED]
    ]
    return modal(mine_title(reader), Message(said, [rich(words(said)), *shown]), reader)


def notice(channel: str, name: str, reader: Reader) -> Message:
    """Tell a channel that suggestions are made in it."""
    said = reader.say(
        "From now on I help here with answers from the answer bank. When somebody asks something here that the bank surely "
        "knows, I show them the answer; nobody else sees it. For that I read new messages here, and I store nothing of them."
    )
    who = reader.say("Switched on by: {name}", name=name or reader.say("Somebody"))
    off = button(reader.say("Switch off"), OFF, value=channel)
    how = reader.say("Social managers switch it off here or in “/some settings”.")
    blocks: list[Block] = [
        rich(words(said), words(f"\n{who}", italic=True)),
        ActionsBlock(block_id=f"helping.notice:{channel}", elements=[off]),
        context(how),
    ]
    return Message(f"{said}\n{foreign(who, 300)}", blocks)


def ended(reader: Reader) -> Message:
    """Tell a channel that no suggestions are made in it any more."""
    return _said(
        reader.say("Suggestions from the answer bank are switched off here. I do not read messages here for them.")
    )


def title(reader: Reader) -> str:
    """Name the window of the channels and the button that opens it."""
    return reader.say("Suggestions in channels")


def form(listed: Sequence[tuple[HelpChannel, str]], reader: Reader, note: str = "") -> dict[str, Any]:
    """Return the window in which suggestions are switched on and off; `note` says what has just happened."""
    which = ConversationFilter(include=["public", "private"], exclude_bot_users=True)
    channel = ConversationSelectElement(action_id=VALUE, filter=which, default_to_current_conversation=True)
    hint = reader.say("The channel is told that I read new messages there for this, and store nothing of them.")
    what = reader.say(
        "When somebody asks something in one of these channels and the answer bank surely knows it, I show them the answer. "
        "Only they see it, once in a thread."
    )
    blocks = [
        *([rich(words(note, bold=True))] if note else []),
        rich(words(what)),
        *_rows(listed, reader),
        entry("channel", reader.say("Switch it on in this channel"), channel, hint=hint),
    ]
    labels = (title(reader), reader.say("Switch on"), reader.say("Close"))
    return form_window(FORM, labels, blocks)


def was_switched_on(lacks: str, reader: Reader) -> str:
    """Say that suggestions are on, and what is missing: `lacks` is a scope, or empty."""
    if not lacks:
        return reader.say("Switched on. The channel is told.")
    return reader.say(
        "Switched on, but Slack does not let me read there yet: the scope {scope} is missing. An administrator adds it to the "
        "Slack app; then suggestions begin.",
        scope=lacks,
    )


def was_switched_off(reader: Reader) -> str:
    """Say that suggestions are off."""
    return reader.say("Switched off. The message in the channel says so.")


def _rows(listed: Sequence[tuple[HelpChannel, str]], reader: Reader) -> list[Block]:
    if not listed:
        return [rich(words(reader.say("It is switched on nowhere."), italic=True))]
    rows: list[Block] = []
    for one, name in listed[:_MOST_LISTED]:
        who = reader.say("Switched on by: {name}", name=name or reader.say("Somebody"))
        off = button(reader.say("Switch off"), OFF, value=one.channel)
        rows.append(section(f"<#{one.channel}>\n{foreign(who, 300)} · {reader.moment(one.at)}", accessory=off))
    return rows


def _said(said: str) -> Message:
    return Message(said, [rich(words(said))])
