"""Duties whose holder is gone: the buttons of whoever was told."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import channels
from bot.people import Asker
from bot.services import Services
from bot.views import channels_form
from bot.views import orphans as view
from handlers import surface


def register(bolt: App) -> None:
    """Listen for the buttons."""
    bolt.action(view.HAND_OVER)(hand_over)


def hand_over(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The form of an account, to name somebody else."""
    about, draft = channels.form(services, int(action["value"]), by=person)
    surface.open_view(client, body, channels_form.form(about, draft, person.reader))
    ack()
