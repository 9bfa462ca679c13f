"""The door of the plan’s files: the window, a file that is looked at and taken, a file that goes out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people import Asker
from bot.plan import sharing
from bot.services import Services
from bot.views import plan_files as view
from handlers import forms, home, surface

Body = dict[str, Any]
_EXPORTS = re.compile(re.escape(view.EXPORT) + r"\.\w+")


def register(bolt: App) -> None:
    """Listen for the window's buttons and forms."""
    bolt.action(view.OPEN)(open_window)
    bolt.view(view.LOOKING)(look)
    bolt.view(view.TAKING)(take)
    bolt.action(_EXPORTS)(export)


def to_choose(services: Services, person: Asker) -> dict[str, Any]:
    """Return the window with the ways in and out."""
    return view.form(sharing.offer(services, by=person), person.reader)


def open_window(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The window, from the list."""
    surface.over(client, body, to_choose(services, person))
    ack()


def look(ack: Ack, body: Body, services: Services, person: Asker) -> None:
    """A file was sent: say what it would do once Slack has given it."""
    sharing.offer(services, by=person)
    file_id = next(iter(forms.values(body["view"])[view.FILE]))
    ack(response_action="update", view=view.reading(person.reader))
    _then(services, body, lambda: view.looked(sharing.look(services, file_id, by=person), person.reader))


def take(ack: Ack, body: Body, services: Services, person: Asker) -> None:
    """The good rows of the file are wanted."""
    sharing.offer(services, by=person)
    file_id = body["view"]["private_metadata"]
    ack(response_action="update", view=view.taking(person.reader))
    _then(services, body, lambda: _taken(services, file_id, person))


def export(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The plan as a file."""
    sharing.offer(services, by=person)
    client.views_update(view_id=body["view"]["id"], view=view.sending(person.reader))
    ack()
    _then(services, body, lambda: view.sent(sharing.send(services, action["value"], by=person), person.reader))


def _taken(services: Services, file_id: str, person: Asker) -> dict[str, Any]:
    shown = view.taken(sharing.take(services, file_id, by=person), person.reader)
    home.refresh(services, person)
    return shown


def _then(services: Services, body: Body, work: Callable[[], dict[str, Any]]) -> None:
    """Show in the window what comes of work that takes time."""
    services.replies.slowly(lambda: services.slack.views_update(view_id=body["view"]["id"], view=work()))
