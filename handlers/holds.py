"""The door of holds: the window that shows them, the form that begins one, the button that ends one."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import channels_find
from bot.people import Asker
from bot.reminders import holds
from bot.services import Services
from bot.views import holds as view_of
from handlers import forms, home, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the window, its form and its buttons."""
    bolt.action(view_of.OPEN)(show)
    bolt.action(view_of.BEGIN)(ask)
    bolt.action(view_of.END)(end)
    bolt.view(view_of.FORM)(begun)


def show(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The holds that stand."""
    surface.over(client, body, _window(services, person))
    ack()


def ask(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that begins a hold, in the place of the window."""
    holds.to_begin(by=person)
    accounts = channels_find.register(services).open
    surface.put(client, body, view_of.form(accounts, person.reader))
    ack()


def begun(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """A hold begins."""
    values = forms.values(view)
    holds.begin(
        services,
        str(values.get("scope") or ""),
        str(values.get("reason") or ""),
        networks=values.get("networks") or [],
        accounts=[int(number) for number in values.get("accounts") or []],
        by=person,
    )
    ack(response_action="update", view=_window(services, person))
    home.refresh(services, person)


def end(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A hold ends."""
    holds.end(services, int(action["value"]), by=person)
    surface.put(client, body, _window(services, person))
    ack()
    home.refresh(services, person)


def _window(services: Services, person: Asker) -> dict[str, Any]:
    names = {account.id: account.name for account in channels_find.register(services).open}
    return view_of.window(holds.looked_at(services, by=person), names, person.reader)
