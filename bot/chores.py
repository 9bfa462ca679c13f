"""Work that one process does for all: taken when it is due, and given back by its end or by its lease."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from storage import chores
from storage.models import Chore

if TYPE_CHECKING:
    from bot.services import Services


def take(services: Services, name: str, lease: timedelta) -> Chore | None:
    """Return a chore that is due and now ours until the lease ends; None when it rests or somebody else has it.

    While it rests nothing is written.
    """
    now = services.now()
    with services.database.read() as session:
        if not chores.is_due(session, name, now):
            return None
    with services.database.begin() as session:
        return chores.claim(session, name, now, now + lease)


def give_back(services: Services, mine: Chore) -> None:
    """Say that a chore is done, so that it may be taken again at once."""
    now = services.now()
    with services.database.begin() as session:
        chores.finish(session, mine, now, now)
