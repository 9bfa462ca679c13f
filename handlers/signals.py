"""The door of the signal words: the button that opens the form, its languages, and the form."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.mentions import signals
from bot.people import Asker
from bot.services import Services
from bot.views import signals as view_of
from handlers import forms, surface


def register(bolt: App) -> None:
    """Listen for everything about signal words."""
    bolt.action(view_of.OPEN)(open_form)
    for language in view_of.LANGUAGE.values():
        bolt.action(language)(show)
    bolt.action(view_of.RESTORE)(restore)
    bolt.view(view_of.FORM)(save)


def open_form(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """Open the form in the person's language."""
    opened = signals.opened(services, person.reader.language, by=person)
    surface.open_view(client, body, view_of.form(opened, person.reader))
    ack()


def show(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """Another language."""
    opened = signals.opened(services, action["value"], by=person)
    client.views_update(view_id=body["view"]["id"], view=view_of.form(opened, person.reader))
    ack()


def restore(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """Give a language its first words again."""
    opened = signals.restore(services, action["value"], by=person)
    shown = view_of.form(opened, person.reader, note=view_of.restored_note(person.reader))
    client.views_update(view_id=body["view"]["id"], view=shown)
    ack()


def save(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """The form was sent."""
    language, mark = view_of.about_from(view["private_metadata"])
    typed = view_of.typed_from(forms.values(view), language)
    outcome = signals.save(services, language, mark, typed, by=person)
    if isinstance(outcome, signals.Overtaken):
        shown = view_of.overtaken(outcome, person.reader)
    else:
        shown = view_of.form(outcome, person.reader, note=view_of.saved_note(person.reader))
    ack(response_action="update", view=shown)
