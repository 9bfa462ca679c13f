"""What a failure changes on a card, and how long its place rests before the next try."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from bot import notices
from bot.outcomes import MOST_TRIES, Failure, Outcome, backoff
from bot.settings import Settings
from storage.models import Card, Place

BLOCKED_RETRY = timedelta(hours=1)
TOKEN_RETRY = timedelta(seconds=15)

_log = structlog.get_logger(__name__)


def settle(session: Session, place: Place, card: Card, why: Failure, settings: Settings, now: datetime) -> timedelta:
    """Change a card for its next try and return how long its place rests."""
    rest = timedelta()
    match why.outcome:
        case outcome if card.attempts >= MOST_TRIES.get(outcome, card.attempts + 1):
            _give_up(card, why, now)
        case Outcome.PLACE:
            notices.place_blocked(session, place, card, why.error, settings, now)
            rest = BLOCKED_RETRY
        case Outcome.SHORT_FORM if not card.short_form:
            card.short_form = True
        case Outcome.NO_METADATA if not card.without_metadata:
            card.without_metadata = True
        case Outcome.SHORT_FORM | Outcome.NO_METADATA:
            _give_up(card, why, now)
        case Outcome.REMOVED | Outcome.FIXED:
            card.shown, card.removed_at, card.posting_since = card.wanted, now, None
        case Outcome.TOKEN:
            rest = TOKEN_RETRY
        case _:
            rest = why.wait or backoff(card.attempts)
    return rest


def _give_up(card: Card, why: Failure, now: datetime) -> None:
    """Make the card a dead letter, so that the others in its place go on."""
    card.dead_at = now
    _log.error("card given up", card=card.id, kind=card.kind, place=card.place_id, error=why.error)
