"""The queries behind files of the plan: what goes out, and what rows of a file have made already."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import nulls_last, select
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.models import PlanItem


def ids(session: Session) -> Sequence[int]:
    """Return the ids of everything that is not dropped, but for replies, by time; what has no time comes last."""
    query = select(PlanItem.id).where(PlanItem.state != "dropped", PlanItem.kind != "reply")
    return session.scalars(query.order_by(nulls_last(PlanItem.due_at), PlanItem.id)).all()


def by_keys(session: Session, keys: Collection[str]) -> dict[str, int]:
    """Return the ids of the items that these keys have made."""
    found: dict[str, int] = {}
    for chunk in chunks(keys):
        rows = session.execute(select(PlanItem.key, PlanItem.id).where(PlanItem.key.in_(chunk)))
        found.update((key, item_id) for key, item_id in rows)
    return found
