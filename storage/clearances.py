"""The queries about permissions to publish."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Clearance


def find(session: Session, clearance_id: int) -> Clearance | None:
    """Return a permission, None when it is deleted."""
    return session.get(Clearance, clearance_id)


def of_item(session: Session, item_id: int) -> Clearance | None:
    """Return the permission of an item of the plan."""
    return session.scalar(select(Clearance).where(Clearance.item_id == item_id))


def of_idea(session: Session, idea_id: int) -> Clearance | None:
    """Return the permission of an idea."""
    return session.scalar(select(Clearance).where(Clearance.idea_id == idea_id))
