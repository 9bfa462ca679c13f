"""Who hears a reminder: whoever it is for, else somebody who stands in, with the reason; nobody when all of them are gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from bot.reminders.kinds import AWAY, GONE
from bot.words import zone
from storage import reminders


@dataclass(slots=True)
class People:
    """Whether people are here at a moment: read from the database in a few statements, however many they are."""

    now: datetime
    house_zone: str
    known: dict[str, Row[Any]] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)

    def read(self, session: Session, user_ids: Iterable[str]) -> None:
        """Read about people who are not known yet."""
        new = sorted({user_id for user_id in user_ids if user_id} - self._asked)
        self._asked.update(new)
        self.known |= reminders.recipients(session, new)

    def why_not(self, user_id: str) -> str:
        """Return why somebody cannot be reminded now, empty when they can; whom nobody knows may still be there."""
        person = self.known.get(user_id)
        if not user_id or (person is None and user_id not in self._asked):
            return GONE
        if person is None:
            return ""
        if person.is_deactivated or person.is_guest or person.is_bot or person.left_at is not None:
            return GONE
        today = self.now.astimezone(zone(person.timezone or self.house_zone)).date()
        return AWAY if person.away_until is not None and today < person.away_until else ""

    def deputy_of(self, user_id: str) -> str:
        """Return who stands in for somebody by their own word."""
        person = self.known.get(user_id)
        return (person.deputy or "") if person is not None else ""


def stand_ins(people: People, user_id: str, owner: str = "", deputy: str = "") -> list[str]:
    """Return who may hear of an item with this owner and deputy instead of somebody, nearest first, each once."""
    named = (owner, deputy, people.deputy_of(owner), people.deputy_of(user_id))
    return [one for one in dict.fromkeys(named) if one and one != user_id]
