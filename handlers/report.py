"""`/some report`, and what owners of rules decide about a suggestion."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from bot.mentions import quality, weekly
from bot.people import Asker
from bot.services import Services
from bot.views import rule_advice

_DECISIONS = {
    rule_advice.DAILY: quality.DAILY,
    rule_advice.MUTE: quality.MUTED,
    rule_advice.KEEP: quality.KEPT,
}


def register(bolt: App) -> None:
    """Listen for the decisions."""
    for action_id in _DECISIONS:
        bolt.action(action_id)(decide)


def word(ack: Ack, command: dict[str, Any], services: Services, person: Asker, rest: str) -> None:  # noqa: ARG001 - a word's shape
    """The figures of the last seven days."""
    ack(weekly.last_week(services, by=person).private_answer())


def decide(ack: Ack, action: dict[str, Any], services: Services, person: Asker) -> None:
    """Somebody follows a suggestion or does not."""
    quality.decide(services, int(action["value"]), _DECISIONS[action["action_id"]], by=person)
    ack()
