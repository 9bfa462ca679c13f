"""Who knows: people found by what they know, with the reason for each.

Everybody on the staff may ask. Whoever is hidden or gone has no search terms, so no query can find them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from time import monotonic, sleep
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import availability, experts_words, profile_index, synonyms
from bot.availability import WEEK
from bot.experts_finding import Expert, Finding
from bot.experts_query import Sought
from bot.experts_rank import Ranked, best_first, likely_first
from bot.experts_reasons import reasons
from bot.experts_said import is_idle, read
from bot.experts_search import Found, Look, knowing_of, search
from bot.language import words_of
from bot.people import Asker
from bot.roles import Role, require
from bot.sought.synonyms import in_force, telling
from storage import inquiries, people, profiles
from storage.expression import Term
from storage.search import prepare

if TYPE_CHECKING:
    from bot.services import Services

MOST_PEOPLE = 5
_MOST_EQUAL = 15
"""People with equal points of whom it is looked up how things stand with them."""
_MOST_OF_A_MESSAGE = 3_000
"""Characters of a message that are read."""
_SAID_IN_PASSING = ("name", "home", "work")
"""Places that say nothing of who knows about a message: it may greet somebody or name a place."""


def find(services: Services, query: str, *, unit: str = "", place: str = "", by: Asker) -> Finding:
    """Find at most five people for words or a whole sentence; `unit` and `place` narrow, spelled in any case. Staff only."""
    require(by.role, Role.EMPLOYEE)
    words, around, problem = read(query)
    if not words and not around:
        return Finding(query, problem=problem)
    with _looking(services) as session:
        found = search(Look(services, session, _within(unit, place)), words, around)
        shown = _experts(services, session, found, MOST_PEOPLE)
    return Finding(
        query=query,
        people=tuple(shown),
        instead=found.instead,
        left_out=found.left_out,
        total=len(found.people),
        units=_most_common(one.candidate.unit for one in found.people),
        places=_most_common(one.candidate.place for one in found.people),
        problem="" if found.people else problem,
    )


def suggest(services: Services, text: str, *, most: int, by: Asker) -> tuple[Expert, ...]:
    """Return people who may be asked now and know something of what a message says, the asker left out. Staff only."""
    require(by.role, Role.EMPLOYEE)
    with _looking(services) as session:
        found = _of_message(services, session, text)
        fitting = _askable(services, session, found, frozenset())
        return tuple(_first(most, (expert for expert in fitting if expert.profile.user_id != by.id)))


def next_in_line(services: Services, question: str, *, beside: Collection[int]) -> Expert | None:
    """Return the best person for a question who may be asked now and is not in `beside` (profile ids)."""
    words, around, _ = read(question)
    with _looking(services) as session:
        found = search(Look(services, session), words, around)
        for people_found in (found, _of_message(services, session, question)):
            for expert in _askable(services, session, people_found, beside):
                return expert
    return None


def warm(services: Services) -> None:
    """Read in the background what the first search of a process would have to wait for: half a second of words.

    Little by little, since whoever asks for something meanwhile waits for the same interpreter.
    """
    for group in synonyms.in_force(services):
        began = monotonic()
        for text in group.words:
            words_of(text)
        sleep(monotonic() - began)
    in_force(services)
    experts_words.known(services)


@contextmanager
def _looking(services: Services) -> Iterator[Session]:
    with services.database.read() as session:
        prepare(session)
        yield session


def _of_message(services: Services, session: Session, text: str) -> Found:
    words = [word for word in telling(text[:_MOST_OF_A_MESSAGE]) if not is_idle(word)]
    return knowing_of(Look(services, session), words, nowhere=_SAID_IN_PASSING)


def _experts(services: Services, session: Session, found: Found, most: int) -> Iterable[Expert]:
    """Return the best of those found; equals are ordered by how things stand with them."""
    if len(found.people) > most:
        last = found.people[most - 1].points
        likely = _likely(services, session, [one for one in found.people if one.points >= last])[:_MOST_EQUAL]
    else:
        likely = list(found.people)
    return _first(most, _judged(services, session, likely, found.soughts))


def _askable(services: Services, session: Session, found: Found, beside: Collection[int]) -> Iterator[Expert]:
    """Yield those who may be asked, the best first."""
    likely = _likely(services, session, [one for one in found.people if one.candidate.id not in beside])
    for start in range(0, len(likely), _MOST_EQUAL):
        for expert in _judged(services, session, likely[start : start + _MOST_EQUAL], found.soughts):
            if expert.availability.may_be_asked:
                yield expert


def _likely(services: Services, session: Session, found: Sequence[Ranked]) -> list[Ranked]:
    pings = inquiries.pings_since(session, [one.candidate.id for one in found], services.now() - WEEK)
    return likely_first(found, pings)


def _judged(
    services: Services, session: Session, found: Sequence[Ranked], soughts: Sequence[Sought]
) -> Iterator[Expert]:
    known = profiles.many(session, [one.candidate.id for one in found])
    states = availability.of(session, known.values(), services.now(), services.settings)
    # A large delivery of the HR feed makes its search terms afterwards: whoever is gone may have theirs a moment longer.
    here = (known[one.candidate.id] for one in best_first(found, states))
    best = [profile for profile in here if profile.left_at is None and not profile.is_hidden]
    answers = inquiries.accepted_questions(session, known)
    in_slack = people.many(session, filter(None, (profile.user_id for profile in best)))
    for profile in best:
        why = reasons(profile, answers.get(profile.id, ()), soughts)
        yield Expert(profile, in_slack.get(profile.user_id or ""), why, states[profile.id])


def _first(most: int, experts: Iterable[Expert]) -> list[Expert]:
    return list(islice(experts, most))


def _within(unit: str, place: str) -> tuple[Term, ...]:
    marks = (unit and profile_index.of_unit(unit), place and profile_index.of_place(place))
    return tuple(map(Term, filter(None, marks)))


def _most_common(names: Iterable[str]) -> tuple[str, ...]:
    counted = Counter(name for name in names if name)
    return tuple(sorted(counted, key=lambda name: (-counted[name], name)))
