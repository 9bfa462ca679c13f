"""The door of how the plan works: the button that opens the form, and the form."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people import Asker
from bot.plan import choices
from bot.services import Services
from bot.views import plan_settings as view_of
from handlers import forms, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the button and the form."""
    bolt.action(view_of.OPEN)(open_form)
    bolt.view(view_of.FORM)(save)


def open_form(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Open the form."""
    surface.open_view(client, body, view_of.form(choices.opened(services, by=person), person.reader))
    ack()


def save(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """The form was sent."""
    wanted = view_of.choices_from(forms.values(view))
    outcome = choices.save(services, int(view["private_metadata"]), wanted, by=person)
    if isinstance(outcome, choices.Overtaken):
        ack(response_action="update", view=view_of.overtaken(outcome, person.reader))
    else:
        ack(response_action="update", view=view_of.after_saving(person.reader))
