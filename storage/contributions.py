"""The queries about what colleagues answered to a question, and the threads in which they do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from storage.models import AnswerUse, Card, Contribution, Correction, Person, Ping, Place, Question
from storage.upsert import insert

_CARD, _PING_CARD = "question", "ping"


def add(session: Session, values: Mapping[str, object]) -> Contribution | None:
    """Add a contribution; None, and nothing done, when its message or its form has made one already."""
    made = insert(session, Contribution).values(dict(values)).on_conflict_do_nothing()
    return session.scalars(made.returning(Contribution)).first()


def find(session: Session, contribution_id: int) -> Contribution | None:
    """Return a contribution, None when there is none."""
    return session.get(Contribution, contribution_id)


def of_message(session: Session, channel: str, ts: str) -> Contribution | None:
    """Return the contribution that a message in Slack is."""
    query = select(Contribution).where(Contribution.channel == channel, Contribution.ts == ts)
    return session.scalar(query.execution_options(populate_existing=True))


def by_key(session: Session, key: str) -> Contribution | None:
    """Return the contribution that a form has made."""
    return session.scalar(select(Contribution).where(Contribution.key == key))


def of_question(session: Session, question_id: int) -> list[Contribution]:
    """Return what stands as answers to a question, the oldest first; deleted ones are left out."""
    query = select(Contribution).where(
        Contribution.question_id == question_id, Contribution.state != "deleted", Contribution.text != ""
    )
    return list(session.scalars(query.order_by(Contribution.at, Contribution.id)))


def authors(session: Session, question_id: int) -> list[str]:
    """Return the user ids of those whose answers to a question were not taken back, each once, the first one first."""
    query = select(Contribution.by).where(Contribution.question_id == question_id, Contribution.state != "deleted")
    return list(dict.fromkeys(session.scalars(query.order_by(Contribution.at, Contribution.id))))


def is_answered(session: Session, question: Question) -> bool:
    """Tell whether somebody other than its asker has answered a question."""
    return _has(session, question, Contribution.by != question.asked_by)


def has_own(session: Session, question: Question) -> bool:
    """Tell whether whoever asked a question has said something to it as well."""
    return _has(session, question, Contribution.by == question.asked_by)


def _has(session: Session, question: Question, whose: ColumnElement[bool]) -> bool:
    query = select(Contribution.id).where(
        Contribution.question_id == question.id, Contribution.state != "deleted", whose
    )
    return session.scalar(query.limit(1)) is not None


def deleted_sources(session: Session, question_id: int) -> int:
    """Return how many accepted answers to a question were deleted by whoever wrote them."""
    query = select(func.count()).where(
        Contribution.question_id == question_id, Contribution.state == "accepted", Contribution.text == ""
    )
    return session.scalar(query) or 0


def accept(session: Session, ids: list[int]) -> None:
    """Mark contributions as accepted."""
    session.execute(update(Contribution).where(Contribution.id.in_(ids)).values(state="accepted"))


def empty(session: Session, question_id: int) -> None:
    """Take the words out of every answer to a question, and the use of it that its public reply was."""
    own = Contribution.question_id == question_id
    session.execute(update(Contribution).where(own).values(text=""))
    session.execute(update(Contribution).where(own, Contribution.state == "given").values(state="deleted"))
    reply = (AnswerUse.question_id == question_id) & AnswerUse.answer_id.is_(None)
    session.execute(delete(AnswerUse).where(reply))


def channels(session: Session, since: datetime) -> frozenset[str]:
    """Return the channels with the cards of questions that are open or ended after a moment."""
    query = (
        select(Place.address, Place.channel)
        .join(Card, Card.place_id == Place.id)
        .join(Question, (Question.id == Card.record_id) & (Card.kind == _CARD))
        .where(or_(Question.ended_at.is_(None), Question.ended_at > since))
    )
    return frozenset(name for row in session.execute(query.distinct()) for name in row if name)


def is_on_its_way(session: Session, channel: str, moment: datetime, kind: str = _CARD) -> bool:
    """Tell whether a question's card was being posted in a channel before a moment, and nobody knows its message yet.

    With the kind "ping" it is an expert's card, and `channel` their user id.
    """
    query = (
        select(Card.id)
        .join(Place, Place.id == Card.place_id)
        .where(Card.kind == kind, (Place.address == channel) | (Place.channel == channel))
        .where(Card.ts.is_(None), Card.posting_since.is_not(None), Card.posting_since <= moment)
    )
    return session.scalar(query.limit(1)) is not None


def card_deleted(session: Session, question_id: int, ts: str, at: datetime) -> None:
    """Note that the message of a question's card was deleted in Slack."""
    query = update(Card).where(Card.kind == _CARD, Card.record_id == question_id, Card.ts == ts)
    session.execute(query.where(Card.removed_at.is_(None)).values(removed_at=at))


def deleted_cards(session: Session, question_id: int) -> list[str]:
    """Return the places in which somebody has deleted a question's card."""
    query = select(Place.address).join(Card, Card.place_id == Place.id)
    query = query.where(Card.kind == _CARD, Card.record_id == question_id, Card.removed_at.is_not(None))
    return list(session.scalars(query.order_by(Place.id)))


def asked_in_person(session: Session, user_id: str, ts: str) -> tuple[int, int] | None:
    """Return the question and the ping whose card is this message in an expert's direct messages."""
    query = (
        select(Question.id, Ping.id)
        .join(Ping, Ping.inquiry_id == Question.inquiry_id)
        .join(Card, (Card.record_id == Ping.id) & (Card.kind == _PING_CARD))
        .join(Place, Place.id == Card.place_id)
        .where(Ping.user_id == user_id, Card.ts == ts, Place.address == user_id)
    )
    found = session.execute(query.limit(1)).first()
    return (found[0], found[1]) if found else None


def due(session: Session, now: datetime, most: int) -> list[int]:
    """Return the questions at which the clock has to look now, the one that has waited longest first."""
    query = select(Question.id).where(Question.next_at.is_not(None), Question.next_at <= now)
    return list(session.scalars(query.order_by(Question.next_at, Question.id).limit(most)))


def is_deactivated(session: Session, user_id: str) -> bool:
    """Tell whether somebody's account in Slack has ended, as far as is known."""
    person = session.get(Person, user_id)
    return person is not None and person.is_deactivated


def note_use(session: Session, values: Mapping[str, object]) -> None:
    """Note the public reply to a question as a use of its answer; once, by its key."""
    session.execute(insert(session, AnswerUse).values(dict(values)).on_conflict_do_nothing(index_elements=["key"]))


def correct_use(session: Session, key: str, values: Mapping[str, object] | None) -> None:
    """Change the public reply that was noted under a key; None takes it away, with what was to be corrected in it."""
    own = AnswerUse.key == key
    session.execute(
        delete(AnswerUse).where(own) if values is None else update(AnswerUse).where(own).values(dict(values))
    )


def lists_with(session: Session, key: str) -> list[int]:
    """Return the lists of replies to correct in which a public reply stands."""
    query = select(Correction.list_id).join(AnswerUse, AnswerUse.id == Correction.use_id).where(AnswerUse.key == key)
    return list(session.scalars(query))
