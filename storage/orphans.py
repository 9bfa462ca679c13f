"""The queries about duties whose holder is gone: who might be, what they look after, and the stretches that were reported."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.models import Orphan, Person, Profile, SocialAccount
from storage.upsert import insert


def find(session: Session, orphan_id: int) -> Orphan | None:
    """Return a reported stretch, open or ended."""
    return session.get(Orphan, orphan_id)


def holders(session: Session) -> set[str]:
    """Return the Slack users who have duties, and those about whom a report is open."""
    accounts = select(SocialAccount.owner, SocialAccount.deputy).where(SocialAccount.closed_at.is_(None))
    with_duties = {user_id for pair in session.execute(accounts) for user_id in pair if user_id}
    return with_duties | set(session.scalars(select(Orphan.user_id).where(Orphan.ended_at.is_(None))))


def worth_a_look(session: Session, user_ids: Iterable[str]) -> set[str]:
    """Return those of some Slack users who may be gone or away, or about whom a report is open."""
    found: set[str] = set()
    for chunk in chunks(user_ids):
        gone = select(Person.id).where(Person.id.in_(chunk), Person.is_deactivated)
        away = select(Profile.user_id).where(
            Profile.user_id.in_(chunk), or_(Profile.left_at.is_not(None), Profile.away_until.is_not(None))
        )
        reported = select(Orphan.user_id).where(Orphan.user_id.in_(chunk), Orphan.ended_at.is_(None))
        found.update(user_id for user_id in session.scalars(gone.union(away, reported)) if user_id)
    return found


def duties(session: Session, user_id: str) -> list[SocialAccount]:
    """Return the open social accounts that somebody owns or stands in for, by name."""
    return list(
        session.scalars(
            select(SocialAccount)
            .where(
                SocialAccount.closed_at.is_(None), or_(SocialAccount.owner == user_id, SocialAccount.deputy == user_id)
            )
            .order_by(SocialAccount.name, SocialAccount.id)
        )
    )


def without_owner(session: Session) -> list[SocialAccount]:
    """Return the open social accounts that nobody owns, by name."""
    nobody = (SocialAccount.closed_at.is_(None), SocialAccount.owner == "", SocialAccount.owner_name == "")
    return list(session.scalars(select(SocialAccount).where(*nobody).order_by(SocialAccount.name, SocialAccount.id)))


def open_of(session: Session, user_id: str) -> Orphan | None:
    """Return the open report about somebody, as it is now."""
    return session.scalar(
        select(Orphan)
        .where(Orphan.user_id == user_id, Orphan.ended_at.is_(None))
        .execution_options(populate_existing=True)
    )


def open_one(session: Session, user_id: str, reason: str, now: datetime) -> int | None:
    """Open a report about somebody and return its id; None when one is open already, in another process too."""
    values = {"user_id": user_id, "reason": reason, "since": now}
    made = insert(session, Orphan).values(values).on_conflict_do_nothing().returning(Orphan.id)
    return session.scalar(made)


def give_reason(session: Session, orphan_id: int, reason: str) -> bool:
    """Note another reason in an open report; False when it has that reason already or is ended."""
    changed = (
        update(Orphan)
        .where(Orphan.id == orphan_id, Orphan.ended_at.is_(None), Orphan.reason != reason)
        .values(reason=reason)
        .returning(Orphan.id)
    )
    return session.scalar(changed) is not None


def end(session: Session, orphan_id: int, now: datetime) -> bool:
    """End an open report; False when it is ended already."""
    ended = (
        update(Orphan)
        .where(Orphan.id == orphan_id, Orphan.ended_at.is_(None))
        .values(ended_at=now)
        .returning(Orphan.id)
    )
    return session.scalar(ended) is not None


def administrators(session: Session) -> Collection[str]:
    """Return the administrators of the workspace, as Slack last described them."""
    return list(session.scalars(select(Person.id).where(Person.is_admin).order_by(Person.id)))
