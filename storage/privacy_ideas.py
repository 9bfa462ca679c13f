"""People in ideas and in what is followed inside the house: their own part is taken away."""

from __future__ import annotations

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from storage.models import Figure, Follow, FollowList, Idea, IdeaVoice


def of_person(session: Session, user_id: str) -> list[int]:
    """Return the ideas that go with somebody: of their messages, and what they saved that the desk has not taken up."""
    is_free = or_(Idea.is_private, Idea.state.in_(("new", "archived", "removed")))
    own = and_(Idea.saved_by == user_id, Idea.tip_id.is_(None), is_free)
    return list(session.scalars(select(Idea.id).where(or_(Idea.author == user_id, own)).order_by(Idea.id)))


def drop(session: Session, user_id: str) -> None:
    """Delete what is somebody's alone, and let what they look after be nobody's."""
    session.execute(delete(IdeaVoice).where(IdeaVoice.user_id == user_id))
    session.execute(delete(Follow).where(or_(Follow.user_id == user_id, Follow.value == user_id)))
    session.execute(delete(FollowList).where(FollowList.user_id == user_id))
    for column in (Idea.owner, Idea.giver):
        session.execute(update(Idea).where(column == user_id).values({column: ""}))
    session.execute(update(Figure).where(Figure.owner == user_id).values(owner=""))
    session.expire_all()
