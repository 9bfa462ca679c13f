"""The queries about approving items of the plan: steps, who was asked, what was decided."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.models import ApprovalAsk, ApprovalStep, Decision, PlanItem, PlanVersion


def steps(session: Session, item_id: int) -> Sequence[ApprovalStep]:
    """Return the steps in which an item is approved, in their order."""
    query = select(ApprovalStep).where(ApprovalStep.item_id == item_id).order_by(ApprovalStep.number)
    return session.scalars(query).all()


def set_steps(session: Session, item_id: int, made: Sequence[ApprovalStep]) -> None:
    """Give a held item these steps and no others."""
    session.execute(delete(ApprovalStep).where(ApprovalStep.item_id == item_id))
    session.add_all(made)
    session.flush()


def find_ask(session: Session, ask_id: int) -> ApprovalAsk | None:
    """Return what somebody was asked, None when its item is deleted."""
    return session.get(ApprovalAsk, ask_id)


def shown(session: Session, item_ids: Collection[int]) -> tuple[list[int], list[int], list[int]]:
    """Return the ids of what has cards that follow items: what people were asked, decisions, and steps."""
    asks: list[int] = []
    made: list[int] = []
    steps: list[int] = []
    for chunk in chunks(item_ids):
        asks += session.scalars(select(ApprovalAsk.id).where(ApprovalAsk.item_id.in_(chunk)).order_by(ApprovalAsk.id))
    if not asks:
        return [], [], []
    for chunk in chunks(item_ids):
        made += session.scalars(select(Decision.id).where(Decision.item_id.in_(chunk)).order_by(Decision.id))
        steps += session.scalars(select(ApprovalStep.id).where(ApprovalStep.item_id.in_(chunk)))
    return asks, made, steps


def last_round(session: Session, item_id: int, user_id: str) -> int:
    """Return how often somebody was asked about an item."""
    query = select(func.max(ApprovalAsk.round)).where(ApprovalAsk.item_id == item_id, ApprovalAsk.user_id == user_id)
    return session.scalar(query) or 0


def last_asks(session: Session, item_id: int) -> dict[str, ApprovalAsk]:
    """Return what each person was asked last about an item."""
    query = select(ApprovalAsk).where(ApprovalAsk.item_id == item_id).order_by(ApprovalAsk.round)
    return {one.user_id: one for one in session.scalars(query)}


def decisions(session: Session, item_id: int) -> Sequence[Decision]:
    """Return what was decided about an item, in every version of its texts."""
    return session.scalars(select(Decision).where(Decision.item_id == item_id).order_by(Decision.id)).all()


def find_decision(session: Session, decision_id: int) -> Decision | None:
    """Return a decision, None when its item is deleted."""
    return session.get(Decision, decision_id)


def last_writer(session: Session, item_id: int) -> str:
    """Return who wrote the texts of an item as they are now; empty while they are as they were made."""
    query = select(PlanVersion.by).where(PlanVersion.item_id == item_id).order_by(PlanVersion.text_version.desc())
    return session.scalar(query.limit(1)) or ""


def waiting(session: Session) -> Sequence[ApprovalStep]:
    """Return the steps of all items that wait for approval."""
    query = select(ApprovalStep).join(PlanItem, PlanItem.id == ApprovalStep.item_id)
    query = query.where(PlanItem.approval_state == "asked", PlanItem.state.not_in(("posted", "dropped")))
    return session.scalars(query.order_by(ApprovalStep.item_id, ApprovalStep.number)).all()


def find_step(session: Session, step_id: int) -> ApprovalStep | None:
    """Return a step, None when its item was sent to others meanwhile or is deleted."""
    return session.get(ApprovalStep, step_id)
