"""The queries about where an idea came from and what came of it: its item of the plan and the permission to publish."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.models import Clearance, PlanItem


def item_of(session: Session, idea_id: int) -> PlanItem | None:
    """Return and hold the item of the plan that came of an idea."""
    query = select(PlanItem).where(PlanItem.idea_id == idea_id).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def item_id_of(session: Session, idea_id: int) -> int | None:
    """Return the id of the item of the plan that came of an idea."""
    return session.scalar(select(PlanItem.id).where(PlanItem.idea_id == idea_id))


def refuse_clearance(session: Session, item_id: int, idea_id: int | None, by: str, at: datetime) -> None:
    """Note that the author of an item's source does not agree."""
    query = select(Clearance).where(or_(Clearance.item_id == item_id, Clearance.idea_id == (idea_id or 0)))
    found = session.scalars(query.with_for_update()).first()
    if found is None:
        found = Clearance(item_id=item_id, idea_id=idea_id)
        session.add(found)
    found.author, found.changed_by, found.changed_at = "no", by, at
    found.overridden_by = found.override_why = ""
    found.version = (found.version or 1) + 1
