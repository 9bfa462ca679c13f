"""The queries of the HR feed: the people it knows, a delivery put in place at once, imports and saved mappings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, Integer, MetaData, String, Table, Text, delete, func, literal, or_, select, text, update
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.columns import UtcDateTime
from storage.models import ColumnMapping, PeopleImport, Person, Profile, UnindexedProfile
from storage.upsert import insert

NEW, CHANGED, GONE = "new", "changed", "gone"
_FIELDS = ("user_id", "hr_id", "email", "name", "title", "unit", "place", "hr_skills", "hr_languages", "hr_deputy")
_TIMES = ("hr_gone_at", "left_at")
FIELDS = (*_FIELDS, *_TIMES)
"""The columns of a profile that a delivery may change."""
DELIVERY = Table(
    "delivered_profile",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("fate", String(8)),
    Column("profile_id", Integer),
    *(Column(name, Text) for name in _FIELDS),
    *(Column(name, UtcDateTime) for name in _TIMES),
    prefixes=["TEMPORARY"],
)
"""The profiles that a delivery makes or changes, as they will be; a table of one connection."""
_EMPTY: dict[str, Any] = {
    "slack_title": "",
    "slack_skills": "",
    "skills": "",
    "about": "",
    "languages": "",
    "deputy": "",
    "version": 1,
    "is_hidden": False,
}
"""What a new profile holds beside what a delivery says."""
_OPEN = ("waiting", "accepted")


class Known(NamedTuple):
    """What the directory knows of somebody, as far as a delivery may change it."""

    id: int
    user_id: str | None
    hr_id: str | None
    email: str
    name: str
    title: str
    unit: str
    place: str
    hr_skills: str
    hr_languages: str
    hr_deputy: str
    hr_gone_at: datetime | None
    left_at: datetime | None


def known(session: Session) -> list[Known]:
    """Return everybody whom Slack or HR has ever told of, oldest first."""
    query = select(Profile.id, *(getattr(Profile, name) for name in FIELDS)).order_by(Profile.id)
    return [Known._make(row) for row in session.execute(query)]


def deactivated(session: Session) -> set[str]:
    """Return the Slack users who are deactivated."""
    return set(session.scalars(select(Person.id).where(Person.is_deactivated)))


def last_profile(session: Session) -> int:
    """Return the highest id of a profile."""
    return session.scalar(select(func.max(Profile.id))) or 0


def hold_profiles(session: Session) -> None:
    """Keep everybody else from changing profiles until the transaction ends; reading goes on.

    It comes before anything else is held: whoever changes profiles holds them first and counts the change last.
    """
    if session.get_bind().dialect.name == "postgresql":  # SQLite's writers wait for each other anyway
        session.execute(text("LOCK TABLE profile IN EXCLUSIVE MODE"))


def put_in_place(session: Session) -> None:
    """Make the profiles what DELIVERY says: first who is gone, so that nobody takes a key that somebody still has."""
    for fate in (GONE, CHANGED):
        values = {name: DELIVERY.c[name] for name in FIELDS}
        same = (Profile.id == DELIVERY.c.profile_id, DELIVERY.c.fate == fate)
        session.execute(update(Profile).where(*same).values(values).execution_options(synchronize_session=False))
    empty = (literal(value, type_=getattr(Profile, name).type) for name, value in _EMPTY.items())
    made = (
        select(*(DELIVERY.c[name] for name in FIELDS), *empty).where(DELIVERY.c.fate == NEW).order_by(DELIVERY.c.number)
    )
    session.execute(insert(session, Profile).from_select([*FIELDS, *_EMPTY], made))


def made_after(session: Session, profile_id: int) -> list[int]:
    """Return the profiles that were made after one."""
    return list(session.scalars(select(Profile.id).where(Profile.id > profile_id)))


def to_be_indexed(session: Session, after: int) -> None:
    """Note everybody whom the delivery made or changed: their search terms follow. `after` is the last profile before it."""
    touched = select(DELIVERY.c.profile_id).where(DELIVERY.c.profile_id.is_not(None))
    for query in (touched, select(Profile.id).where(Profile.id > after)):
        noted = insert(session, UnindexedProfile).from_select(["profile_id"], query)
        session.execute(noted.on_conflict_do_nothing())


def take_unindexed(session: Session, most: int) -> list[int]:
    """Take some of those whose search terms are old, who is gone first; two processes never take the same."""
    query = (
        select(UnindexedProfile.profile_id)
        .join(Profile, Profile.id == UnindexedProfile.profile_id)
        .order_by(Profile.left_at.is_(None), Profile.id)
        .limit(most)
        .with_for_update(of=UnindexedProfile, skip_locked=True)
    )
    taken = sorted(session.scalars(query))
    for chunk in chunks(taken):
        session.execute(delete(UnindexedProfile).where(UnindexedProfile.profile_id.in_(chunk)))
    return taken


def unindexed(session: Session) -> int:
    """Count those whose search terms are old."""
    return session.scalar(select(func.count()).select_from(UnindexedProfile)) or 0


def find(session: Session, import_id: int, *, lock: bool = False) -> PeopleImport | None:
    """Return an import without its rows, held until the transaction ends when `lock` is set."""
    query = select(PeopleImport).where(PeopleImport.id == import_id)
    if lock:
        query = query.with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def rows_of(session: Session, import_id: int) -> list[dict[str, str]]:
    """Return the checked rows of an import that waits."""
    return session.scalar(select(PeopleImport.people).where(PeopleImport.id == import_id)) or []


def newest(session: Session) -> PeopleImport | None:
    """Return the newest delivery that changed something or asked for a decision."""
    return session.scalar(select(PeopleImport).order_by(PeopleImport.id.desc()).limit(1))


def undecided(session: Session, *, lock: bool = False) -> list[PeopleImport]:
    """Return the imports that wait for a decision or for what follows it, oldest first."""
    query = select(PeopleImport).where(PeopleImport.state.in_(_OPEN)).order_by(PeopleImport.id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return list(session.scalars(query))


def names(session: Session, profile_ids: Sequence[int]) -> list[str]:
    """Return the names of people, in the order of the alphabet as the database has it."""
    return list(session.scalars(select(Profile.name).where(Profile.id.in_(profile_ids)).order_by(Profile.name)))


def mapping(session: Session, name: str) -> dict[str, str] | None:
    """Return a saved mapping, field by header; None when there is none of this name."""
    found = session.get(ColumnMapping, name)
    return found.columns if found else None


def mapping_names(session: Session) -> list[str]:
    """Return the names of the saved mappings."""
    return list(session.scalars(select(ColumnMapping.name).order_by(ColumnMapping.name)))


def save_mapping(session: Session, name: str, columns: dict[str, str], now: datetime) -> None:
    """Save a mapping under a name, in place of an earlier one."""
    saved = insert(session, ColumnMapping).values(name=name, columns=columns, changed_at=now)
    values = {"columns": saved.excluded["columns"], "changed_at": now}
    session.execute(saved.on_conflict_do_update(index_elements=["name"], set_=values))


def long_gone(session: Session, before: datetime) -> list[Profile]:
    """Return people who left before a moment and of whom more is kept than Slack says, held until the transaction ends."""
    own = (Profile.skills, Profile.about, Profile.languages, Profile.deputy)
    kept = or_(*(column != "" for column in own), Profile.away_until.is_not(None), Profile.user_id.is_(None))
    query = (
        select(Profile).where(Profile.left_at < before, Profile.hr_id.is_(None), kept).order_by(Profile.id).limit(500)
    )
    return list(session.scalars(query.with_for_update(skip_locked=True)))


def forget(session: Session, people: Iterable[Profile]) -> None:
    """Delete profiles."""
    for chunk in chunks(person.id for person in people):
        session.execute(delete(Profile).where(Profile.id.in_(chunk)))
