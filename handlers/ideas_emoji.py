"""The door of reactions: the one that saves a message as an idea; every other is left alone before it costs any SQL."""

from __future__ import annotations

from typing import Any

from slack_bolt import App

from bot.ideas import emoji
from bot.people import Asker
from bot.services import Services
from handlers import payloads

_KINDS = ("reaction_added", "reaction_removed")


def register(bolt: App) -> None:
    """Listen for reactions."""
    bolt.event("reaction_added")(added)
    bolt.event("reaction_removed")(removed)


def added(event: dict[str, Any], services: Services, person: Asker | None) -> None:
    """Somebody reacted to a message."""
    channel, ts = _message(event)
    if person is not None and ts and emoji.saves(services, str(event.get("reaction") or "")):
        emoji.save(services, channel, ts, str(event.get("item_user") or ""), by=person)


def removed(event: dict[str, Any], services: Services, person: Asker | None) -> None:
    """Somebody took a reaction back."""
    channel, ts = _message(event)
    if person is not None and ts and emoji.saves(services, str(event.get("reaction") or "")):
        emoji.take_back(services, channel, ts, by=person)


def leaves_alone(services: Services, body: payloads.Body) -> bool:
    """Tell whether a delivery is a reaction that means nothing here. From memory."""
    event = payloads.event_of(body)
    if payloads.kind_of(body) != payloads.EVENT or event.get("type") not in _KINDS:
        return False
    return not (_message(event)[1] and emoji.saves(services, str(event.get("reaction") or "")))


def _message(event: payloads.Body) -> tuple[str, str]:
    """Return the channel and ts of the message that was reacted to; empty for anything but a message."""
    item = event.get("item")
    if not isinstance(item, dict) or item.get("type") != "message":
        return "", ""
    return str(item.get("channel") or ""), str(item.get("ts") or "")
