"""The door of following inside the house: what people choose, the channels that the desk opens, and what is said there."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.ideas import following, heard
from bot.people import Asker
from bot.services import Services
from bot.views import follows as view_of
from handlers import forms, surface

Body = dict[str, Any]
_NEW = ("", "file_share", "thread_broadcast")
_DELETED = "message_deleted"


def register(bolt: App) -> None:
    """Listen for the windows; messages come through the door of messages."""
    bolt.action(view_of.OPEN)(mine)
    bolt.action(view_of.STOP)(stop)
    bolt.action(view_of.CHANNELS)(channels)
    bolt.action(view_of.CLOSE)(closed)
    bolt.view(view_of.FORM)(follow)
    bolt.view(view_of.OPENING)(opened)


def wants(event: Body, services: Services) -> bool:
    """Tell whether a message was written or deleted where things are followed."""
    kind = str(event.get("subtype") or "")
    is_new = kind in _NEW and bool(event.get("user")) and bool(event.get("ts"))
    is_gone = kind == _DELETED and bool(event.get("deleted_ts"))
    return (is_new or is_gone) and heard.listens(services, str(event.get("channel") or ""))


def message(event: Body, services: Services, person: Asker | None) -> None:
    """Somebody has written or deleted a message in a channel."""
    channel = str(event["channel"])
    if event.get("subtype") == _DELETED:
        heard.deleted(services, channel, str(event["deleted_ts"]))
    elif person is not None:
        heard.said(services, channel, str(event["ts"]), str(event.get("text") or ""), by=person)


def mine(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """What somebody follows."""
    surface.over(client, body, view_of.window(following.mine(services, by=person), person.reader))
    ack()


def follow(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """Something more is followed: the window shows all of it."""
    following.follow(services, *view_of.values_from(forms.values(view)), by=person)
    shown = view_of.window(following.mine(services, by=person), person.reader, view_of.followed(person.reader))
    ack(response_action="update", view=shown)


def stop(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Something is followed no more."""
    following.stop(services, int(action["value"]), by=person)
    surface.put(client, body, view_of.window(following.mine(services, by=person), person.reader))
    ack()


def channels(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The channels that are open."""
    surface.over(client, body, view_of.channels(following.opened(services, by=person), person.reader))
    ack()


def opened(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """A channel is opened: the window shows all of them."""
    following.open_channel(services, str(forms.values(view).get("channel") or ""), by=person)
    listed, note = following.opened(services, by=person), view_of.was_opened(person.reader)
    ack(response_action="update", view=view_of.channels(listed, person.reader, note))


def closed(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A channel is closed, in the window or on the message in the channel."""
    following.close_channel(services, action["value"], by=person)
    if surface.in_modal(body):
        surface.put(client, body, view_of.channels(following.opened(services, by=person), person.reader))
    ack()
