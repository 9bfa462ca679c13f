"""What the author of a saved message says: it is fine, or it is to be removed, at any time before it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.audit import Act
from bot.errors import Conflict
from bot.ideas import states
from bot.ideas.kinds import DRAFTED, IDEA_GIVER, PUBLISHED, YES
from bot.people import Asker, is_user_id
from bot.plan import kinds as plan_kinds
from bot.plan import states as plan_states
from bot.roles import Role, require
from storage import idea_origins, ideas
from storage import people as known_people
from storage.models import Idea, PlanItem

if TYPE_CHECKING:
    from bot.services import Services

NO = "no"
"""Stands in a removed idea, so that nobody saves its message again."""


def agree(services: Services, idea_id: int, *, by: Asker) -> None:
    """Note that the author is fine with it. Twice is once; raises NotFound for anybody else."""
    require(by.role, Role.EMPLOYEE)
    with services.database.begin() as session:
        idea = _own(session, idea_id, by)
        if idea.author_says != YES:
            idea.author_says = YES
            act = Act(by.id, "idea.author_agreed", states.subject(idea))
            next_at, is_told = idea.next_at, idea.is_age_told
            states.changed(services, session, idea, services.now(), act)
            idea.next_at, idea.is_age_told = next_at, is_told  # the author's word is no work of the desk


def refuse(services: Services, idea_id: int, *, by: Asker) -> None:
    """Remove the idea at its author's word: its texts and files go at once, and who saved it is told.

    Where it is in the plan already, its item loses the files and may not be published until somebody has settled it.
    Raises Conflict when it is published.
    """
    require(by.role, Role.EMPLOYEE)
    with services.database.begin() as session:
        found = ideas.find(session, idea_id)
        item = _held_item(session, found) if found is not None else None
        idea = _own(session, idea_id, by)
        if idea.state == PUBLISHED:
            raise Conflict("This is published already. Ask the desk to take it down: they see who you are.")
        idea.author_says = NO
        if item is not None:
            _stop(services, session, item, by)
        states.remove(services, session, idea, Act(by.id, "idea.author_refused", states.subject(idea)))
        if idea.tip_id is not None:
            states.tell_giver(services, session, idea)
        saver = idea.saved_by
        if is_user_id(saver) and saver != by.id and states.is_here(known_people.find(session, saver)):
            services.messenger.show(session, IDEA_GIVER, idea.id, saver)


def _own(session: Session, idea_id: int, by: Asker) -> Idea:
    idea = states.held(session, idea_id)
    if not idea.author or idea.author != by.id:
        raise states.gone()
    return idea


def _held_item(session: Session, idea: Idea) -> PlanItem | None:
    """Hold the item that came of an idea, before the idea itself is held."""
    return idea_origins.item_of(session, idea.id) if idea.state == DRAFTED else None


def _stop(services: Services, session: Session, item: PlanItem, by: Asker) -> None:
    """Let an item lose the author's files and permission, so that it cannot be ready."""
    now = services.now()
    idea_origins.refuse_clearance(session, item.id, item.idea_id, by.id, now)
    if item.state == plan_kinds.READY:
        item.state = plan_kinds.DRAFT
    plan_states.changed(services, session, item, now, Act(by.id, "plan.author_refused", plan_states.subject(item)))
