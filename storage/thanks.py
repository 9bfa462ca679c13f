"""The queries about those who agree to be thanked by name, and the monthly list in which they stand."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Closing, Contribution, Helper, HelperList, Person, Question
from storage.upsert import insert


def is_listed(session: Session, user_id: str) -> bool:
    """Tell whether somebody agrees to stand in the list."""
    return session.get(Helper, user_id) is not None


def join(session: Session, user_id: str, at: datetime) -> bool:
    """Note that somebody agrees to stand in the list; False when they did before."""
    made = insert(session, Helper).values(user_id=user_id, since=at)
    made = made.on_conflict_do_nothing(index_elements=["user_id"])
    return session.scalar(made.returning(Helper.user_id)) is not None


def leave(session: Session, user_id: str) -> bool:
    """Forget that somebody agreed; False when they had not."""
    known = session.get(Helper, user_id)
    if known is not None:
        session.delete(known)
        session.flush()
    return known is not None


def names(session: Session, start: datetime, end: datetime) -> list[str]:
    """Return the names of those who agree and whose answer was accepted in a time; what is closed to others counts nowhere."""
    query = (
        select(Person.id, Person.name)
        .join(Helper, Helper.user_id == Person.id)
        .join(Contribution, Contribution.by == Person.id)
        .join(Question, Question.id == Contribution.question_id)
        .where(Contribution.state == "accepted", Contribution.by != Question.asked_by)
        .where(Question.state == "solved", Question.is_closed_circle.is_(False))
        .where(Question.ended_at >= start, Question.ended_at < end)
    )
    return [name for _user_id, name in session.execute(query.distinct()) if name]


def add_list(session: Session, month: date, place: str, at: datetime) -> HelperList | None:
    """Add the list of a month; None when there is one already."""
    made = insert(session, HelperList).values(month=month, place=place, made_at=at)
    return session.scalars(made.on_conflict_do_nothing(index_elements=["month"]).returning(HelperList)).first()


def find_list(session: Session, list_id: int) -> HelperList | None:
    """Return a month's list, None when there is none."""
    return session.get(HelperList, list_id)


def lists(session: Session, most: int) -> list[int]:
    """Return the newest lists."""
    return list(session.scalars(select(HelperList.id).order_by(HelperList.month.desc()).limit(most)))


def closings_of(session: Session, user_id: str, most: int) -> list[int]:
    """Return the newest closings of somebody."""
    query = select(Closing.id).where(Closing.user_id == user_id)
    return list(session.scalars(query.order_by(Closing.id.desc()).limit(most)))
