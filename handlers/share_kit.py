"""The door of the share kit: its window from anywhere, and the channel that the desk chooses for it."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people import Asker
from bot.plan import share_kit
from bot.services import Services
from bot.views import share_kit as view
from handlers import forms, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the button and the form."""
    bolt.action(view.OPEN)(open_kit)
    bolt.view(view.FORM)(show)


def open_kit(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """“Share kit” under something that is posted."""
    opened = share_kit.opened(services, int(action["value"]), by=person)
    surface.over(client, body, view.window(opened, person.reader))
    ack()


def show(ack: Ack, body: Body, services: Services, person: Asker) -> None:
    """A channel was chosen."""
    channel = str(forms.values(body["view"]).get(view.CHANNEL) or "")
    share_kit.show(services, int(body["view"]["private_metadata"]), channel, by=person)
    ack(response_action="update", view=view.shown(channel, person.reader))
