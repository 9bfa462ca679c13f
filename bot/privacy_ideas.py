"""Erasures and ideas: what somebody wrote goes, what the house has taken up of theirs stays without their name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.ideas import following, retention
from storage import privacy_ideas as stored
from storage.privacy import Traces

if TYPE_CHECKING:
    from bot.services import Services


def hand_back(services: Services, session: Session, traces: Traces) -> None:
    """Take a colleague out of the backlog, before their traces go.

    Ideas made of their messages and those that nobody else has taken up are deleted; of the others they are no giver and no
    owner any more. Their votes and what they follow go.
    """
    if not traces.user_id:
        return
    for idea_id in stored.of_person(session, traces.user_id):
        retention.forget(services, session, idea_id)
    stored.drop(session, traces.user_id)
    services.memory.changed(session, following.BODY)
