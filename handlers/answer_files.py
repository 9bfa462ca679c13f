"""The door of the answer bank's files: the window, a file that is looked at and taken, a file that goes out."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.answers import sharing
from bot.people import Asker
from bot.services import Services
from bot.views import answers_buttons
from bot.views import answers_files as view
from handlers.file_door import FileDoor

Body = dict[str, Any]
DOOR = FileDoor(sharing.TRAFFIC, view.WINDOW)
_EXPORTS = re.compile(re.escape(view.EXPORT) + r"\.\w+")


def register(bolt: App) -> None:
    """Listen for the window's buttons and forms."""
    bolt.action(answers_buttons.FILES)(open_window)
    bolt.view(view.LOOKING)(look)
    bolt.view(view.TAKING)(take)
    bolt.action(_EXPORTS)(export)


def open_window(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The window, from the list and from App Home."""
    DOOR.open(ack, body, client, services, person)


def look(ack: Ack, body: Body, services: Services, person: Asker) -> None:
    """A file was sent."""
    DOOR.look(ack, body, services, person)


def take(ack: Ack, body: Body, services: Services, person: Asker) -> None:
    """The good rows of the file are wanted."""
    DOOR.take(ack, body, services, person)


def export(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """All answers as a file."""
    DOOR.send(ack, body, client, services, person)
