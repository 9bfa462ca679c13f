"""The queries about people and the desk's members."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from storage.models import DeskMember, Person


def find(session: Session, user_id: str) -> Person | None:
    """Return a person, None when Slack has not told about them yet."""
    return session.get(Person, user_id)


def save(session: Session, person: Person) -> Person:
    """Store what Slack says about a person; the language they chose here stays."""
    known = session.get(Person, person.id, with_for_update=True)
    if known is not None:
        person.language = known.language
    return session.merge(person)


def names(session: Session) -> dict[str, str]:
    """Return the names of known people by user id."""
    return {user_id: name for user_id, name in session.execute(select(Person.id, Person.name))}


def desk_members(session: Session) -> frozenset[str]:
    """Return the user ids of the desk's user group as last read."""
    return frozenset(session.scalars(select(DeskMember.user_id)))


def replace_desk_members(session: Session, user_ids: Iterable[str]) -> None:
    """Store the members of the desk's user group."""
    session.execute(delete(DeskMember))
    rows = [{"user_id": user_id} for user_id in sorted(set(user_ids))]
    if rows:
        session.execute(insert(DeskMember), rows)
