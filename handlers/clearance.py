"""The door of permissions to publish: noting who agreed, overriding, telling the giver what is missing."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.clearance import editing
from bot.clearance.subject import ITEM
from bot.people import Asker
from bot.services import Services
from bot.views import clearance as view_of
from handlers import forms, plan, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the section's buttons and its forms."""
    bolt.action(view_of.OPEN)(open_form)
    bolt.action(view_of.OVERRIDE)(open_override)
    bolt.action(view_of.TELL)(tell)
    bolt.view(view_of.FORM)(saved)
    bolt.view(view_of.OVERRIDING)(overridden)


def open_form(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form for who agreed."""
    about = editing.opened(services, action["value"], by=person)
    surface.over(client, body, view_of.form(about, person.reader))
    ack()


def open_override(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that asks for a reason."""
    about = editing.opened(services, action["value"], by=person)
    surface.over(client, body, view_of.overriding(about, person.reader))
    ack()


def tell(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The giver is told what is missing."""
    is_told = editing.tell_giver(services, action["value"], by=person)
    _redraw(services, client, body, action["value"], person, view_of.told(person.reader, is_told=is_told))
    ack()


def saved(ack: Ack, body: Body, view: Body, services: Services, person: Asker) -> None:
    """Somebody noted who agreed."""
    key, _, version = view["private_metadata"].partition(":")
    editing.save(services, key, view_of.draft_from(forms.values(view), int(version)), by=person)
    _finish(ack, services, body, key, person)


def overridden(ack: Ack, body: Body, view: Body, services: Services, person: Asker) -> None:
    """Something is published although something is missing."""
    key = view["private_metadata"]
    editing.override(services, key, str(forms.values(view).get("why") or ""), by=person)
    _finish(ack, services, body, key, person)


def _finish(ack: Ack, services: Services, body: Body, key: str, person: Asker) -> None:
    if key.startswith(ITEM):
        plan.saved(ack, services, body, int(key[1:]), person)
    else:
        ack()


def _redraw(services: Services, client: WebClient, body: Body, key: str, person: Asker, said: str) -> None:
    if key.startswith(ITEM):
        plan.redraw_item(services, client, body, int(key[1:]), person, note=said)
