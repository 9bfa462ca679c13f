"""Deliveries that were seen before: one key has one effect, in every process and across restarts."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum

from bot.services import Services
from storage import inbox

CUT_OFF = timedelta(seconds=10)
"""Who took a delivery and has not finished after this long was cut off; the work itself takes milliseconds."""
KEPT = timedelta(hours=24)


class Taken(Enum):
    """What became of the wish to work on a delivery."""

    MINE = "mine"
    DONE = "done"
    """It had its effect before."""
    ELSEWHERE = "elsewhere"
    """Somebody else works on it at this moment."""


def take(services: Services, key: str) -> Taken:
    """Take a delivery before working on it; a taker who was cut off loses it."""
    now = services.now()
    with services.database.begin() as session:
        if inbox.add(session, key, now) or inbox.take_over(session, key, now, cut_off_after=CUT_OFF):
            return Taken.MINE
        return Taken.DONE if inbox.is_done(session, key) else Taken.ELSEWHERE


def done(services: Services, key: str) -> None:
    """Remember that a delivery had its effect."""
    with services.database.begin() as session:
        inbox.done(session, key, services.now())


def give_back(services: Services, key: str) -> None:
    """Let the next delivery with this key count: the work failed."""
    with services.database.begin() as session:
        inbox.give_back(session, key)


def prune(services: Services) -> None:
    """Forget deliveries that Slack cannot send again."""
    with services.database.begin() as session:
        inbox.prune(session, services.now() - KEPT)
