"""The queries about replies in public that are approved first."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.models import PlanItem, PlanReply, PlanText


def find(session: Session, item_id: int) -> PlanReply | None:
    """Return what an item answers; None when it is no reply."""
    return session.get(PlanReply, item_id)


def open_of(session: Session, mention_id: int) -> tuple[PlanReply, PlanItem] | None:
    """Return the reply to a mention that is being written or approved, with its item."""
    query = select(PlanReply, PlanItem).join(PlanItem, PlanItem.id == PlanReply.item_id)
    found = session.execute(query.where(PlanReply.mention_id == mention_id, PlanReply.ended_at.is_(None))).first()
    return (found[0], found[1]) if found is not None else None


def mentions_of(session: Session, item_ids: Collection[int]) -> Sequence[int]:
    """Return the mentions that these items answer."""
    found: list[int] = []
    for chunk in chunks(item_ids):
        found += session.scalars(select(PlanReply.mention_id).where(PlanReply.item_id.in_(chunk)))
    return sorted(set(found))


def items_of(session: Session, mention_id: int) -> Sequence[PlanItem]:
    """Return every reply to a mention that was ever sent for approval, oldest first."""
    query = select(PlanItem).join(PlanReply, PlanReply.item_id == PlanItem.id)
    return session.scalars(query.where(PlanReply.mention_id == mention_id).order_by(PlanItem.id)).all()


def write(session: Session, reply: PlanReply, text: str) -> None:
    """Let a reply say this, on its network and in its language, and nothing else anywhere."""
    session.execute(delete(PlanText).where(PlanText.item_id == reply.item_id))
    session.add(PlanText(item_id=reply.item_id, network=reply.network, language=reply.language, text=text))
    session.flush()


def remove(session: Session, item_ids: Collection[int]) -> None:
    """Delete replies with everything that belongs to them."""
    for chunk in chunks(item_ids):
        session.execute(delete(PlanItem).where(PlanItem.id.in_(chunk)))
