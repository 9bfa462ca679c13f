"""How an answer stands on a day, and which languages it owes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from bot.answers.kinds import DESK
from bot.words import LANGUAGES, zone
from storage.models import Answer, AnswerText

if TYPE_CHECKING:
    from bot.services import Services

SOON = timedelta(days=14)
"""How long before its last day an answer's owner is asked whether it is still true, and how long after it counts as stale."""


class Standing(Enum):
    """How far an answer can be relied on."""

    FRESH = "fresh"
    DUE = "due"
    """Its last day is near: it may be used, and its owner has been asked."""
    EXPIRED = "expired"
    """Its last day is over: using it needs a reason."""
    STALE = "stale"
    """Nobody has confirmed it for two weeks after its last day."""
    WITHDRAWN = "withdrawn"


def standing(answer: Answer, today: date) -> Standing:
    """Return how an answer stands on a day of the house's time zone."""
    if answer.withdrawn_at is not None:
        return Standing.WITHDRAWN
    if answer.valid_until is None or answer.valid_until >= today + SOON:
        return Standing.FRESH
    if answer.valid_until >= today:
        return Standing.DUE
    return Standing.STALE if answer.stale_at is not None else Standing.EXPIRED


def is_proposal(answer: Answer) -> bool:
    """Tell whether an answer waits for the desk's approval: a colleague has saved it, and nobody keeps it yet.

    Every other answer has an owner: whoever saves an answer that is not a proposal names one.
    """
    return answer.withdrawn_at is None and answer.visibility == DESK and not answer.owner


def owed(texts: Mapping[str, AnswerText]) -> tuple[str, ...]:
    """Return the languages in which an answer says nothing yet, in the order of the house."""
    return tuple(language for language in LANGUAGES if language not in texts or not texts[language].text.strip())


def today(services: Services) -> date:
    """Return the day in the house's time zone."""
    return services.now().astimezone(zone(services.settings.timezone)).date()
