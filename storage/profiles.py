"""The queries about profiles: who is who in the directory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.models import Person, Profile, ProfileTerms
from storage.upsert import insert


def find(session: Session, profile_id: int, *, lock: bool = False) -> Profile | None:
    """Return a profile, held until the transaction ends when `lock` is set."""
    if lock:
        return session.get(Profile, profile_id, with_for_update=True, populate_existing=True)
    return session.get(Profile, profile_id)


def of_user(session: Session, user_id: str, *, lock: bool = False) -> Profile | None:
    """Return the profile of a Slack user, held until the transaction ends when `lock` is set."""
    query = select(Profile).where(Profile.user_id == user_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def made_for_user(session: Session, user_id: str) -> Profile:
    """Return the profile of a Slack user, held until the transaction ends; an empty one is made when there is none."""
    if (known := of_user(session, user_id, lock=True)) is not None:
        return known
    session.execute(insert(session, Profile).values(user_id=user_id).on_conflict_do_nothing())
    return session.scalars(select(Profile).where(Profile.user_id == user_id).with_for_update()).one()


def many(session: Session, ids: Iterable[int]) -> dict[int, Profile]:
    """Return profiles by id."""
    return {
        row.id: row for chunk in chunks(ids) for row in session.scalars(select(Profile).where(Profile.id.in_(chunk)))
    }


def of_users(session: Session, user_ids: Iterable[str], *, lock: bool = False) -> dict[str, Profile]:
    """Return profiles by Slack user id, held until the transaction ends when `lock` is set."""
    found: dict[str, Profile] = {}
    for chunk in chunks(user_ids):
        query = select(Profile).where(Profile.user_id.in_(chunk)).order_by(Profile.id)
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        found |= {row.user_id: row for row in session.scalars(query) if row.user_id}
    return found


def made_for_users(session: Session, user_ids: Iterable[str]) -> dict[str, Profile]:
    """Make empty profiles for Slack users who have none; return them by user id, held until the transaction ends."""
    listed = sorted(set(user_ids))
    if listed:
        session.execute(insert(session, Profile).on_conflict_do_nothing(), [{"user_id": one} for one in listed])
    return of_users(session, listed, lock=True)


def users_with_email(session: Session, email: str) -> list[str]:
    """Return the Slack users whose profiles have an e-mail address, in small letters."""
    query = select(Profile.user_id).where(
        Profile.email == email, Profile.user_id.is_not(None), Profile.left_at.is_(None)
    )
    return [str(user_id) for user_id in session.scalars(query)]


def without_user(session: Session, emails: Iterable[str]) -> dict[str, list[Profile]]:
    """Return the profiles that no Slack user has, by e-mail, held until the transaction ends."""
    found: dict[str, list[Profile]] = {}
    for chunk in chunks(sorted({email for email in emails if email})):
        query = select(Profile).where(Profile.email.in_(chunk), Profile.user_id.is_(None)).order_by(Profile.id)
        for row in session.scalars(query.with_for_update().execution_options(populate_existing=True)):
            found.setdefault(row.email, []).append(row)
    return found


def findable(session: Session, ids: Iterable[int]) -> set[int]:
    """Return those profiles that a search can find now."""
    return {
        found
        for chunk in chunks(ids)
        for found in session.scalars(select(ProfileTerms.profile_id).where(ProfileTerms.profile_id.in_(chunk)))
    }


def of_unit(session: Session, unit: str, most: int) -> list[Profile]:
    """Return people of a unit who are here, at most so many."""
    query = select(Profile).where(Profile.unit == unit, Profile.left_at.is_(None)).order_by(Profile.id).limit(most)
    return list(session.scalars(query))


def skill_lists(session: Session) -> list[str]:
    """Return everybody's skills, HR's and their own, one text a list with one skill a line; nobody who is gone or hidden."""
    here = and_(Profile.left_at.is_(None), Profile.is_hidden.is_(False))
    query = select(Profile.hr_skills, Profile.skills).where(here, or_(Profile.hr_skills != "", Profile.skills != ""))
    return [skills for row in session.execute(query) for skills in row if skills]


def to_be_reminded(session: Session, before: datetime, most: int) -> list[Profile]:
    """Return people with skills or words of their own that nobody has confirmed or asked about since, longest first.

    Only those who are here and can be found; held until the transaction ends, whoever somebody else holds left out.
    """
    has_words = or_(Profile.skills != "", Profile.about != "", Profile.hr_skills != "")
    is_here = and_(Profile.user_id.is_not(None), Profile.left_at.is_(None), Profile.is_hidden.is_(False))
    is_member = exists().where(Person.id == Profile.user_id, ~Person.is_deactivated, ~Person.is_guest, ~Person.is_bot)
    is_old = and_(
        or_(Profile.confirmed_at.is_(None), Profile.confirmed_at <= before),
        or_(Profile.reminded_at.is_(None), Profile.reminded_at <= before),
    )
    query = select(Profile).where(has_words, is_here, is_member, is_old)
    in_order = query.order_by(func.coalesce(Profile.reminded_at, Profile.confirmed_at).nulls_first(), Profile.id).limit(
        most
    )
    return list(session.scalars(in_order.with_for_update(skip_locked=True, of=Profile)))


def in_slack_after(session: Session, profile_id: int, most: int) -> list[tuple[int, str]]:
    """Return the next people in Slack after a profile: profile ids and user ids, in order."""
    query = select(Profile.id, Profile.user_id).where(
        Profile.id > profile_id, Profile.user_id.is_not(None), Profile.left_at.is_(None)
    )
    return [(found, user_id or "") for found, user_id in session.execute(query.order_by(Profile.id).limit(most))]


def of_hr_ids(session: Session, hr_ids: Iterable[str]) -> dict[str, Profile]:
    """Return profiles by their key in the HR feed."""
    return {
        row.hr_id: row
        for chunk in chunks(hr_ids)
        for row in session.scalars(select(Profile).where(Profile.hr_id.in_(chunk)))
        if row.hr_id
    }
