"""Erasures and the plan: what somebody owned goes to the deputy, their notes go, and the house keeps what it has planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.plan import states
from bot.plan.kinds import OVER
from bot.reminders import arranging
from storage import holds
from storage import privacy_plan as stored
from storage.privacy import Traces

if TYPE_CHECKING:
    from bot.services import Services


def hand_back(services: Services, session: Session, traces: Traces) -> None:
    """Take a colleague out of the plan, before their traces go: the deputy owns what was theirs, else nobody does.

    What is to be published stays as it is but for their name, which is taken out of all texts afterwards.
    """
    if not traces.user_id:
        return
    holds.share(session)
    held = stored.items_of(session, traces.user_id)
    stored.drop(session, traces.user_id)
    for item in held:
        if item.owner == traces.user_id:
            item.owner, item.deputy = item.deputy, ""
        if item.deputy == traces.user_id:
            item.deputy = ""
        item.version += 1
        if item.state not in OVER:
            arranging.arrange(services, session, item)
    services.memory.changed(session, states.BODY)
