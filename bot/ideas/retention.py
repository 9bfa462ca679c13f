"""Ideas that ended long ago are deleted, with their messages: two years after they were published, archived or removed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.forgetting import forget_each
from bot.ideas.kinds import IDEA_AUTHOR, IDEA_GIVER
from bot.ideas.states import TERMS
from storage import idea_ages

if TYPE_CHECKING:
    from bot.services import Services

KEPT = timedelta(days=730)


def prune(services: Services) -> None:
    """Delete what is too old; a tick. A part of it each time."""
    with services.database.read() as session:
        old = idea_ages.old(session, services.now() - KEPT)
    forget_each(services, "idea", old, forget)


def forget(services: Services, session: Session, idea_id: int) -> None:
    """Delete an idea with its voices and messages, inside the caller's transaction; an item of the plan stays without it."""
    services.memory.changed(session, TERMS)
    idea_ages.remove(session, idea_id)
    for kind in (IDEA_AUTHOR, IDEA_GIVER):
        services.messenger.redraw(session, kind, idea_id)  # what they showed is gone, so the messages go
