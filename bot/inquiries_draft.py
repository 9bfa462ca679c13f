"""What a form about a question holds: what travels with it, what somebody typed, and whom it offers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from uuid import uuid4

from bot.availability import Availability
from bot.channels_draft import check_length
from bot.errors import Invalid
from bot.experts_finding import Expert, Reason
from bot.views.blocks import clean
from storage.models import Profile

SHORTEST_QUESTION = 3
MOST_TEXT = 3_000
"""Characters of a question or an answer; Slack lets nobody type more into a field."""
MOST_EXPERTS = 3
"""Experts who are asked one question."""
MOST_SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class Form:
    """What travels with an open form: its key makes sure that it is sent once. `expert` is 0 while nobody is chosen."""

    key: str = field(default_factory=lambda: uuid4().hex)
    expert: int = 0
    origin: str = ""

    def packed(self) -> str:
        """Return a text from which `unpacked` makes the same form."""
        return json.dumps([self.key, self.expert, self.origin])

    @classmethod
    def unpacked(cls, text: str) -> Form:
        """Read what `packed` wrote; raises ValueError for anything else."""
        key, expert, origin = json.loads(text)
        return cls(str(key), int(expert), str(origin))


@dataclass(frozen=True, slots=True)
class Draft:
    """A question as somebody typed it. `other` (a Slack user) wins over `expert` (a profile's id)."""

    question: str = ""
    expert: int = 0
    other: str = ""
    moves_on: bool = False


class Why(Enum):
    """Why somebody may not be asked now."""

    AWAY = "away"
    FULL = "asked as often as the house allows"
    CLOSED = "does not take questions"
    GONE = "not in this Slack any more"


@dataclass(frozen=True, slots=True)
class Hurdle:
    """Somebody may not be asked now; `until` is the first day on which somebody who is away may be."""

    name: str
    why: Why
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be asked, with the reasons when they were found by the question."""

    profile_id: int
    name: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A form as it is shown: with one expert, or with some to choose from; `is_looking` while those are looked for."""

    form: Form
    draft: Draft
    expert: Candidate | None = None
    choices: tuple[Candidate, ...] = ()
    hurdle: Hurdle | None = None
    is_looking: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """Somebody wants no questions before a day; None is a day that they have not chosen yet."""

    until: date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question is on its way to somebody."""

    name: str


def checked_question(text: str) -> str:
    """Return a question as it is kept; raises Invalid (field "question")."""
    question = clean(text).strip()
    if len(question) < SHORTEST_QUESTION:
        raise Invalid("Write what you want to know, in a few words at least.", field="question")
    check_length(question, MOST_TEXT, "question")
    return question


def checked_answer(text: str) -> str:
    """Return an answer as it is kept; raises Invalid (field "answer")."""
    answer = clean(text).strip()
    if not answer:
        raise Invalid("Write your answer first.", field="answer")
    check_length(answer, MOST_TEXT, "answer")
    return answer


def hurdle(state: Availability) -> Hurdle | None:
    """Return why somebody may not be asked now; None when they may."""
    if state.may_be_asked:
        return None
    if not state.is_reachable:
        return Hurdle(state.profile.name, Why.GONE)
    if state.profile.is_hidden:
        return Hurdle(state.profile.name, Why.CLOSED)
    if state.away_until is not None:
        return Hurdle(state.profile.name, Why.AWAY, state.away_until)
    return Hurdle(state.profile.name, Why.FULL)


def candidate(found: Expert | Profile) -> Candidate:
    """Return somebody as a form offers them."""
    if isinstance(found, Expert):
        return Candidate(found.profile.id, found.profile.name, found.reasons)
    return Candidate(found.id, found.name)
