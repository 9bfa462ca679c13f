"""The door of suggestions in channels: messages that ask something, the buttons of a suggestion, and where it is switched on."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.answers import helping, helping_channels
from bot.answers.helping import Written
from bot.language.questioning import asks
from bot.people import Asker
from bot.services import Services
from bot.views import helping as view_of
from bot.views.blocks import Message
from handlers import forms, surface

Body = dict[str, Any]
_NEW = ("", "file_share", "thread_broadcast")


def register(bolt: App) -> None:
    """Listen for the buttons and the form; messages come through the door of messages."""
    bolt.action(view_of.HELPED)(helped)
    bolt.action(view_of.LATER)(later)
    bolt.action(view_of.NEVER)(never)
    bolt.action(view_of.AGAIN)(again)
    bolt.action(view_of.MINE)(mine)
    bolt.action(view_of.BACK)(back)
    bolt.action(view_of.OPEN)(channels)
    bolt.action(view_of.OFF)(switched_off)
    bolt.view(view_of.FORM)(switched_on)


def wants(event: Body, services: Services) -> bool:
    """Tell whether a message may be one to suggest something about: a new one that asks, where that is switched on."""
    is_new = str(event.get("subtype") or "") in _NEW and bool(event.get("user")) and bool(event.get("ts"))
    return is_new and helping.listens(services, str(event.get("channel") or "")) and asks(str(event.get("text") or ""))


def heard(event: Body, services: Services, person: Asker | None) -> None:
    """Somebody asks something in a channel."""
    if person is not None:
        ts = str(event["ts"])
        thread = str(event.get("thread_ts") or ts)
        helping.suggest(services, Written(str(event["channel"]), ts, thread, str(event.get("text") or "")), by=person)


def helped(ack: Ack, action: Body, body: Body, services: Services, person: Asker) -> None:
    """The suggestion was right."""
    helping.helped(services, int(action["value"]), by=person)
    _in_place(services, body, view_of.was_helped(person.reader), person)
    ack()


def later(ack: Ack, action: Body, body: Body, services: Services, person: Asker) -> None:
    """The suggestion was not."""
    helping.not_now(services, int(action["value"]), by=person)
    _in_place(services, body, view_of.not_now(person.reader), person)
    ack()


def never(ack: Ack, action: Body, body: Body, services: Services, person: Asker) -> None:
    """Somebody wants no more of them here."""
    channel = helping.never_here(services, int(action["value"]), by=person)
    _in_place(services, body, view_of.never_here(channel, person.reader), person)
    ack()


def again(ack: Ack, action: Body, body: Body, services: Services, person: Asker) -> None:
    """They want them after all."""
    helping.welcome_again(services, action["value"], by=person)
    _in_place(services, body, view_of.again(person.reader), person)
    ack()


def mine(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Where somebody wants none, from the settings."""
    surface.open_view(client, body, view_of.mine(helping.refused(services, by=person), person.reader))
    ack()


def back(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """They want them again in one of these channels."""
    helping.welcome_again(services, action["value"], by=person)
    surface.put(client, body, view_of.mine(helping.refused(services, by=person), person.reader))
    ack()


def channels(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The channels, from the settings."""
    surface.open_view(client, body, view_of.form(helping_channels.listed(services, by=person), person.reader))
    ack()


def switched_on(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """A channel was chosen: the window shows all of them."""
    on = helping_channels.switch_on(services, str(forms.values(view).get("channel") or ""), by=person)
    note = view_of.was_switched_on(on.lacks, person.reader)
    ack(
        response_action="update",
        view=view_of.form(helping_channels.listed(services, by=person), person.reader, note),
    )


def switched_off(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A channel was switched off, in the window or on the message in the channel."""
    helping_channels.switch_off(services, action["value"], by=person)
    if surface.in_modal(body):
        listed = helping_channels.listed(services, by=person)
        surface.put(client, body, view_of.form(listed, person.reader, view_of.was_switched_off(person.reader)))
    ack()


def _in_place(services: Services, body: Body, message: Message, person: Asker) -> None:
    surface.replace(services, body, message, title=view_of.title(person.reader), reader=person.reader)
