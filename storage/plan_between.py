"""The queries behind the views of the plan: what falls between two moments, what is somebody's, what is still to be done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, nulls_last, or_, select
from sqlalchemy.orm import Session

from storage.models import PlanItem, PlanTask


def between(session: Session, start: datetime, end: datetime, most: int) -> Sequence[PlanItem]:
    """Return what is to be told from `start` until before `end` and is not dropped, in the order of time, `most` at most."""
    query = select(PlanItem).where(PlanItem.due_at >= start, PlanItem.due_at < end, PlanItem.state != "dropped")
    return session.scalars(query.order_by(PlanItem.due_at, PlanItem.id).limit(most)).all()


def with_dropped(session: Session, start: datetime, end: datetime, user_id: str, most: int) -> Sequence[PlanItem]:
    """Return the same with what is dropped, for a calendar that has to strike it out; of one person, or of all when it is ""."""
    query = select(PlanItem).where(PlanItem.due_at >= start, PlanItem.due_at < end)
    if user_id:
        query = query.where(_theirs(user_id))
    return session.scalars(query.order_by(PlanItem.due_at, PlanItem.id).limit(most)).all()


def count_between(session: Session, start: datetime, end: datetime) -> int:
    """Count what is to be told from `start` until before `end` and is not dropped."""
    query = select(func.count(PlanItem.id)).where(PlanItem.due_at >= start, PlanItem.due_at < end)
    return session.scalar(query.where(PlanItem.state != "dropped")) or 0


def of_person(session: Session, user_id: str, states: Collection[str], most: int, skip: int = 0) -> Sequence[PlanItem]:
    """Return what somebody owns, deputises, made or has a task in, in these states, by time; `skip` are left out."""
    query = select(PlanItem).where(_theirs(user_id), PlanItem.state.in_(states))
    return session.scalars(query.order_by(nulls_last(PlanItem.due_at), PlanItem.id).offset(skip).limit(most)).all()


def count_of_person(session: Session, user_id: str, states: Collection[str]) -> int:
    """Count what somebody owns, deputises, made or has a task in, in these states."""
    query = select(func.count(PlanItem.id)).where(_theirs(user_id), PlanItem.state.in_(states))
    return session.scalar(query) or 0


def open_items(
    session: Session, states: Collection[str], until: datetime, most: int, skip: int = 0
) -> Sequence[PlanItem]:
    """Return what is in these states and due before a moment or without a time, by time; replies have none and are no part."""
    query = select(PlanItem).where(*_still_open(states, until))
    return session.scalars(query.order_by(nulls_last(PlanItem.due_at), PlanItem.id).offset(skip).limit(most)).all()


def count_open(session: Session, states: Collection[str], until: datetime) -> int:
    """Count the same."""
    return session.scalar(select(func.count(PlanItem.id)).where(*_still_open(states, until))) or 0


def _still_open(states: Collection[str], until: datetime) -> tuple[ColumnElement[bool], ...]:
    is_ahead = or_(PlanItem.due_at.is_(None), PlanItem.due_at < until)
    return PlanItem.state.in_(states), is_ahead, PlanItem.kind != "reply"


def _theirs(user_id: str) -> ColumnElement[bool]:
    tasked = select(PlanTask.item_id).where(PlanTask.assignee == user_id, PlanTask.done_at.is_(None))
    return or_(
        PlanItem.owner == user_id,
        PlanItem.deputy == user_id,
        PlanItem.made_by == user_id,
        PlanItem.id.in_(tasked),
    )
