"""The queries about who was told how a question ended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Closing, Ping, Question
from storage.upsert import insert


def find(session: Session, closing_id: int) -> Closing | None:
    """Return a closing, None when it is not kept any more."""
    return session.get(Closing, closing_id)


def add(session: Session, question_id: int, user_id: str, at: datetime) -> Closing | None:
    """Note that somebody is told the end of a question; None when they were told already."""
    made = insert(session, Closing).values(question_id=question_id, user_id=user_id, at=at)
    made = made.on_conflict_do_nothing(index_elements=["question_id", "user_id"])
    return session.scalars(made.returning(Closing)).first()


def pings(session: Session, question: Question) -> dict[int, str]:
    """Return the experts who were asked in person: the id of each one's ping, and their user id."""
    if question.inquiry_id is None:
        return {}
    query = select(Ping.id, Ping.user_id).where(Ping.inquiry_id == question.inquiry_id)
    return dict(session.execute(query.order_by(Ping.id)).all())
