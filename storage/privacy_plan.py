"""People in the plan: what is in their hands is handed on, what only they said to each other goes."""

from __future__ import annotations

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from storage.models import MainMessage, PlanItem, PlanNote, PlanTask, ReminderDigest


def items_of(session: Session, user_id: str) -> list[PlanItem]:
    """Return and hold the items that somebody owns or deputises, or in which they have an open task."""
    tasks = select(PlanTask.item_id).where(PlanTask.assignee == user_id, PlanTask.done_at.is_(None))
    mine = or_(PlanItem.owner == user_id, PlanItem.deputy == user_id, PlanItem.id.in_(tasks))
    return list(session.scalars(select(PlanItem).where(mine).order_by(PlanItem.id).with_for_update()))


def drop(session: Session, user_id: str) -> None:
    """Delete somebody's notes, and let their open tasks and main messages be nobody's."""
    session.execute(delete(PlanNote).where(PlanNote.by == user_id))
    open_tasks = (PlanTask.assignee == user_id, PlanTask.done_at.is_(None))
    session.execute(update(PlanTask).where(*open_tasks).values(assignee=""))
    session.execute(update(MainMessage).where(MainMessage.owner == user_id).values(owner=""))
    session.execute(delete(ReminderDigest).where(ReminderDigest.user_id == user_id))
    session.expire_all()
