"""What could not be shown in Slack: places that refuse messages, and cards that were given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.services import Services
from storage import cards


@dataclass(frozen=True, slots=True)
class Letter:
    """One thing that did not arrive: what it is, where it belongs, since when, and Slack's word for why."""

    kind: str
    where: str
    since: datetime
    reason: str


def listed(services: Services) -> list[Letter]:
    """Return everything that waits for a person, longest first. What the messages say is not part of it."""
    with services.database.read() as session:
        places = [
            Letter("blocked place", place.address, blockage.since, blockage.reason)
            for blockage, place in cards.blocked(session)
        ]
        given_up = [
            Letter(
                f"{dead.card.kind} {dead.card.record_id}", dead.place.address, since, dead.card.last_error or "unknown"
            )
            for dead in cards.dead(session)
            if (since := dead.card.dead_at) is not None
        ]
    return sorted(places + given_up, key=lambda letter: letter.since)


def retry(services: Services) -> int:
    """Give everything listed a new chance, now; returns how many things that is."""
    with services.database.begin() as session:
        freed = [cards.unblock(session, place.address, services.now()) for _, place in cards.blocked(session)]
        return sum(freed) + cards.revive(session)
