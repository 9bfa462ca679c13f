"""What a search for experts came to: the people, the reason for each, and what was made of the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.availability import Availability
from storage.models import Person, Profile

Kind = Literal["skill", "about", "evidence", "title", "unit", "place", "name"]
Source = Literal["hr", "own", "slack", ""]
Problem = Literal["", "empty", "only_stop_words"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody was found: `text` is what matched, as it was written; `count` is of accepted answers."""

    kind: Kind
    text: str
    source: Source = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Expert:
    """One person found. `person` is what Slack says of them, None when they are not in Slack."""

    profile: Profile
    person: Person | None
    reasons: tuple[Reason, ...]
    availability: Availability


@dataclass(frozen=True, slots=True)
class Finding:
    """The best people for a query, at most five, the best first."""

    query: str
    people: tuple[Expert, ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)
    """Typed word -> the word it was taken for."""
    left_out: tuple[str, ...] = ()
    """Words that nobody has, when the rest was used."""
    total: int = 0
    """How many matched."""
    units: tuple[str, ...] = ()
    """The units of all who matched, to narrow by; they do not shrink when one is chosen."""
    places: tuple[str, ...] = ()
    problem: Problem = ""
