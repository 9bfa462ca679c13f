"""The queries about holds. Whoever changes a hold takes the lock "holds" alone; whoever has to see them as they are shares it.

So a hold and a tick of the same second come one after the other, and an item that is made meanwhile is either seen by the hold or
sees it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, select, true, update
from sqlalchemy.orm import Session

from storage import revisions
from storage.models import Hold, PlanAccount, PlanItem, Revision, SocialAccount
from storage.upsert import insert

LOCK = "holds"
"""A counter whose row is the lock."""
_HELD_BACK = and_(PlanItem.state.in_(("draft", "ready")), PlanItem.kind != "reply")
"""What a hold keeps back: what is over or waits for a decision does not go out anyway, and a crisis asks for replies."""


def alone(session: Session) -> None:
    """Let nobody else look at holds until the transaction ends."""
    revisions.bump(session, LOCK)


def share(session: Session) -> None:
    """Let nobody change a hold until the transaction ends; on SQLite every writer is alone anyway."""
    if session.get_bind().dialect.name != "postgresql":
        return
    row = select(Revision.name).where(Revision.name == LOCK).with_for_update(read=True)
    if session.scalar(row) is None:
        session.execute(insert(session, Revision).values(name=LOCK, number=0).on_conflict_do_nothing())
        session.scalar(row)


def find(session: Session, hold_id: int) -> Hold | None:
    """Return a hold."""
    return session.get(Hold, hold_id)


def standing(session: Session) -> list[Hold]:
    """Return the holds that stand, oldest first."""
    return list(session.scalars(select(Hold).where(Hold.ended_at.is_(None)).order_by(Hold.id)))


def take(session: Session, hold: Hold) -> list[int]:
    """Hold every open item that a hold is about and that no other one keeps; returns their ids, in one statement."""
    return _hold(session, hold, PlanItem.held_by.is_(None))


def take_over(session: Session, hold: Hold, former: int) -> None:
    """Hold what an ended hold has kept and this one is about as well."""
    _hold(session, hold, PlanItem.held_by == former)


def _hold(session: Session, hold: Hold, which: ColumnElement[bool]) -> list[int]:
    taken = update(PlanItem).where(_HELD_BACK, which, _is_about(hold)).values(held_by=hold.id).returning(PlanItem.id)
    return list(session.scalars(taken, execution_options={"synchronize_session": False}))


def miss(session: Session, hold_id: int, now: datetime) -> list[int]:
    """Let what a hold keeps and whose time is over wait for a decision; returns their ids."""
    missed = (
        update(PlanItem)
        .where(_HELD_BACK, PlanItem.held_by == hold_id, PlanItem.due_at <= now)
        .values(state="missed", held_by=None)
        .returning(PlanItem.id)
    )
    return list(session.scalars(missed, execution_options={"synchronize_session": False}))


def free(session: Session, hold_id: int) -> list[int]:
    """Let go of whatever a hold still keeps; returns the ids."""
    freed = update(PlanItem).where(PlanItem.held_by == hold_id).values(held_by=None).returning(PlanItem.id)
    return list(session.scalars(freed, execution_options={"synchronize_session": False}))


def kept(session: Session, hold_ids: Iterable[int]) -> dict[int, int]:
    """Return how many items each hold keeps."""
    query = select(PlanItem.held_by, func.count()).where(PlanItem.held_by.in_(list(hold_ids)))
    return {hold_id or 0: count for hold_id, count in session.execute(query.group_by(PlanItem.held_by))}


def of_items(session: Session, item_ids: Iterable[int], standing_holds: Iterable[Hold]) -> dict[int, int]:
    """Return, of open items, those that one of these holds is about, with the first such hold."""
    found: dict[int, int] = {}
    listed = list(item_ids)
    for hold in standing_holds:
        query = select(PlanItem.id).where(PlanItem.id.in_(listed), _HELD_BACK, _is_about(hold))
        found |= {item_id: hold.id for item_id in session.scalars(query) if item_id not in found}
    return found


def keep(session: Session, by_item: dict[int, int]) -> None:
    """Write which hold keeps which item."""
    if by_item:
        session.execute(update(PlanItem), [{"id": item, "held_by": hold} for item, hold in sorted(by_item.items())])


def _is_about(hold: Hold) -> ColumnElement[bool]:
    if hold.scope == "all":
        return true()
    for_it = exists().where(PlanAccount.item_id == PlanItem.id)
    if hold.scope == "accounts":
        return for_it.where(PlanAccount.account_id.in_(hold.accounts))
    on_it = and_(SocialAccount.id == PlanAccount.account_id, SocialAccount.network.in_(hold.networks))
    return for_it.where(on_it)
