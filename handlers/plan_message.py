"""The door of the message house: attaching an item to a main message, writing one, comparing after it has changed."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people import Asker
from bot.plan import message_house, message_versions
from bot.plan.draft import WHY
from bot.plan.message_house import Form, Opened
from bot.services import Services
from bot.views import plan_message
from handlers import forms, plan, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the buttons and forms."""
    bolt.action(plan_message.OPEN)(show)
    bolt.action(plan_message.EDIT)(edit)
    bolt.action(plan_message.ATTACH)(attach)
    bolt.action(plan_message.NEW)(new)
    bolt.action(plan_message.COMPARE)(compare)
    bolt.view(plan_message.FORM)(sent)
    bolt.view(plan_message.ATTACHING)(attached)
    bolt.view(plan_message.COMPARING)(compared)


def show(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A main message with the items that tell it."""
    message_id, _, item_id = action["value"].partition(":")
    found = message_house.look(services, int(message_id), item=int(item_id or 0), by=person)
    surface.over(client, body, plan_message.window(found, services.now(), person.reader))
    ack()


def edit(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form of a main message, in place of its window."""
    surface.put(
        client, body, plan_message.form(message_house.edit(services, int(action["value"]), by=person), person.reader)
    )
    ack()


def attach(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that attaches an item to a main message."""
    item, messages = message_versions.choices(services, int(action["value"]), by=person)
    surface.over(client, body, plan_message.attaching(item, messages, person.reader))
    ack()


def new(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form of a new main message, in place of the choice."""
    surface.put(
        client, body, plan_message.form(message_house.new(services, int(action["value"]), by=person), person.reader)
    )
    ack()


def compare(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """What has changed of the main message."""
    found = message_versions.comparison(services, int(action["value"]), by=person)
    surface.over(client, body, plan_message.comparing(found, person.reader))
    ack()


def sent(ack: Ack, body: Body, view: Body, services: Services, person: Asker) -> None:
    """The form of a main message was sent."""
    form = Form.unpacked(view["private_metadata"])
    outcome = message_house.save(services, form, forms.values(view), by=person)
    if isinstance(outcome, Opened):
        ack(response_action="update", view=plan_message.form(outcome, person.reader))
    elif form.item:
        plan.saved(ack, services, body, form.item, person)
    else:
        found = message_house.look(services, outcome.id, by=person)
        ack(response_action="update", view=plan_message.window(found, services.now(), person.reader))


def attached(ack: Ack, body: Body, view: Body, services: Services, person: Asker) -> None:
    """A main message was chosen."""
    values, item_id = forms.values(view), int(view["private_metadata"])
    chosen, why = str(values.get(plan_message.MESSAGE) or plan_message.NONE), str(values.get(WHY) or "")
    breach = message_versions.attach(services, item_id, int(chosen), why, by=person)
    if breach:
        item, messages = message_versions.choices(services, item_id, by=person)
        shown = plan_message.attaching(item, messages, person.reader, breach=breach, chosen=chosen)
        ack(response_action="update", view=shown)
    else:
        plan.saved(ack, services, body, item_id, person)


def compared(ack: Ack, body: Body, view: Body, services: Services, person: Asker) -> None:
    """Somebody has compared an item with its main message."""
    item_id, _, version = view["private_metadata"].partition(":")
    message_versions.compared(services, int(item_id), int(version), by=person)
    plan.saved(ack, services, body, int(item_id), person)
