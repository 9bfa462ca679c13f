"""The door of replies that are approved before they are published: the form, from a card or a window, and what was sent."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people import Asker
from bot.public_replies import writing
from bot.services import Services
from bot.views import public_replies as view_of
from bot.views import public_replies_parts
from handlers import forms, mention_forms, plan, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the button that opens the form, and for the form."""
    bolt.action(public_replies_parts.OPEN)(write)
    bolt.view(view_of.SENDING)(sent)


def write(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form for a reply, empty or as it stands."""
    window = "" if plan.under(body) else mention_forms.window_of(body)
    opened = writing.open_form(services, int(action["value"]), window=window, by=person)
    surface.over(client, body, view_of.form(opened, person.reader))
    ack()


def sent(ack: Ack, body: Body, view: Body, services: Services, person: Asker) -> None:
    """A reply is sent for approval, or comes back once."""
    form = view_of.form_from(view["private_metadata"])
    again = writing.send(services, form, view_of.draft_from(forms.values(view)), by=person)
    if again is not None:
        ack(response_action="update", view=view_of.form(again, person.reader))
        return
    ack()
    mention_forms.redraw_window(services, form.window, form.mention, person)
    if form.item and not form.window:
        plan.redraw_item(services, services.slack, body, form.item, person)
