"""What becomes of approvals when somebody who was asked leaves: their deputy is asked, and the owner hears of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.approvals import standing, turns
from bot.plan import states
from bot.plan.kinds import ASKED
from storage import approvals

if TYPE_CHECKING:
    from bot.services import Services


def look(services: Services, session: Session, user_ids: Iterable[str]) -> None:
    """Look whether approvals wait for people of whom something is new; those who have left are stood in for."""
    changed = set(user_ids)
    now = services.now()
    for item_id in sorted({step.item_id for step in approvals.waiting(session) if changed & set(step.people)}):
        item = states.held(session, item_id)
        decisions = approvals.decisions(session, item_id)
        step = standing.current(approvals.steps(session, item_id), decisions, item.text_version)
        if item.approval_state == ASKED and step and changed & set(turns.gone(services, session, step, now)):
            turns.ask_stand_ins(services, session, item, now)
            turns.redraw(services, session, [item])
