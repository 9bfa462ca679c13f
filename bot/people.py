"""Who is asking: a person's name, role, language and time zone, from Slack and from what they chose here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog
from slack_sdk.errors import SlackApiError
from sqlalchemy.orm import Session

from bot import audit
from bot.audit import Act
from bot.errors import Invalid, Unavailable
from bot.roles import Role
from bot.settings import Settings
from bot.words import Reader, language_of_locale
from storage import people
from storage.models import Person

if TYPE_CHECKING:
    from bot.services import Services

BODY = "people"
"""The body of data in memory."""
FRESH = timedelta(hours=12)
"""What Slack said is believed for this long; changes arrive as events before that."""
_LANGUAGE_WORDS: dict[str | None, tuple[str, ...]] = {
    "fi": ("fi", "suomi", "finska", "finnish"),
    "sv": ("sv", "svenska", "ruotsi", "swedish"),
    "en": ("en", "english", "englanti", "engelska"),
    None: ("slack",),
}
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Asker:
    """The person behind a request, as rights and words see them."""

    id: str
    name: str
    role: Role
    reader: Reader
    language: str | None = None
    """The language they chose; None follows Slack."""


def asker(services: Services, user_id: str) -> Asker:
    """Return who a user is. Raises Unavailable when Slack has to be asked and does not answer."""
    return services.memory.recall(BODY, user_id, lambda: _asker(services, user_id))


def known(services: Services, user_id: str) -> Asker | None:
    """Return who a user is when that is in memory; asks neither the database nor Slack."""
    found: Asker | None = services.memory.kept(BODY, user_id)
    return found


def get_to_know(services: Services, user_ids: Iterable[str]) -> None:
    """Learn the names of people who may never have written to the bot; whoever Slack does not tell about stays unknown."""
    for user_id in user_ids:
        with suppress(Unavailable):
            asker(services, user_id)


def is_user_id(text: str) -> bool:
    """Tell whether an address or an audit entry names a person: their ids begin with U or W, those of channels with C, G or D."""
    return text.startswith(("U", "W"))


def language_named(word: str) -> str | None:
    """Return the language that a word means in any of the languages; None for "as in Slack". Raises Invalid."""
    for language, words in _LANGUAGE_WORDS.items():
        if word.strip().casefold() in words:
            return language
    raise Invalid("I speak Finnish, Swedish and English. Choose one like this: {example}.", example="/some language fi")


def choose_language(services: Services, language: str | None, *, by: Asker) -> Asker:
    """Keep a person's choice of language; None follows Slack again. Returns them as they are from now on."""
    with services.database.begin() as session:
        record = people.find(session, by.id)
        if record is not None and record.language != language:
            act = Act(by.id, "language.chosen", f"person:{by.id}")
            change = {"before": {"language": record.language}, "after": {"language": language}}
            audit.note(session, services.now(), act, **change)
            record.language = language
            services.memory.changed(session, BODY)
    return asker(services, by.id)


def heard_of(
    services: Services, session: Session, users: Iterable[dict[str, Any]], *, keep: Collection[str] = ()
) -> set[str]:
    """Take in, inside the caller's transaction, what Slack says about users; returns the ids of those who changed.

    Of people who are new, only colleagues and those whom `keep` names are kept: no guests, no apps, nobody who has left.
    """
    said = [_record(services, user) for user in users]
    wanted = {person.id for person in said if is_colleague(person)} | set(keep)
    changed = people.save_many(session, said, if_new=wanted)
    if changed:
        services.memory.changed(session, BODY)
    return changed


def is_colleague(person: Person) -> bool:
    """Tell whether somebody is a member of this workspace's staff: no guest, no app, in use."""
    return not (person.is_guest or person.is_bot or person.is_deactivated)


def read_desk_group(services: Services) -> None:
    """Read the members of the desk's user group from Slack; when it cannot be read, the last known list stays in force."""
    if not services.settings.desk_group:
        return
    try:
        answer = services.slack.usergroups_users_list(usergroup=services.settings.desk_group)
    except SlackApiError as error:
        _log.warning("desk group not read, the last known list is used", slack_error=error.response.get("error"))
        return
    except OSError as error:
        _log.warning("desk group not read, the last known list is used", error=type(error).__name__)
        return
    members = frozenset(answer.get("users") or [])
    with services.database.begin() as session:
        if members != people.desk_members(session):
            people.replace_desk_members(session, members)
            services.memory.changed(session, BODY)


def reader_of(person: Person | None, settings: Settings) -> Reader:
    """Return a person's reader: their choice, else Slack's locale, else the house language. Nobody means the house."""
    if person is None:
        return Reader(settings.language, settings.timezone)
    language = person.language or language_of_locale(person.locale) or settings.language
    return Reader(language, person.timezone or settings.timezone)


def _asker(services: Services, user_id: str) -> Asker:
    with services.database.read() as session:
        record = people.find(session, user_id)
        desk = people.desk_members(session)
    if record is None or services.now() - record.fetched_at > FRESH:
        record = _fetch(services, user_id, record)
    role, reader = _role(record, desk, services.settings), reader_of(record, services.settings)
    return Asker(record.id, record.name, role, reader, record.language)


def _fetch(services: Services, user_id: str, known: Person | None) -> Person:
    try:
        answer = services.quick.users_info(user=user_id, include_locale=True)
    except (SlackApiError, OSError) as error:
        if _is_nobody_here(error):
            return Person(id=user_id, is_guest=True, fetched_at=services.now())
        if known is not None:
            return known
        _log.warning("person not read", user=user_id, error=type(error).__name__)
        raise Unavailable("Slack did not say who you are just now. Please try again in a moment.") from error
    fetched = _record(services, answer["user"])
    with services.database.begin() as session:
        return people.save(session, fetched)


def _is_nobody_here(error: Exception) -> bool:
    """Tell whether Slack hides the user from us: somebody of another workspace, whom we do not serve."""
    names = ("user_not_found", "user_not_visible")
    return isinstance(error, SlackApiError) and error.response.get("error") in names


def _record(services: Services, user: dict[str, Any]) -> Person:
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    team = user.get("team_id") or services.team_id
    outside = user.get("is_stranger") or (services.team_id and team != services.team_id)
    return Person(
        id=user["id"],
        name=str(name)[:200],
        locale=str(user.get("locale") or "")[:16],
        timezone=str(user.get("tz") or "")[:64],
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        is_guest=bool(outside or user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_bot=bool(user.get("is_bot") or user["id"] == "USLACKBOT"),
        is_deactivated=bool(user.get("deleted")),
        fetched_at=services.now(),
    )


def _role(person: Person, desk: frozenset[str], settings: Settings) -> Role:
    if not is_colleague(person):
        return Role.OUTSIDER
    if person.is_admin or person.id in settings.admins:
        return Role.ADMIN
    return Role.MANAGER if person.id in desk or person.id in settings.desk_members else Role.EMPLOYEE
