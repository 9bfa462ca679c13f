"""To whom a task about an answer goes: the person it is about while they are here, else the desk."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from bot.people import is_colleague, is_user_id
from bot.settings import Settings
from storage import orphans, people
from storage.models import Person


def place(session: Session, user_id: str, settings: Settings) -> str:
    """Return where somebody's task is shown: with them, in the desk's channel when they are gone or nobody is named.

    Without a desk's channel an administrator has it; empty when there is nobody at all.
    """
    if is_user_id(user_id) and _is_here(people.find(session, user_id)):
        return user_id
    return settings.desk_channel or _administrator(session, settings)


def names(session: Session, user_ids: Collection[str]) -> dict[str, str]:
    """Return the names of people by their id; those without a name are left out."""
    found = people.many(session, {user_id for user_id in user_ids if user_id})
    return {user_id: person.name for user_id, person in found.items() if person.name}


def _administrator(session: Session, settings: Settings) -> str:
    likely = [*sorted(settings.admins), *orphans.administrators(session)]
    return next((one for one in likely if _is_here(people.find(session, one))), "")


def _is_here(person: Person | None) -> bool:
    return person is None or is_colleague(person)
