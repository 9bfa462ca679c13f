"""The channels in which units talk: a window in which the desk chooses one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationSelectElement,
    Option,
    RichTextElementParts,
    StaticSelectElement,
)

from bot.views.blocks import Message, cut, foreign, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.words import Reader
from storage.models import UnitCircle

OPEN = "unit_circles.open"
FORM = "unit_circles.form"
_MOST_LISTED = 60


def title(reader: Reader) -> str:
    """Name the window and the button that opens it."""
    return reader.say("Channels of units")


def form(known: Sequence[UnitCircle], units: Sequence[str], reader: Reader) -> dict[str, Any]:
    """Return the window in which the channel of a unit is chosen; `units` are those that people have."""
    if not units:
        said = reader.say("Nobody has a unit in their profile yet. Units come from the HR feed.")
        return modal(title(reader), Message(said), reader)
    options = [Option(text=plain(unit, 75), value=unit[:150]) for unit in units]
    which = ConversationFilter(include=["public", "private"], exclude_bot_users=True)
    channel = ConversationSelectElement(action_id=VALUE, filter=which)
    blocks = [
        *_list(known, reader),
        entry("unit", reader.say("Unit"), StaticSelectElement(action_id=VALUE, options=options)),
        optional(
            "channel", reader.say("Channel"), channel, hint=reader.say("Leave it empty to forget the unit’s channel.")
        ),
    ]
    return form_window(FORM, (title(reader), reader.say("Save"), reader.say("Cancel")), blocks)


def listed(known: Sequence[UnitCircle], reader: Reader) -> Message:
    """Show the channels that are known."""
    if not known:
        return Message(reader.say("No unit has a channel yet."))
    text = "\n".join(f"{foreign(one.shown, 200)}: <#{one.channel}>" for one in known[:_MOST_LISTED])
    return Message(text, _list(known, reader))


def _list(known: Sequence[UnitCircle], reader: Reader) -> list[Block]:
    if not known:
        return []
    parts: list[Any] = [words(reader.say("“My unit” in a question means:"), bold=True)]
    for one in known[:_MOST_LISTED]:
        parts += [words(f"\n{cut(one.shown, 200)}: "), RichTextElementParts.Channel(channel_id=one.channel)]
    return [rich(*parts)]
