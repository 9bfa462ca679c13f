"""Calendar feeds in Slack: somebody's links with the way to end them, and a new one, shown once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block

from bot import tongues
from bot.networks import network_name
from bot.plan.calendar_feed import Made, View
from bot.views.blocks import Message, button, context, link, rich, section, words
from bot.views.modal import modal
from bot.words import Reader
from storage.models import CalendarToken

OPEN, MAKE, END = "calendar_feeds.open", "calendar_feeds.make", "calendar_feeds.end"
"""Buttons: opens the window (value: a packed look), makes a link (value: a packed view), ends one (value: its id)."""


def title(reader: Reader) -> str:
    """Name the window."""
    return reader.say("Calendar links")


def window(mine: Sequence[CalendarToken], view: View, reader: Reader, made: Made | None = None) -> dict[str, Any]:
    """Show somebody's links, the way to a new one, and the one that was just made."""
    blocks: list[Block] = list(_new(made, reader)) if made is not None else []
    explained = reader.say(
        "A link shows the plan in your own calendar: planned, posted and dropped, always up to date. "
        "Whoever has the link can read it, so keep it to yourself."
    )
    blocks += [context(explained), rich(words(said(view, reader), bold=True))]
    make = button(reader.say("Make a link"), MAKE, value=view.packed(), style=None if made else "primary")
    blocks.append(ActionsBlock(block_id="calendar_feeds.make", elements=[make]))
    for one in mine:
        used = reader.say("last read {moment}", moment=reader.moment(one.used_at)) if one.used_at else ""
        since = reader.say("made {moment}", moment=reader.moment(one.made_at))
        lines = " · ".join(filter(None, (said(View.unpacked(one.view), reader), since, used)))
        end = button(reader.say("End it"), END, value=str(one.id))
        blocks.append(section(lines, block_id=f"calendar_feed:{one.id}", accessory=end))
    return {**modal(title(reader), Message(title(reader), blocks), reader), "private_metadata": view.packed()}


def said(view: View, reader: Reader) -> str:
    """Say what a link shows."""
    parts = [reader.say("What is mine in the plan") if view.is_mine else reader.say("The whole plan")]
    if view.network:
        parts.append(network_name(view.network, reader))
    if view.language:
        parts.append(tongues.name(view.language, reader.language))
    if view.campaign:
        parts.append(reader.say("one campaign"))
    return ", ".join(parts)


def _new(made: Made, reader: Reader) -> Iterator[Block]:
    yield rich(words(reader.say("Your new link. It is shown only now: copy it into your calendar."), bold=True))
    if made.is_whole:
        yield rich(link(made.address, made.address))
    else:
        yield rich(words(made.address))
        yield context(
            reader.say("Put the address of Kaiku’s web door before it. An administrator knows it (KAIKU_PUBLIC_URL).")
        )
