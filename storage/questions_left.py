"""The queries about questions that lost something: their asker, or the channel in which they stand."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from storage.models import Blockage, Card, Person, Place, Question

ARCHIVED = "is_archived"
"""Slack's word for why an archived channel takes no messages."""
_MOST = 200


def left_behind(session: Session) -> Sequence[int]:
    """Return the open questions whose asker's account has ended and whose card nobody else has."""
    others = (
        select(Card.id)
        .join(Place, Place.id == Card.place_id)
        .where(Card.kind == "question_asker", Card.record_id == Question.id, Place.address != Question.asked_by)
    )
    query = select(Question.id).join(Person, Person.id == Question.asked_by)
    query = query.where(Question.state == "open", Person.is_deactivated, ~exists(others))
    return session.scalars(query.order_by(Question.id).limit(_MOST)).all()


def open_at(session: Session, channel: str) -> Sequence[int]:
    """Return the open questions that stand in a channel."""
    query = select(Question.id).where(Question.place == channel, Question.state == "open")
    return session.scalars(query.order_by(Question.id)).all()


def findable_at(session: Session, channel: str) -> Sequence[int]:
    """Return the questions of a channel that others find."""
    mine = (Question.place == channel) & (Question.state != "removed") & ~Question.is_closed_circle
    return session.scalars(select(Question.id).where(mine).order_by(Question.id)).all()


def public_channels(session: Session) -> Sequence[str]:
    """Return the channels of questions that others find."""
    mine = (Question.place != "") & (Question.state != "removed") & ~Question.is_closed_circle
    return session.scalars(select(Question.place).where(mine).distinct().order_by(Question.place)).all()


def is_archived(session: Session, channel: str) -> bool:
    """Tell whether a channel is known to be archived."""
    known = select(Blockage.id).join(Place, Place.id == Blockage.place_id)
    known = known.where(Place.address == channel, Blockage.reason == ARCHIVED, Blockage.ended_at.is_(None))
    return session.scalar(known.limit(1)) is not None
