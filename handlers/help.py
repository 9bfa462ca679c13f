"""Help: what Kaiku can do, for whoever asks, and for whoever wrote a word it does not know."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people import Asker
from bot.services import Services
from bot.views import help as view
from bot.views.blocks import clean, cut
from handlers import surface

LONGEST_WORD = 60


def register(bolt: App) -> None:
    """Listen for the help button."""
    bolt.action(view.OPEN)(open_help)


def word(ack: Ack, _command: dict[str, Any], _services: Services, person: Asker, _rest: str) -> None:
    """`/some help`."""
    ack(view.message(person.reader, person.role).private_answer())


def unknown(ack: Ack, person: Asker, what: str, nearest: str) -> None:
    """`/some` with a word that nobody knows; `nearest` is one that was probably meant."""
    shown = view.message(person.reader, person.role, cut(clean(what), LONGEST_WORD), nearest)
    ack(shown.private_answer())


def open_help(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """Show the help from App Home."""
    message = view.message(person.reader, person.role)
    surface.show(services, client, body, message, title=view.title(person.reader), reader=person.reader)
    ack()
