"""What a delivery of the HR feed changes: a pure comparison of its people with those whom the directory knows.

Somebody is known again by their key in the feed, else by their Slack ID, else by their e-mail address. What a file has no
column for stays as it is, and an empty address is no address: other sources may know it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.hr_rows import KEY
from storage.hr import CHANGED, FIELDS, GONE, NEW, Known

_OF_HR = ("title", "unit", "place", "hr_skills", "hr_languages", "hr_deputy")
_CLEARED = {**dict.fromkeys(_OF_HR, ""), KEY: None}
_EMPTY: dict[str, Any] = {name: None if name in ("user_id", "hr_gone_at", "left_at") else "" for name in FIELDS}
Said = dict[str, str]
"""What a row says about one person: the columns of the profile that it names, their key in the feed among them."""
Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One person whom a delivery changes. `place` is that of the row, None when no row is about them."""

    name: str
    after: Columns
    """The columns of the profile as they will be."""
    place: int | None = None
    before: Known | None = None
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class Difference:
    """What a delivery changes, and how many people HR knew before it."""

    known: int
    added: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    gone: list[Change] = field(default_factory=list)
    emptied: list[Change] = field(default_factory=list)
    """Profiles that become part of another: HR has told the e-mail address of somebody in Slack."""
    unchanged: int = 0

    def __bool__(self) -> bool:
        """Tell whether anything changes."""
        return bool(self.added or self.changed or self.gone or self.emptied)

    def touched(self) -> list[int]:
        """Return the profiles that exist already and change."""
        return [change.before.id for change in (*self.gone, *self.emptied, *self.changed) if change.before]

    def user_ids(self) -> set[str]:
        """Return the Slack users who are gone, and those who are back."""
        back = (change for change in self.changed if "left_at" in change.fields)
        return {user for change in (*self.gone, *back) if (user := change.after["user_id"])}

    def rows(self) -> Iterator[Columns]:
        """Yield what the table of the delivery holds."""
        fates = ((NEW, self.added), (CHANGED, self.changed), (GONE, self.gone), (GONE, self.emptied))
        for fate, changes in fates:
            for change in changes:
                yield {"fate": fate, "profile_id": change.before.id if change.before else None, **change.after}


def compare(people: Sequence[Said], known: Iterable[Known], deactivated: Collection[str], now: datetime) -> Difference:
    """Return what these people, who are all who work here, change. `deactivated` are Slack users who stay gone."""
    directory = _Directory(known, {said[KEY] for said in people})
    result = Difference(directory.fed)
    for place, said in enumerate(people):
        before, emptied = directory.match(said)
        if emptied is not None:
            result.emptied.append(
                Change(emptied.name, {**_left(emptied, now), "email": "", "hr_gone_at": None}, None, emptied)
            )
        if before is None:
            result.added.append(Change(said["name"], {**_EMPTY, **directory.free(said)}, place))
            continue
        after = _after(before, directory.free(said), deactivated)
        fields = tuple(name for name in FIELDS if getattr(before, name) != after[name])
        if fields:
            result.changed.append(Change(after["name"], after, place, before, fields))
        else:
            result.unchanged += 1
    result.gone = [Change(one.name, _left(one, now), None, one) for one in directory.not_met()]
    return result


class _Directory:
    """Everybody who is known, found by what is theirs; each is met once at most."""

    def __init__(self, known: Iterable[Known], keys: Collection[str]) -> None:
        self._keys = keys
        self._by_key: dict[str, Known] = {}
        self._by_user: dict[str, Known] = {}
        self._by_email: dict[str, list[Known]] = defaultdict(list)
        self._met: set[int] = set()
        for one in known:
            if one.hr_id:
                self._by_key[one.hr_id] = one
            if one.user_id:
                self._by_user[one.user_id] = one
            if one.email:
                self._by_email[one.email].append(one)

    @property
    def fed(self) -> int:
        """How many people the feed knew."""
        return len(self._by_key)

    def match(self, said: Said) -> tuple[Known | None, Known | None]:
        """Return who this is, and another profile of theirs that is to be emptied."""
        own = self._by_key.get(said[KEY])
        found, emptied = own, None
        if own is None or own.user_id is None:
            other = self._elsewhere(said, needs_user=own is not None)
            if other is not None:
                found, emptied = other, own
        self._met |= {one.id for one in (found, emptied) if one}
        return found, emptied

    def free(self, said: Said) -> Said:
        """Return what a row says, without a Slack ID that is somebody else's."""
        user_id = said.get("user_id")
        return {name: text for name, text in said.items() if name != "user_id" or user_id not in self._by_user}

    def not_met(self) -> list[Known]:
        """Return the people of the feed whom no row is about."""
        return [one for one in self._by_key.values() if one.id not in self._met]

    def _elsewhere(self, said: Said, *, needs_user: bool) -> Known | None:
        by_user = self._by_user.get(said.get("user_id", ""))
        by_email = sorted(self._by_email.get(said.get("email", ""), ()), key=_likeliest)
        for one in (by_user, *by_email):
            is_free = one is not None and one.id not in self._met and one.hr_id not in self._keys
            if one is not None and is_free and (one.user_id or not needs_user):
                return one
        return None


def _likeliest(one: Known) -> tuple[bool, bool, int]:
    return (one.user_id is None, one.left_at is not None, one.id)


def _after(before: Known, said: Said, deactivated: Collection[str]) -> Columns:
    here = {"hr_gone_at": None, "left_at": before.left_at if before.user_id in deactivated else None}
    columns = {name: getattr(before, name) for name in FIELDS}
    if before.user_id is not None:
        said = {name: text for name, text in said.items() if name != "user_id"}
    return {**columns, **said, **here}


def _left(before: Known, now: datetime) -> Columns:
    columns = {name: getattr(before, name) for name in FIELDS}
    return {**columns, **_CLEARED, "hr_gone_at": now, "left_at": before.left_at or now}
