"""Words that mean the same, kept by the desk: whoever looks for one finds the people who wrote another.

A starting set is part of the program. A group that the desk changed or removed stands in the database and wins over the
shipped one with its key; an edit acts on the next search, nothing is indexed anew.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit
from bot.audit import Act
from bot.errors import Invalid, NotFound
from bot.language.folding import fold
from bot.people import Asker
from bot.roles import Role, require
from bot.synonyms_draft import FIELD, alike, checked, in_both
from bot.synonyms_shipped import shipped
from storage import synonyms
from storage.models import SynonymGroup

if TYPE_CHECKING:
    from bot.services import Services

BODY = "synonyms"
"""The body of data in memory."""
MOST_GROUPS = 2_000


@dataclass(frozen=True, slots=True)
class Group:
    """Words and phrases that mean the same; without words it was removed.

    `is_shipped` says that the words are those of the starting set. `version` counts the desk's changes, 0 is none.
    """

    key: str
    words: tuple[str, ...]
    is_shipped: bool
    version: int

    @property
    def can_be_restored(self) -> bool:
        """Tell whether the starting set has other words for it."""
        return not self.is_shipped and self.key in shipped()


@dataclass(frozen=True, slots=True)
class Saved:
    """The group as it stands now."""

    group: Group


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else changed the group while a form was open; nothing was saved."""

    now: Group
    text: str
    """What was typed."""


def in_force(services: Services) -> tuple[Group, ...]:
    """Return the groups that searches use; from memory until one changes."""
    return services.memory.recall(BODY, "in force", lambda: tuple(one for one in _every(services) if one.words))


def listed(services: Services, query: str = "", *, by: Asker) -> tuple[Group, ...]:
    """Return the groups with a word that contains the query, the desk's own first, the removed ones last. Managers only."""
    require(by.role, Role.MANAGER)
    wanted = alike(query)
    known = [one for one in _every(services) if one.words or one.can_be_restored]
    found = [one for one in known if any(wanted in alike(word) for word in _all_words(one))]
    return tuple(sorted(found, key=lambda one: (not one.words, one.is_shipped, fold(_all_words(one)[0]))))


def group(services: Services, key: str, *, by: Asker) -> Group:
    """Return a group by its key; an empty one for a key that is not in use yet. Managers only."""
    require(by.role, Role.MANAGER)
    return next((one for one in _every(services) if one.key == key), Group(key, (), is_shipped=False, version=0))


def new_key() -> str:
    """Return a key for a group to be added; made when the form opens, so that the same form sent twice is one group."""
    return f"own-{secrets.token_hex(8)}"


def save(services: Services, key: str, version: int, text: str, *, by: Asker) -> Saved | Overtaken:
    """Add or change a group; `text` has one word or phrase a line, `version` is the one that the form was opened with."""
    require(by.role, Role.MANAGER)
    words = checked(text)
    with services.database.begin() as session:
        known = _held(services, session, key)
        if known.words == words:
            return Saved(known)
        if known.version != version:
            return Overtaken(known, text)
        _check_against_others(session, key, words)
        return Saved(_write(services, session, known, words, by=by))


def remove(services: Services, key: str, *, by: Asker) -> None:
    """Take a group out of use; a shipped one can be restored. Removing it twice changes nothing."""
    require(by.role, Role.MANAGER)
    with services.database.begin() as session:
        known = _held(services, session, key)
        if known.words:
            _write(services, session, known, (), by=by)


def restore(services: Services, key: str, *, by: Asker) -> None:
    """Give a group the words of the starting set again."""
    require(by.role, Role.MANAGER)
    with services.database.begin() as session:
        known = _held(services, session, key)
        if known.is_shipped:
            return
        if key not in shipped():
            raise NotFound("This group is not part of the starting set, so it cannot be restored.")
        _check_against_others(session, key, shipped()[key])
        row = synonyms.locked(session, key)
        if row is not None:
            synonyms.drop(session, row)
        _note(services, session, known, shipped()[key], by)


def _every(services: Services) -> tuple[Group, ...]:
    return services.memory.recall(BODY, "every", lambda: _read(services))


def _read(services: Services) -> tuple[Group, ...]:
    with services.database.read() as session:
        return tuple(_merged(session).values())


def _merged(session: Session) -> dict[str, Group]:
    started = {key: Group(key, words, is_shipped=True, version=0) for key, words in shipped().items()}
    return started | {row.key: _group(row) for row in synonyms.every(session)}


def _group(row: SynonymGroup) -> Group:
    words = tuple(row.words)
    return Group(row.key, words, is_shipped=shipped().get(row.key) == words, version=row.version)


def _held(services: Services, session: Session, key: str) -> Group:
    """Return a group as it is now. Who else changes one waits: raising the counter of changes first locks it."""
    services.memory.changed(session, BODY)
    row = synonyms.locked(session, key)
    if row is not None:
        return _group(row)
    words = shipped().get(key, ())
    return Group(key, words, is_shipped=bool(words), version=0)


def _check_against_others(session: Session, key: str, words: tuple[str, ...]) -> None:
    others = [one for one in _merged(session).values() if one.key != key and one.words]
    for other in others:
        twice = in_both(words, other.words)
        if twice is not None:
            raise Invalid(
                "“{word}” stands in another group already: {words}. Change that one, or leave the word out.",
                field=FIELD,
                word=twice,
                words=", ".join(other.words[:6]),
            )
    if len(others) >= MOST_GROUPS:
        raise Invalid("There are {most} groups, which is the most. Remove one first.", field=FIELD, most=MOST_GROUPS)


def _write(services: Services, session: Session, known: Group, words: tuple[str, ...], *, by: Asker) -> Group:
    now = services.now()
    row = synonyms.locked(session, known.key)
    if row is None:
        row = SynonymGroup(key=known.key, words=list(words), changed_by=by.id, changed_at=now)
        synonyms.add(session, row)
    else:
        row.words, row.version, row.changed_by, row.changed_at = list(words), row.version + 1, by.id, now
    _note(services, session, known, words, by)
    return _group(row)


def _note(services: Services, session: Session, before: Group, words: tuple[str, ...], by: Asker) -> None:
    what = "synonyms.removed" if not words else "synonyms.edited" if before.words else "synonyms.added"
    values: list[dict[str, Any]] = [{"words": list(before.words)}, {"words": list(words)}]
    act = Act(by.id, what, f"synonyms:{before.key}"[:64])
    audit.note(session, services.now(), act, before=values[0], after=values[1])


def _all_words(one: Group) -> tuple[str, ...]:
    """Return the words to know a group by: of a removed one those of the starting set."""
    return one.words or shipped()[one.key]
