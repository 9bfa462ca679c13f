"""The queries about questions to colleagues: the question, its card and thread, and the channels in which units talk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage import closed_answers
from storage.chunks import chunks
from storage.mentions_desk import Spot, spots
from storage.models import Card, Closing, Contribution, Place, Profile, Question, UnitCircle
from storage.upsert import insert

KIND = "question"
"""The kind of the card that stands in the circle's channel."""


def find(session: Session, question_id: int) -> Question | None:
    """Return a question, None when it was never there or is deleted."""
    return session.get(Question, question_id)


def locked(session: Session, question_id: int) -> Question | None:
    """Return a question as it is now and hold it until the transaction ends; whoever holds it may change its contributions."""
    return session.get(Question, question_id, with_for_update=True, populate_existing=True)


def many(session: Session, ids: Iterable[int]) -> dict[int, Question]:
    """Return questions by id."""
    found: dict[int, Question] = {}
    for chunk in chunks(ids):
        found |= {one.id: one for one in session.scalars(select(Question).where(Question.id.in_(chunk)))}
    return found


def by_key(session: Session, key: str) -> Question | None:
    """Return the question that a form has made."""
    return session.scalar(select(Question).where(Question.key == key))


def add(session: Session, values: Mapping[str, object]) -> Question | None:
    """Add a question; None, and nothing done, when its form has made one already."""
    made = insert(session, Question).values(dict(values)).on_conflict_do_nothing(index_elements=["key"])
    return session.scalars(made.returning(Question)).first()


def same(session: Session, user_id: str, text: str, moment: datetime, within: timedelta) -> Question | None:
    """Return the newest question of somebody with the very same text, asked that close to a moment and not taken back."""
    query = select(Question).where(
        Question.asked_by == user_id,
        Question.text == text,
        Question.state != "removed",
        Question.asked_at > moment - within,
        Question.asked_at < moment + within,
    )
    return session.scalar(query.order_by(Question.id.desc()).limit(1))


def of_thread(session: Session, channel: str, ts: str) -> Question | None:
    """Return the question whose card is this message: replies in its thread are answers to it.

    A card that the bot has moved elsewhere, or that somebody deleted, still has the thread in which people wrote.
    """
    query = (
        select(Question)
        .join(Card, (Card.record_id == Question.id) & (Card.kind == KIND))
        .join(Place, Place.id == Card.place_id)
        .where(Card.ts == ts, (Place.address == channel) | (Place.channel == channel))
    )
    return session.scalar(query.limit(1))


def card_spots(session: Session, ids: Iterable[int]) -> dict[int, Spot]:
    """Return where the card of each question stands; none that is not posted or that somebody has deleted."""
    return spots(session, KIND, list(ids))


def answers(session: Session, ids: Iterable[int]) -> dict[int, int]:
    """Return how many answers each of these questions has, deleted ones and its asker's own left out; nothing without any.

    What was answered in a closed circle that the question has left is not counted either.
    """
    found: dict[int, int] = {}
    for chunk in chunks(ids):
        query = (
            select(Contribution.question_id, func.count())
            .join(Question, Question.id == Contribution.question_id)
            .where(Contribution.question_id.in_(chunk), closed_answers.count())
        )
        found |= dict(session.execute(query.group_by(Contribution.question_id)).all())
    return found


def credited(session: Session, question_id: int) -> list[str]:
    """Return the user ids of those whose answers were accepted, each once, the first one first."""
    query = select(Contribution.by).where(Contribution.question_id == question_id, Contribution.state == "accepted")
    return list(dict.fromkeys(session.scalars(query.order_by(Contribution.id))))


def closings(session: Session, question_id: int) -> list[int]:
    """Return the ids of the messages that tell people how a question ended."""
    return list(session.scalars(select(Closing.id).where(Closing.question_id == question_id).order_by(Closing.id)))


def open_of(session: Session, user_id: str) -> int:
    """Return how many questions of somebody are open."""
    query = select(func.count()).select_from(Question)
    return session.scalar(query.where(Question.asked_by == user_id, Question.state == "open")) or 0


def unit_circle(session: Session, unit: str) -> UnitCircle | None:
    """Return the channel in which a unit talks, by its folded name."""
    return session.get(UnitCircle, unit)


def unit_circles(session: Session) -> list[UnitCircle]:
    """Return every unit whose channel is known, by name."""
    return list(session.scalars(select(UnitCircle).order_by(UnitCircle.unit)))


def keep_unit_circle(session: Session, unit: str, shown: str, channel: str, *, replace: bool = True) -> bool:
    """Remember the channel of a unit; False when one is known and is not to be replaced."""
    made = insert(session, UnitCircle).values(unit=unit, shown=shown, channel=channel)
    new = {"shown": shown, "channel": channel}
    made = (
        made.on_conflict_do_update(index_elements=["unit"], set_=new)
        if replace
        else made.on_conflict_do_nothing(index_elements=["unit"])
    )
    return session.scalar(made.returning(UnitCircle.unit)) is not None


def forget_unit_circle(session: Session, unit: str) -> bool:
    """Forget the channel of a unit; False when there was none."""
    known = unit_circle(session, unit)
    if known is not None:
        session.delete(known)
        session.flush()
    return known is not None


def units(session: Session) -> list[str]:
    """Return the names of units that people on the staff have, each as it was written."""
    query = select(Profile.unit).where(Profile.unit != "", Profile.left_at.is_(None)).distinct()
    return list(session.scalars(query))
