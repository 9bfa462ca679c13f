"""The door of the mutes: the list, and the forms that make one or give it another end."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.mentions import mutes, rules
from bot.mentions.mutes import RULE, WORD, Scope
from bot.people import Asker
from bot.services import Services
from bot.views import mutes as view_of
from bot.views import mutes_buttons, rules_form
from bot.views.blocks import Message, unescaped
from handlers import forms, surface


def register(bolt: App) -> None:
    """Listen for everything about mutes."""
    bolt.action(mutes_buttons.LIST)(show)
    bolt.action(mutes_buttons.OF_RULE)(mute_rule)
    bolt.action(view_of.PREVIOUS)(turn)
    bolt.action(view_of.NEXT)(turn)
    bolt.action(view_of.NEW)(new)
    bolt.action(view_of.END)(end)
    bolt.action(view_of.EXTEND)(extend)
    bolt.options(view_of.FEEDS)(feeds)
    bolt.options(view_of.RULES)(rule_names)
    bolt.view(view_of.FORM)(sent)
    bolt.view(view_of.EXTENDING)(extended)


def listing(ack: Ack, command: dict[str, Any], services: Services, person: Asker, rest: str) -> None:
    """`/some mute`: the list; with a word the form, filled in with it."""
    if rest:
        shown = view_of.form(*mutes.form(services, Scope(WORD, unescaped(rest)), by=person), person.reader)
        services.quick.views_open(trigger_id=command["trigger_id"], view=shown)
        ack()
    else:
        ack(view_of.message(mutes.listing(services, by=person), person.reader).private_answer())


def show(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """The list from a button elsewhere."""
    message = view_of.message(mutes.listing(services, by=person), person.reader)
    surface.show(services, client, body, message, title=view_of.title(person.reader), reader=person.reader)
    ack()


def turn(ack: Ack, action: dict[str, Any], body: dict[str, Any], services: Services, person: Asker) -> None:
    """Another page of the list."""
    message = view_of.message(mutes.listing(services, int(action["value"]), by=person), person.reader)
    _in_place(services, body, message, person)
    ack()


def new(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """The form of a new mute."""
    surface.open_view(client, body, view_of.form(*mutes.form(services, Scope(WORD), by=person), person.reader))
    ack()


def mute_rule(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The form that mutes a rule."""
    asked = mutes.form(services, Scope(RULE, rule_id=int(action["value"])), by=person)
    surface.open_view(client, body, view_of.form(*asked, person.reader))
    ack()


def end(ack: Ack, action: dict[str, Any], body: dict[str, Any], services: Services, person: Asker) -> None:
    """A mute ends now."""
    mute_id, page = (int(part) for part in action["value"].split(":"))
    mutes.end(services, mute_id, by=person)
    found = mutes.listing(services, page, by=person)
    _in_place(services, body, view_of.message(found, person.reader, view_of.ended_note(person.reader)), person)
    ack()


def extend(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The form that gives a mute another end."""
    mute = mutes.mute(services, int(action["value"].partition(":")[0]), by=person)
    surface.open_view(client, body, view_of.extending(mute, person.reader))
    ack()


def feeds(ack: Ack, body: dict[str, Any], services: Services, person: Asker) -> None:
    """What the menu of feeds offers while somebody types."""
    found = rules.feed_names(services, body.get("value") or "", by=person)
    ack(options=[option.to_dict() for option in rules_form.feed_options(found)])


def rule_names(ack: Ack, body: dict[str, Any], services: Services, person: Asker) -> None:
    """What the menu of rules offers while somebody types."""
    found = rules.rule_names(services, body.get("value") or "", by=person)
    ack(options=[option.to_dict() for option in rules_form.feed_options(found)])


def sent(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """The form of a new mute was sent."""
    values = forms.values(view)
    until = view_of.end_from(values, services.now(), person.reader.timezone)
    made = mutes.make(services, view_of.scope_from(values), until=until, why=values.get("why") or "", by=person)
    ack(response_action="update", view=view_of.after(made, person.reader))


def extended(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """The form that gives a mute another end was sent."""
    until = view_of.end_from(forms.values(view), services.now(), person.reader.timezone)
    mute = mutes.extend(services, int(view["private_metadata"]), until, by=person)
    ack(response_action="update", view=view_of.after(mute, person.reader))


def _in_place(services: Services, body: dict[str, Any], message: Message, person: Asker) -> None:
    surface.replace(services, body, message, title=view_of.title(person.reader), reader=person.reader)
