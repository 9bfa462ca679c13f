"""The queries about inquiries and pings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.models import Blockage, Contribution, Inquiry, Person, Ping, Place, Profile, Question
from storage.upsert import insert

AT_ONCE = 200
"""Rows that one turn of a tick looks at."""
_WAITS = Ping.state == "waiting"
_CIRCLE = "circle"
"""The state of an inquiry that belongs to an open question to a circle: no card for its asker, and nobody next in line."""


def find(session: Session, inquiry_id: int) -> Inquiry | None:
    """Return an inquiry, None when it was never there or is deleted."""
    return session.get(Inquiry, inquiry_id)


def locked(session: Session, inquiry_id: int) -> Inquiry | None:
    """Return an inquiry as it is now and hold it until the transaction ends; whoever holds it may change its pings."""
    return session.get(Inquiry, inquiry_id, with_for_update=True, populate_existing=True)


def by_key(session: Session, key: str) -> Inquiry | None:
    """Return the inquiry that a form has made."""
    return session.scalar(select(Inquiry).where(Inquiry.key == key))


def question_of(session: Session, inquiry_id: int) -> Question | None:
    """Return the question to a circle whose experts an inquiry asks; None when it is an inquiry of its own."""
    return session.scalar(select(Question).where(Question.inquiry_id == inquiry_id))


def question_of_ping(session: Session, ping_id: int) -> int | None:
    """Return the id of the question to a circle about which an expert is asked; None when it is an inquiry of its own."""
    query = select(Question.id).join(Ping, Ping.inquiry_id == Question.inquiry_id).where(Ping.id == ping_id)
    return session.scalar(query)


def add(session: Session, values: dict[str, object]) -> Inquiry | None:
    """Add an inquiry; None, and nothing done, when its form has made one already."""
    made = insert(session, Inquiry).values(values).on_conflict_do_nothing(index_elements=["key"]).returning(Inquiry)
    return session.scalars(made).first()


def ping(session: Session, ping_id: int) -> Ping | None:
    """Return a ping as it is now."""
    return session.get(Ping, ping_id, populate_existing=True)


def pings(session: Session, inquiry_id: int) -> list[Ping]:
    """Return the pings of an inquiry as they are now, in the order in which the experts were asked."""
    query = select(Ping).where(Ping.inquiry_id == inquiry_id).order_by(Ping.id)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def pings_since(session: Session, profile_ids: Iterable[int], since: datetime) -> dict[int, int]:
    """Return how often each of these experts was asked from a moment on; nobody who was not."""
    counted: dict[int, int] = {}
    for chunk in chunks(profile_ids):
        query = select(Ping.profile_id, func.count()).where(Ping.profile_id.in_(chunk), Ping.sent_at > since)
        counted |= dict(session.execute(query.group_by(Ping.profile_id)).all())
    return counted


def accepted_questions(session: Session, profile_ids: Iterable[int]) -> dict[int, list[str]]:
    """Return the questions that each of these experts answered and whose asker accepted the answer, oldest first.

    Questions to circles count as well, but nothing that was asked in a private channel.
    """
    found: dict[int, list[tuple[datetime, str]]] = {}
    for chunk in chunks(profile_ids):
        own = select(Inquiry.answered_by, Inquiry.asked_at, Inquiry.question).where(
            Inquiry.answered_by.in_(chunk), Inquiry.state == "solved"
        )
        for one, asked_at, question in (*session.execute(own), *session.execute(_credited(chunk))):
            found.setdefault(one or 0, []).append((asked_at, question))
    return {profile_id: [question for _, question in sorted(said)] for profile_id, said in found.items()}


def _credited(profile_ids: Iterable[int]) -> Select[int, datetime, str]:
    is_found = or_(Question.is_closed_circle.is_(False), Question.circle == "experts")
    query = (
        select(Profile.id, Question.asked_at, Question.text)
        .join(Contribution, Contribution.by == Profile.user_id)
        .join(Question, Question.id == Contribution.question_id)
        .where(Profile.id.in_(list(profile_ids)), Contribution.state == "accepted")
        .where(Question.state == "solved", Contribution.by != Question.asked_by, is_found)
    )
    return query.distinct()


def run_out(session: Session, now: datetime) -> list[Ping]:
    """Return waiting pings that wait for nobody: the time is over, the expert is gone, or takes no messages.

    An expert of a question to a circle has no longer than that, when they were asked before its deadline.
    """
    in_vain = or_(Ping.due_at <= now, _deadline_is_over(now), _is_gone(Ping.user_id), _left(), _takes_no_messages())
    return list(session.scalars(select(Ping).where(_WAITS, in_vain).order_by(Ping.due_at).limit(AT_ONCE)))


def is_out_of_reach(session: Session, ping_id: int) -> bool:
    """Tell whether the expert of a ping is gone or takes no messages."""
    beyond = or_(_is_gone(Ping.user_id), _left(), _takes_no_messages())
    return session.scalar(select(Ping.id).where(Ping.id == ping_id, beyond)) is not None


def _deadline_is_over(now: datetime) -> ColumnElement[bool]:
    own = Question.inquiry_id == Ping.inquiry_id
    return exists().where(own, Question.needed_by <= now, Question.needed_by > Ping.sent_at)


def _is_gone(user_id: ColumnElement[str] | object) -> ColumnElement[bool]:
    return exists().where(Person.id == user_id, Person.is_deactivated)


def _left() -> ColumnElement[bool]:
    return exists().where(Profile.id == Ping.profile_id, Profile.left_at.is_not(None))


def _takes_no_messages() -> ColumnElement[bool]:
    blocked = and_(Blockage.place_id == Place.id, Blockage.ended_at.is_(None))
    return exists().where(Place.address == Ping.user_id, blocked)


def without_asker(session: Session) -> list[int]:
    """Return the ids of open inquiries whose asker is no longer in Slack; of a question to a circle the desk decides then."""
    query = select(Inquiry.id).where(Inquiry.ended_at.is_(None), Inquiry.state != _CIRCLE, _is_gone(Inquiry.asked_by))
    return list(session.scalars(query.limit(AT_ONCE)))


def in_nobodys_hands(session: Session) -> list[int]:
    """Return the ids of open inquiries that wait for the next in line to be looked for."""
    alone = and_(Inquiry.state == "asked", ~exists().where(Ping.inquiry_id == Inquiry.id, _WAITS))
    query = select(Inquiry.id).where(Inquiry.ended_at.is_(None), or_(Inquiry.state == "moving", alone))
    return list(session.scalars(query.order_by(Inquiry.id).limit(AT_ONCE)))


def old(session: Session, before: datetime) -> list[int]:
    """Return the ids of inquiries that ended before a moment, or were asked before it and never ended.

    One that belongs to a question to a circle is kept as long as that.
    """
    last = func.coalesce(Inquiry.ended_at, Inquiry.asked_at)
    alone = ~exists().where(Question.inquiry_id == Inquiry.id)
    return list(session.scalars(select(Inquiry.id).where(last < before, alone).order_by(Inquiry.id).limit(AT_ONCE)))


def remove(session: Session, inquiry_id: int) -> None:
    """Delete an inquiry with its pings."""
    session.execute(delete(Inquiry).where(Inquiry.id == inquiry_id))


def open_of(session: Session, user_id: str) -> int:
    """Return how many inquiries of somebody are open; those of questions to a circle are counted there."""
    query = select(func.count()).where(
        Inquiry.asked_by == user_id, Inquiry.ended_at.is_(None), Inquiry.state != _CIRCLE
    )
    return session.scalar(query.select_from(Inquiry)) or 0


def waiting_for(session: Session, user_id: str) -> int:
    """Return how many questions wait for somebody's answer."""
    return session.scalar(select(func.count()).select_from(Ping).where(_WAITS, Ping.user_id == user_id)) or 0
