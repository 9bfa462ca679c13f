"""The door of thanks by name: the switch in the settings and in the message that tells how a question ended."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people import Asker
from bot.questions import thanks
from bot.services import Services
from bot.views import thanks as view
from bot.views.modal import modal
from handlers import surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the switch."""
    bolt.action(view.OPEN)(open_switch)
    bolt.action(view.JOIN)(join)
    bolt.action(view.LEAVE)(leave)


def open_switch(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The window with the switch."""
    surface.open_view(client, body, _window(services, person))
    ack()


def join(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Somebody wants to be named."""
    thanks.choose(services, listed=True, by=person)
    _show(services, client, body, person)
    ack()


def leave(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Somebody does not want to be named any more."""
    thanks.choose(services, listed=False, by=person)
    _show(services, client, body, person)
    ack()


def _show(services: Services, client: WebClient, body: Body, person: Asker) -> None:
    """Show the newest state in the window; a card is drawn anew by the messenger."""
    if surface.in_modal(body):
        surface.put(client, body, _window(services, person))


def _window(services: Services, person: Asker) -> dict[str, Any]:
    message = view.choosing(person.reader, is_listed=thanks.is_listed(services, by=person))
    return modal(view.title(person.reader), message, person.reader)
