"""The door of HR's lists that wait for a decision: the two buttons of their card."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from bot import hr_decisions
from bot.people import Asker
from bot.services import Services
from bot.views import hr as view


def register(bolt: App) -> None:
    """Listen for the buttons."""
    bolt.action(view.APPLY)(accept)
    bolt.action(view.DISCARD)(discard)


def accept(ack: Ack, action: dict[str, Any], services: Services, person: Asker) -> None:
    """Let the list be applied, whoever vanishes."""
    hr_decisions.accept(services, int(action["value"]), by=person)
    ack()


def discard(ack: Ack, action: dict[str, Any], services: Services, person: Asker) -> None:
    """Throw the list away."""
    hr_decisions.discard(services, int(action["value"]), by=person)
    ack()
