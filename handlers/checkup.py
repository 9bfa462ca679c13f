"""The check-up inside Slack: asked for with a word or a button, answered when every part has been looked at."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import checkup
from bot.people import Asker
from bot.services import Services
from bot.views import checkup as view
from bot.views.modal import modal
from handlers import surface


def register(bolt: App) -> None:
    """Listen for the button."""
    bolt.action(view.OPEN)(open_checkup)


def word(ack: Ack, command: dict[str, Any], services: Services, person: Asker, _rest: str) -> None:
    """`/some check`."""
    checkup.allow(person)
    _reply_later(services, person, command["response_url"])
    ack()


def open_checkup(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """Check from a button: beside its message, or in a window that fills when the look is over."""
    checkup.allow(person)
    if body.get("response_url"):
        _reply_later(services, person, body["response_url"])
    else:
        title = view.title(person.reader)
        waiting = modal(title, view.running(person.reader), person.reader)
        shown = surface.open_view(client, body, waiting)
        services.replies.later(lambda: _fill(services, person, shown["id"]))
    ack()


def _reply_later(services: Services, person: Asker, response_url: str) -> None:
    services.replies.later(
        lambda: services.replies.respond(
            response_url, view.message(checkup.look(services, person.reader), person.reader)
        )
    )


def _fill(services: Services, person: Asker, view_id: str) -> None:
    message = view.message(checkup.look(services, person.reader), person.reader)
    services.slack.views_update(view_id=view_id, view=modal(view.title(person.reader), message, person.reader))
