"""The queries that keep the search terms of profiles: what they are made of, what was stored before, and storing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from storage.models import Person, Profile, ProfileTerms
from storage.upsert import insert

KINDS = ("name", "skill", "about", "evidence", "work")
"""The columns with terms."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a profile says that it can be found by."""

    id: int
    name: str
    title: str
    slack_title: str
    unit: str
    place: str
    hr_skills: str
    slack_skills: str
    skills: str
    about: str


def findable(session: Session, profile_ids: Sequence[int]) -> list[Sources]:
    """Return those of these profiles that search may find, held until the transaction ends.

    Nobody who is hidden, gone, a guest, a bot or deactivated in Slack.
    """
    shut_out = or_(Person.is_guest, Person.is_bot, Person.is_deactivated)
    query = (
        select(
            Profile.id,
            Profile.name,
            Profile.title,
            Profile.slack_title,
            Profile.unit,
            Profile.place,
            Profile.hr_skills,
            Profile.slack_skills,
            Profile.skills,
            Profile.about,
        )
        .outerjoin(Person, Person.id == Profile.user_id)
        .where(Profile.id.in_(profile_ids), Profile.is_hidden.is_(False), Profile.left_at.is_(None))
        .where(or_(Person.id.is_(None), ~shut_out))
        .order_by(Profile.id)
        .with_for_update(of=Profile, key_share=True)
    )
    return [Sources(**row) for row in session.execute(query).mappings()]


def stored(session: Session, profile_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return the terms that these profiles have now, by profile id and column."""
    columns = [getattr(ProfileTerms, kind) for kind in KINDS]
    query = select(ProfileTerms.profile_id, *columns).where(ProfileTerms.profile_id.in_(profile_ids))
    return {row[0]: dict(zip(KINDS, row[1:], strict=True)) for row in session.execute(query)}


def store(session: Session, terms: Mapping[int, Mapping[str, str]]) -> None:
    """Store the terms of profiles in place of those they had."""
    rows = [{"profile_id": profile_id, **terms[profile_id]} for profile_id in sorted(terms)]
    if not rows:
        return
    added = insert(session, ProfileTerms)
    values = {kind: added.excluded[kind] for kind in KINDS}
    session.connection().execute(added.on_conflict_do_update(index_elements=["profile_id"], set_=values), rows)


def drop(session: Session, profile_ids: Iterable[int]) -> None:
    """Take profiles out of search."""
    gone = list(profile_ids)
    if gone:
        session.execute(delete(ProfileTerms).where(ProfileTerms.profile_id.in_(gone)))
