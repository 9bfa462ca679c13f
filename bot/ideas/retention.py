"""Ideas that ended long ago are deleted, with their messages: two years after they were published, archived or removed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.orm import Session

from bot.ideas.kinds import IDEA_AUTHOR, IDEA_GIVER
from bot.ideas.states import TERMS
from storage import idea_ages
from storage.database import OUT_OF_REACH

if TYPE_CHECKING:
    from bot.services import Services

KEPT = timedelta(days=730)
_log = structlog.get_logger(__name__)


def prune(services: Services) -> None:
    """Delete what is too old; a tick. A part of it each time."""
    with services.database.read() as session:
        old = idea_ages.old(session, services.now() - KEPT)
    for idea_id in old:
        _forget_one(services, idea_id)


def forget(services: Services, session: Session, idea_id: int) -> None:
    """Delete an idea with its voices and messages, inside the caller's transaction; an item of the plan stays without it."""
    services.memory.changed(session, TERMS)
    idea_ages.remove(session, idea_id)
    for kind in (IDEA_AUTHOR, IDEA_GIVER):
        services.messenger.redraw(session, kind, idea_id)  # what they showed is gone, so the messages go


def _forget_one(services: Services, idea_id: int) -> None:
    """Delete one idea; one that cannot be deleted holds up no other."""
    try:
        with services.database.begin() as session:
            forget(services, session, idea_id)
    except OUT_OF_REACH:
        raise
    except Exception:  # noqa: BLE001 - a single idea must not stop all others
        _log.exception("idea not deleted", idea=idea_id)
