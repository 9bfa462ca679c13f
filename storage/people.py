"""The queries about people and the desk's members."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import Session

from storage.models import DeskMember, Person
from storage.upsert import insert


def find(session: Session, user_id: str) -> Person | None:
    """Return a person, None when Slack has not told about them yet."""
    return session.get(Person, user_id)


def save(session: Session, person: Person) -> Person:
    """Store what Slack says about a person; the language they chose here stays, and what Slack left out this time."""
    known = session.get(Person, person.id, with_for_update=True)
    if known is None:
        said = {name: getattr(person, name) for name in inspect(Person).columns.keys()}  # noqa: SIM118 - not a dict
        session.execute(insert(session, Person).values(said).on_conflict_do_nothing())
        known = session.get_one(Person, person.id, with_for_update=True)
    person.language = known.language
    person.locale = person.locale or known.locale
    person.timezone = person.timezone or known.timezone
    return session.merge(person)


def names(session: Session) -> dict[str, str]:
    """Return the names of known people by user id."""
    rows = session.execute(select(Person.id, Person.name)).all()
    return dict(rows)


def desk_members(session: Session) -> frozenset[str]:
    """Return the user ids of the desk's user group as last read."""
    return frozenset(session.scalars(select(DeskMember.user_id)))


def replace_desk_members(session: Session, user_ids: Iterable[str]) -> None:
    """Store the members of the desk's user group."""
    session.execute(delete(DeskMember))
    rows = [{"user_id": user_id} for user_id in sorted(set(user_ids))]
    if rows:
        session.execute(insert(session, DeskMember), rows)
