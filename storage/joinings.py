"""The queries about mentions that turned out to tell one story: who joined whom, and what moved with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from storage.models import (
    AnswerUse,
    Digest,
    DigestItem,
    Idea,
    Joining,
    Mention,
    MentionNote,
    Question,
    RuleHit,
    Sighting,
    Tip,
)

_WORKED_ON = (MentionNote, Question, AnswerUse, Tip, Idea)
"""What people, or the bot, make of a mention."""


def into(session: Session, mention_id: int) -> Mention | None:
    """Return the mention that goes on with the story of one that has joined it; None when it has joined none, or it is gone."""
    query = select(Mention).join(Joining, Joining.into_id == Mention.id)
    return session.scalar(query.where(Joining.mention_id == mention_id, Joining.parted_at.is_(None)))


def is_untouched(session: Session, mention_id: int) -> bool:
    """Tell whether nothing refers to a mention but where it was seen: no note, tip or question, and no other mention."""
    named: list[ColumnElement[bool]] = [exists().where(made.mention_id == mention_id) for made in _WORKED_ON]
    tipped = exists().where(Sighting.mention_id == mention_id, Sighting.tipped_by != "")
    joined = exists().where(or_(Joining.mention_id == mention_id, Joining.into_id == mention_id))
    return not session.scalar(select(or_(tipped, joined, *named)))


def join(session: Session, mention_id: int, into_id: int, at: datetime) -> None:
    """Let one mention have what another was seen in and why, and put it in the digests that are still gathering."""
    session.add(Joining(mention_id=mention_id, into_id=into_id, at=at))
    seen = update(Sighting).where(Sighting.mention_id == mention_id)
    session.execute(seen.values(mention_id=into_id, joined_from=mention_id))
    session.execute(update(RuleHit).where(RuleHit.mention_id == mention_id).values(mention_id=into_id))
    gathering = select(Digest.id).where(Digest.closed_at.is_(None), Digest.kind != "flood")
    mine = [DigestItem.mention_id == mention_id, DigestItem.digest_id.in_(gathering)]
    there = select(DigestItem.digest_id).where(DigestItem.mention_id == into_id)
    session.execute(delete(DigestItem).where(*mine, DigestItem.digest_id.in_(there)))
    session.execute(update(DigestItem).where(*mine).values(mention_id=into_id))


def part(session: Session, mention_id: int, at: datetime) -> None:
    """Give a mention back what it had before it joined another one, as far as it is kept."""
    session.execute(update(Joining).where(Joining.mention_id == mention_id).values(parted_at=at))
    back = select(Sighting.id).where(Sighting.joined_from == mention_id)
    session.execute(update(RuleHit).where(RuleHit.sighting_id.in_(back)).values(mention_id=mention_id))
    mine = update(Sighting).where(Sighting.joined_from == mention_id)
    session.execute(mine.values(mention_id=mention_id, joined_from=None))
