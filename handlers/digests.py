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
    bolt.action(view.TAKE_UP)(take_up)
    bolt.action(view.TAKE_UP_ROW)(take_up_row)
    bolt.action(view.SHOW_ALL)(show_all)


def take_up(ack: Ack, action: dict[str, Any], services: Services, person: Asker) -> None:
    """A mention of a digest becomes a card of its own."""
    digest_id, mention_id = (int(part) for part in action["selected_option"]["value"].split(":"))
    digests.take_up(services, digest_id, mention_id, by=person)
    ack()


def take_up_row(ack: Ack, action: dict[str, Any], services: Services, person: Asker) -> None:
    """The same from the list in a window."""
    digest_id, mention_id = (int(part) for part in action["value"].split(":"))
    digests.take_up(services, digest_id, mention_id, by=person)
    ack()


def show_all(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """Everything that stands in a digest."""
    gathered = digests.listed(services, int(action["value"]), by=person)
    surface.open_view(client, body, view.listing(gathered, person.reader))
    ack()
