"""Digests: everything that stands in one, and taking a mention up."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.mentions import digests
from bot.people import Asker
from bot.services import Services
from bot.views import digests as view
from handlers import surface


def register(bolt: App) -> None:
    """Listen for the button and the choices."""
    for action_id in (view.TAKE_UP, view.TAKE_UP_ROW):
        bolt.action(action_id)(take_up)
    bolt.action(view.SHOW_ALL)(show_all)


def take_up(ack: Ack, action: dict[str, Any], services: Services, person: Asker) -> None:
    """A mention of a digest becomes a card of its own: chosen from the menu, or with the button of its row."""
    chosen = action.get("selected_option") or action
    digest_id, mention_id = (int(part) for part in chosen["value"].split(":"))
    digests.take_up(services, digest_id, mention_id, by=person)
    ack()


def show_all(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """Everything that stands in a digest."""
    gathered = digests.listed(services, int(action["value"]), by=person)
    surface.open_view(client, body, view.listing(gathered, person.reader))
    ack()
