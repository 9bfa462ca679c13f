"""`/some settings`: what can be set, as buttons."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people import Asker
from bot.services import Services
from bot.views import settings as view
from handlers import surface


def register(bolt: App) -> None:
    """Listen for the button."""
    bolt.action(view.OPEN)(open_settings)


def word(ack: Ack, _command: dict[str, Any], _services: Services, person: Asker, _rest: str) -> None:
    """`/some settings`."""
    ack(view.message(person.reader, person.role).private_answer())


def open_settings(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """Show the settings from App Home and help."""
    message = view.message(person.reader, person.role)
    surface.show(services, client, body, message, title=view.title(person.reader), reader=person.reader)
    ack()
