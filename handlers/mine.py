"""The door of what came of mine: the window with all of it."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import mine
from bot.people import Asker
from bot.services import Services
from bot.views import mine as view_of
from handlers import surface

Body = dict[str, Any]
_TURNS = re.compile(re.escape(view_of.TURN) + r"\.\w+")


def register(bolt: App) -> None:
    """Listen for the button in App Home and those under a page."""
    bolt.action(view_of.OPEN)(everything)
    bolt.action(_TURNS)(turn)


def everything(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The first page."""
    surface.open_view(client, body, view_of.window(mine.page(services, 0, by=person), person.reader))
    ack()


def turn(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Another page in the same window."""
    surface.put(client, body, view_of.window(mine.page(services, int(action["value"]), by=person), person.reader))
    ack()
