"""The door of the settings for alerts: the button that opens the form, and the form."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.mentions import alert_choices
from bot.people import Asker
from bot.services import Services
from bot.views import alert_settings as view_of
from handlers import forms, surface


def register(bolt: App) -> None:
    """Listen for everything about the settings for alerts."""
    bolt.action(view_of.OPEN)(open_form)
    bolt.view(view_of.FORM)(save)


def open_form(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """Open the form."""
    known, chosen = alert_choices.opened(services, by=person), services.settings
    surface.open_view(client, body, view_of.form(known, chosen.monitoring_channel, chosen.timezone, person.reader))
    ack()


def save(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """The form was sent."""
    choices, chosen = view_of.choices_from(forms.values(view)), services.settings
    outcome = alert_choices.save(services, int(view["private_metadata"]), choices, by=person)
    if isinstance(outcome, alert_choices.Overtaken):
        shown = view_of.overtaken(outcome, chosen.monitoring_channel, chosen.timezone, person.reader)
    else:
        shown = view_of.after_saving(outcome, person.reader)
    ack(response_action="update", view=shown)
