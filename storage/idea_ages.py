"""The queries about how old ideas are, and those that take away what is kept no longer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from storage.ideas import OPEN
from storage.models import Attachment, Idea, IdeaVoice, Person

AT_ONCE = 200
"""Rows that one transaction takes."""


def due(session: Session, now: datetime, *, is_told: bool) -> list[Idea]:
    """Return ideas that nobody has touched for long enough: those told of to be archived, the others to be told of."""
    which = (Idea.next_at <= now, Idea.state.in_(OPEN), Idea.is_age_told.is_(is_told))
    return list(session.scalars(select(Idea).where(*which).order_by(Idea.next_at, Idea.id).limit(AT_ONCE)))


def told(session: Session, address: str, *, is_person: bool, most: int) -> list[Idea]:
    """Return the open ideas that a person, or the desk, was told nobody has touched; of private ones who saved them."""
    if is_person:
        private = and_(Idea.is_private, Idea.saved_by == address)
        whose = or_(private, and_(Idea.is_private.is_(False), Idea.owner == address))
    else:
        gone = select(Person.id).where(or_(Person.is_deactivated, Person.is_bot, Person.is_guest))
        whose = and_(Idea.is_private.is_(False), or_(Idea.owner == "", Idea.owner.in_(gone)))
    query = select(Idea).where(whose, Idea.is_age_told, Idea.state.in_(OPEN))
    return list(session.scalars(query.order_by(Idea.at, Idea.id).limit(most)))


def drop_hangings(session: Session, idea_id: int) -> None:
    """Let go of the files and voices of an idea: files of its tip stay the tip's, all others are forgotten."""
    mine = Attachment.idea_id == idea_id
    session.execute(delete(Attachment).where(mine, Attachment.tip_id.is_(None)))
    session.execute(update(Attachment).where(mine).values(idea_id=None))
    session.execute(delete(IdeaVoice).where(IdeaVoice.idea_id == idea_id))
    session.expire_all()


def old(session: Session, before: datetime) -> list[int]:
    """Return the ids of ideas that ended before a moment."""
    query = select(Idea.id).where(Idea.ended_at < before)
    return list(session.scalars(query.order_by(Idea.id).limit(AT_ONCE)))


def remove(session: Session, idea_id: int) -> None:
    """Delete an idea with all that hangs on it alone."""
    alone = (Attachment.idea_id == idea_id, Attachment.tip_id.is_(None), Attachment.item_id.is_(None))
    session.execute(delete(Attachment).where(*alone))
    session.execute(delete(Idea).where(Idea.id == idea_id))
    session.expire_all()
