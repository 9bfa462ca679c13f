"""The queries about putting right what was answered: one's own words, and an answer that was accepted wrongly."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.models import Contribution


def find(session: Session, contribution_id: int) -> Contribution | None:
    """Return an answer as it is now, None when it is not kept any more; its question is held by the caller."""
    return session.get(Contribution, contribution_id, populate_existing=True)


def by_form(session: Session, user_id: str, question_id: int) -> list[Contribution]:
    """Return what somebody has answered to a question by a form and not taken back, the oldest first."""
    query = select(Contribution).where(Contribution.question_id == question_id, _by_form(user_id))
    return list(session.scalars(query.order_by(Contribution.at, Contribution.id)))


def answered_by_form(session: Session, user_id: str, question_ids: Collection[int]) -> set[int]:
    """Return those of these questions to which somebody has an answer that came by a form."""
    found: set[int] = set()
    for chunk in chunks(question_ids):
        query = select(Contribution.question_id).where(Contribution.question_id.in_(chunk), _by_form(user_id))
        found |= set(session.scalars(query))
    return found


def changed_sources(session: Session, question_id: int) -> int:
    """Return how many accepted answers to a question say something else now than when they were accepted."""
    query = select(func.count()).where(
        Contribution.question_id == question_id,
        Contribution.state == "accepted",
        Contribution.is_changed.is_(True),
        Contribution.text != "",
    )
    return session.scalar(query) or 0


def accept_no_more(session: Session, question_id: int) -> None:
    """Let no answer to a question be accepted any more; whose words are gone is taken back."""
    accepted = (Contribution.question_id == question_id) & (Contribution.state == "accepted")
    session.execute(update(Contribution).where(accepted, Contribution.text == "").values(state="deleted"))
    session.execute(update(Contribution).where(accepted).values(state="given", is_changed=False))


def _by_form(user_id: str) -> ColumnElement[bool]:
    return and_(
        Contribution.by == user_id,
        Contribution.channel.is_(None),
        Contribution.state != "deleted",
        Contribution.text != "",
    )
