"""The queries about tasks of the plan, and about what reviewers noted."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.models import PlanNote, PlanTask


def find(session: Session, task_id: int) -> PlanTask | None:
    """Return a task, None when it was taken away."""
    return session.get(PlanTask, task_id)


def has_task(session: Session, key: str) -> bool:
    """Tell whether a form has made its task already."""
    return session.scalar(select(PlanTask.id).where(PlanTask.key == key)) is not None


def has_note(session: Session, key: str) -> bool:
    """Tell whether a form has made its note already."""
    return session.scalar(select(PlanNote.id).where(PlanNote.key == key)) is not None


def count(session: Session, item_id: int) -> int:
    """Return how many tasks an item has."""
    return session.scalar(select(func.count()).select_from(PlanTask).where(PlanTask.item_id == item_id)) or 0
