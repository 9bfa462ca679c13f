"""Colleagues whom the cells of a table name: by Slack id, e-mail address or name."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from bot import people
from bot.table_columns import key_of, user_in
from storage import people as known_people
from storage import profiles


@dataclass(slots=True)
class Colleagues:
    """Colleagues by Slack id, e-mail address or name."""

    _found: dict[str, str] = field(default_factory=dict)
    _names: dict[str, list[str]] | None = None

    def find(self, session: Session, cell: str) -> str:
        """Return the Slack user id of the one colleague whom a cell names; empty when that is nobody, or not one person."""
        if cell not in self._found:
            self._found[cell] = self._look(session, cell)
        return self._found[cell]

    def _look(self, session: Session, cell: str) -> str:
        user = user_in(cell)
        ids = (
            [user]
            if user
            else self._by_email(session, cell)
            if "@" in cell.strip("@")
            else self._by_name(session, cell)
        )
        known = known_people.many(session, ids)
        fits = [one for one in ids if people.is_colleague(known[one])] if not user else ids
        if user and user in known and not people.is_colleague(known[user]):
            return ""
        return fits[0] if len(fits) == 1 else ""

    def _by_email(self, session: Session, cell: str) -> list[str]:
        address = cell.removeprefix("mailto:").strip().casefold()
        return sorted(set(profiles.users_with_email(session, address)) & known_people.names(session).keys())

    def _by_name(self, session: Session, cell: str) -> list[str]:
        if self._names is None:
            self._names = {}
            for user_id, name in known_people.names(session).items():
                self._names.setdefault(_name_key(name), []).append(user_id)
        return self._names.get(_name_key(cell), [])


def _name_key(name: str) -> str:
    """Return a key under which “Meri, Maija” and “Maija Meri” are the same."""
    return " ".join(sorted(key_of(word) for word in name.replace(",", " ").removeprefix("@").split()))
