"""The door of the list of main messages: the buttons that open it, its menu and its pages."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people import Asker
from bot.plan import message_list
from bot.plan.message_list import Look
from bot.services import Services
from bot.views import plan_messages as view
from bot.views import plan_ways
from handlers import forms, surface

Body = dict[str, Any]
WORDS = ("messages", "main messages", "ydinviestit", "viestit", "huvudbudskap", "budskap")
_TURNS = re.compile(re.escape(view.TURN) + r"\.\w+")


def register(bolt: App) -> None:
    """Listen for the list."""
    bolt.action(plan_ways.MESSAGES)(open_window)
    bolt.action(_TURNS)(turn)
    bolt.action(view.SHOW)(narrow)


def word(ack: Ack, command: Body, services: Services, person: Asker) -> None:
    """`/some plan messages`."""
    services.quick.views_open(trigger_id=command["trigger_id"], view=_window(services, Look(), person))
    ack()


def open_window(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The list, from the plan or from a main message."""
    surface.over(client, body, _window(services, Look(), person))
    ack()


def turn(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Another page."""
    surface.put(client, body, _window(services, Look.unpacked(action["value"]), person))
    ack()


def narrow(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A choice in the menu."""
    surface.put(client, body, _window(services, view.narrowed(forms.value_of(action)), person))
    ack()


def _window(services: Services, look: Look, person: Asker) -> Body:
    return view.window(message_list.shown(services, look, by=person), person.reader)
