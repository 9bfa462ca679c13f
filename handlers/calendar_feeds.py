"""The door of calendar links: the window in which somebody makes and ends their own."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people import Asker
from bot.plan import calendar_feed
from bot.plan.calendar_feed import View
from bot.plan.looking import Look
from bot.plan.weeks import today_of
from bot.services import Services
from bot.views import calendar_feeds as view_of
from handlers import surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the window's buttons."""
    bolt.action(view_of.OPEN)(show)
    bolt.action(view_of.MAKE)(make)
    bolt.action(view_of.END)(end)


def show(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The window with one's links."""
    view = View.of(Look.unpacked(action.get("value") or "", today_of(services)))
    mine = calendar_feed.mine(services, by=person)
    surface.over(client, body, view_of.window(mine, view, person.reader))
    ack()


def make(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A new link; it is shown once, in the window."""
    view = View.unpacked(action["value"])
    made = calendar_feed.make(services, view, by=person)
    mine = calendar_feed.mine(services, by=person)
    client.views_update(view_id=body["view"]["id"], view=view_of.window(mine, view, person.reader, made))
    ack()


def end(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A link ends."""
    calendar_feed.end(services, int(action["value"]), by=person)
    mine = calendar_feed.mine(services, by=person)
    view = View.unpacked(body["view"]["private_metadata"])
    client.views_update(view_id=body["view"]["id"], view=view_of.window(mine, view, person.reader))
    ack()
