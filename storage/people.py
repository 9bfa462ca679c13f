"""The queries about people and the desk's members."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.models import DeskMember, Person
from storage.upsert import insert


def find(session: Session, user_id: str) -> Person | None:
    """Return a person, None when Slack has not told about them yet."""
    return session.get(Person, user_id)


def save(session: Session, person: Person) -> Person:
    """Store what Slack says about a person; the language they chose here stays, and what Slack left out this time."""
    known = session.get(Person, person.id, with_for_update=True)
    if known is None:
        session.execute(insert(session, Person).values(_values(person)).on_conflict_do_nothing())
        known = session.get_one(Person, person.id, with_for_update=True)
    person.language = known.language
    person.locale = person.locale or known.locale
    person.timezone = person.timezone or known.timezone
    return session.merge(person)


def save_many(session: Session, said: Iterable[Person], *, if_new: Collection[str]) -> set[str]:
    """Store what Slack says about many people, as `save` does, and return the ids of those who changed.

    Of people who are not known yet, only those `if_new` names are kept. Where nothing changed, nothing is written.
    """
    listed = {person.id: person for person in said}
    known = many(session, sorted(listed), lock=True)
    changed = {person.id for person in listed.values() if person.id in known and _take(known[person.id], person)}
    new = [_values(person) for person in listed.values() if person.id not in known and person.id in if_new]
    if new:
        session.execute(insert(session, Person).on_conflict_do_nothing(), new)
    return changed | {str(values["id"]) for values in new}


def _take(known: Person, said: Person) -> bool:
    """Bring a known person up to date; False when Slack says nothing new."""
    said.locale, said.timezone = said.locale or known.locale, said.timezone or known.timezone
    said.name = said.name or known.name
    news = {name: value for name, value in _values(said).items() if getattr(known, name) != value}
    if news.keys() <= {"fetched_at", "language"}:
        return False
    for name in news.keys() - {"language"}:
        setattr(known, name, news[name])
    return True


def _values(person: Person) -> dict[str, object]:
    return {name: getattr(person, name) for name in inspect(Person).columns.keys()}  # noqa: SIM118 - not a dict


def many(session: Session, user_ids: Iterable[str], *, lock: bool = False) -> dict[str, Person]:
    """Return people by user id, held until the transaction ends when `lock` is set."""
    found: dict[str, Person] = {}
    for chunk in chunks(user_ids):
        query = select(Person).where(Person.id.in_(chunk)).order_by(Person.id)
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        found |= {row.id: row for row in session.scalars(query)}
    return found


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
