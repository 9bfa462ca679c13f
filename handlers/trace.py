"""The door of the chain: `/some trace N`, and the buttons that show it."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import trace
from bot.people import Asker
from bot.services import Services
from bot.views import trace as view_of
from handlers import surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the buttons."""
    bolt.action(view_of.OPEN)(opened)


def word(ack: Ack, command: Body, services: Services, person: Asker, rest: str) -> None:
    """`/some trace 12`: what came of a question; m12 is a mention, a5 an answer of the bank."""
    del command
    ack(view_of.message(trace.of(services, rest, by=person), person.reader).private_answer())


def opened(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The chain in a window."""
    chain = trace.of(services, str(action.get("value") or ""), by=person)
    surface.over(client, body, view_of.window(chain, person.reader))
    ack()
