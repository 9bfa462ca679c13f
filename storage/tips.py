"""The queries about tips: one, those of the same link, what waits for the desk, and what is old."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from storage.models import Idea, Tip

AT_ONCE = 100
"""Rows that one turn of a tick looks at."""
_OPEN = Tip.state.in_(("new", "taken"))
_SHOWN = Tip.state != "removed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tips a list has: open, mine (those that `user_id` has taken), all, or those that `user_id` has sent."""

    show: str
    user_id: str = ""


def find(session: Session, tip_id: int) -> Tip | None:
    """Return a tip, None when it was never there or is deleted."""
    return session.get(Tip, tip_id)


def locked(session: Session, tip_id: int) -> Tip | None:
    """Return a tip as it is now and hold it until the transaction ends."""
    return session.get(Tip, tip_id, with_for_update=True, populate_existing=True)


def by_key(session: Session, key: str) -> Tip | None:
    """Return the tip that a form has made."""
    return session.scalar(select(Tip).where(Tip.key == key))


def same(session: Session, like: Tip, within: timedelta) -> Tip | None:
    """Return the newest tip of the same person with the very same words, link and message, sent that close to another."""
    query = select(Tip).where(
        Tip.by == like.by,
        Tip.text == like.text,
        Tip.link == like.link,
        Tip.origin == like.origin,
        _SHOWN,
        Tip.at > like.at - within,
        Tip.at < like.at + within,
    )
    return session.scalar(query.order_by(Tip.id.desc()).limit(1))


def with_link(session: Session, link_key: str) -> list[Tip]:
    """Return the tips of one link, the first one first; those taken back left out."""
    if not link_key:
        return []
    return list(session.scalars(select(Tip).where(Tip.link_key == link_key, _SHOWN).order_by(Tip.id)))


def of_mention(session: Session, mention_id: int) -> list[int]:
    """Return the ids of the tips that a mention came of, or that joined it."""
    return list(session.scalars(select(Tip.id).where(Tip.mention_id == mention_id).order_by(Tip.id)))


def idea_of(session: Session, tip_id: int) -> Idea | None:
    """Return the idea that a tip has become."""
    return session.scalar(select(Idea).where(Idea.tip_id == tip_id).order_by(Idea.id).limit(1))


def pass_ideas_on(session: Session, from_tip: int, to_tip: int) -> None:
    """Let the idea that a tip has become be that of another."""
    session.execute(update(Idea).where(Idea.tip_id == from_tip).values(tip_id=to_tip))


def without_place(session: Session) -> list[int]:
    """Return the ids of tips that wait for the desk and stand nowhere, the longest waiting first."""
    query = select(Tip.id).where(Tip.place == "", _OPEN).order_by(Tip.id)
    return list(session.scalars(query.limit(AT_ONCE)))


def waiting(session: Session) -> int:
    """Return how many tips wait for the desk and nobody has them."""
    return session.scalar(select(func.count()).select_from(Tip).where(Tip.state == "new")) or 0


def listed(session: Session, wanted: Wanted, page: slice) -> tuple[list[Tip], int]:
    """Return a page of tips and how many there are in all: the newest first, of open ones the longest waiting."""
    fits = _fits(wanted)
    total = session.scalar(select(func.count()).select_from(Tip).where(*fits)) or 0
    order = Tip.id.asc() if wanted.show == "open" else Tip.id.desc()
    query = select(Tip).where(*fits).order_by(order).offset(page.start).limit(page.stop - page.start)
    return list(session.scalars(query)), total


def sent_by(session: Session, user_id: str, most: int) -> list[Tip]:
    """Return the newest tips of somebody, those taken back left out."""
    query = select(Tip).where(Tip.by == user_id, _SHOWN)
    return list(session.scalars(query.order_by(Tip.at.desc(), Tip.id.desc()).limit(most)))


def old(session: Session, before: datetime) -> list[int]:
    """Return the ids of tips that ended before a moment, or were sent before it and never ended.

    The newest first: of tips that stand together, the leading one goes last.
    """
    last = func.coalesce(Tip.ended_at, Tip.at)
    return list(session.scalars(select(Tip.id).where(last < before).order_by(Tip.id.desc()).limit(AT_ONCE)))


def of_person(session: Session, user_id: str) -> list[int]:
    """Return the ids of everything that somebody has sent."""
    return list(session.scalars(select(Tip.id).where(Tip.by == user_id).order_by(Tip.id)))


def with_person(session: Session, user_id: str) -> list[int]:
    """Return the ids of the tips of others in which somebody has a part: they have it, or it was sent on to them."""
    has_part = or_(Tip.handler == user_id, Tip.forwarded_to == user_id, Tip.origin_author == user_id)
    return list(session.scalars(select(Tip.id).where(has_part, Tip.by != user_id).order_by(Tip.id)))


def remove(session: Session, tip: Tip) -> None:
    """Delete a tip; its ideas stay without it."""
    session.delete(tip)
    session.flush()


def _fits(wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    shows: dict[str, Sequence[ColumnElement[bool]]] = {
        "open": (_OPEN,),
        "mine": (_OPEN, Tip.handler == wanted.user_id),
        "sent": (_SHOWN, Tip.by == wanted.user_id),
        "all": (_SHOWN, Tip.state != "joined"),
    }
    return shows[wanted.show]
