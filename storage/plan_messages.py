"""The queries behind the list of main messages: each with how many items tell it, and how many of these are behind it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import Session

from storage.models import MainMessage, PlanItem

_TELLS = and_(PlanItem.message_id == MainMessage.id, PlanItem.state != "dropped")
_IS_BEHIND = and_(PlanItem.state != "posted", PlanItem.message_version < MainMessage.version)
"""What may still be compared with its message: what is posted cannot be changed any more."""
_BEHIND = func.coalesce(func.sum(case((_IS_BEHIND, 1), else_=0)), 0)


def listed(
    session: Session, *, owner: str, embargo_after: datetime | None, only_behind: bool, most: int, skip: int
) -> tuple[list[tuple[MainMessage, int, int]], int]:
    """Return main messages in use with how many items tell them and how many of these are behind, and how many fit in all.

    The newest change comes first. Only those of an owner, under an embargo at a moment, or with something behind, where that is
    asked for. Two statements.
    """
    query = _fitting(owner, embargo_after, only_behind=only_behind)
    total = session.scalar(select(func.count()).select_from(query.with_only_columns(MainMessage.id).subquery())) or 0
    ordered = query.order_by(MainMessage.changed_at.desc(), MainMessage.id.desc()).offset(skip).limit(most)
    return [(message, versions, behind) for message, versions, behind in session.execute(ordered)], total


def _fitting(owner: str, embargo_after: datetime | None, *, only_behind: bool) -> Select[Any]:
    query = (
        select(MainMessage, func.count(PlanItem.id), _BEHIND)
        .outerjoin(PlanItem, _TELLS)
        .where(MainMessage.ended_at.is_(None))
        .group_by(MainMessage.id)
    )
    if owner:
        query = query.where(MainMessage.owner == owner)
    if embargo_after is not None:
        query = query.where(MainMessage.embargo_until > embargo_after)
    return query.having(_BEHIND > 0) if only_behind else query
