"""What becomes of approvals when somebody who was asked leaves or goes away: their deputy is asked, and the owner hears of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.approvals import turns
from bot.plan import states
from bot.plan.kinds import ASKED
from bot.reminders.recipients import People
from storage import approvals, plan

if TYPE_CHECKING:
    from bot.services import Services


def look(services: Services, session: Session, user_ids: Iterable[str]) -> None:
    """Look whether approvals wait for people of whom something is new; those who are not here are stood in for."""
    changed = set(user_ids)
    for item_id in sorted({step.item_id for step in approvals.waiting(session) if changed & set(step.people)}):
        item = states.held(session, item_id)
        if item.approval_state == ASKED:
            turns.ask_stand_ins(services, session, item, services.now())


def look_after(services: Services) -> None:
    """Look after what waits for people who have gone away, a tick: running twice at once asks nobody twice."""
    now = services.now()
    with services.database.read() as session:
        steps = approvals.waiting(session)
        here = People(now, services.settings.timezone)
        here.read(session, {user_id for step in steps for user_id in step.people})
        missing = {user_id for user_id in here.known if here.why_not(user_id)}
        items = plan.many(session, dict.fromkeys(step.item_id for step in steps if missing & set(step.people)))
        waiting = [item.id for item in items if turns.wants_stand_ins(services, session, item, now)]
    for item_id in waiting:
        with services.database.begin() as session:
            item = states.held(session, item_id)
            if item.approval_state == ASKED:
                turns.ask_stand_ins(services, session, item, now)
