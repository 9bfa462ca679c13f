"""Searching from the strictest reading of a query to the loosest, and stopping at the first that finds somebody.

All words as they are; all as beginnings ("mai virt"); the words nobody has mended or taken apart; all mended, among names;
and at last fewer words, the rarest first. A query none of whose words is known finds nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import experts_query as query
from bot import experts_words
from bot.experts_query import BEGINNING, MISTAKES, OWN_PART, PART, Sought
from bot.experts_rank import Ranked, ranked
from bot.experts_said import idle_words
from bot.language import Word
from bot.sought.synonyms import in_force
from storage import vocabulary
from storage.expression import AllOf, AmongBest, AnyOf, Expression, Term
from storage.models import Word as Record
from storage.search import Candidate, candidates, matching

if TYPE_CHECKING:
    from bot.services import Services

_MOST = 200
"""Candidates that are judged."""
_MOST_NAMES = 4
"""Words that a name has."""
_MOST_ALONE = 12
"""Words of a long question that are looked for one by one."""
_ALL_BUT_NAMES = ("skill", "about", "evidence", "home", "title", "work")
_SURE_BEGINNING, _SURE_MENDING = 5, 6
"""Letters of a word whose beginning or mending counts even when other words are left out."""


@dataclass(frozen=True, slots=True)
class Look:
    """Where a search looks: a session, and the marks of unit and place that everybody found must have."""

    services: Services
    session: Session
    within: tuple[Term, ...] = ()

    def meets(self, sought: Sought) -> bool:
        """Tell whether anybody meets a word."""
        if any(way.only_names for way in sought.ways):
            return bool(ranked(self.ask([sought]), [sought]))
        return bool(matching(self.session, self._here(sought.expression), most=1))

    def ask(self, soughts: Sequence[Sought]) -> list[Candidate]:
        """Return candidates who meet all of these words: those who meet them best first, while there is room."""
        found: dict[int, None] = {}
        for wanted in _best_first(soughts):
            if len(found) < _MOST:
                found |= dict.fromkeys(matching(self.session, self._here(wanted), most=_MOST))
        return candidates(self.session, list(found)[:_MOST])

    def plan(self, words: Sequence[Word]) -> list[Sought]:
        """Return words with the ways to meet them and their weight."""
        soughts = query.plan(words, in_force(self.services))
        uses = vocabulary.uses(self.session, Record, query.terms(soughts))
        return [query.judged(sought, uses) for sought in soughts]

    def _here(self, wanted: Expression) -> Expression:
        return AllOf((wanted, *self.within))


@dataclass(frozen=True, slots=True)
class Found:
    """Everybody found, the best first, and what was made of the words."""

    people: tuple[Ranked, ...] = ()
    soughts: tuple[Sought, ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def search(look: Look, words: Sequence[Word], around: Sequence[Word] = ()) -> Found:
    """Find the people whom a query means. `around` are words said around it, which only decide between equals.

    Alone, one of them is looked for as it is, several only among names.
    """
    if not words:
        return _small_words(look, around)
    soughts, asides = look.plan(words), look.plan(around)
    for attempt in (_as_they_are, _as_beginnings, _mended, _as_names, _with_fewer):
        found = attempt(look, soughts, asides)
        if found.people:
            return found
    return Found(soughts=tuple(soughts))


def knowing_of(look: Look, words: Sequence[Word], *, nowhere: Collection[str] = ()) -> Found:
    """Find people who know something of what a text says, the most and rarest first; nothing is mended, nothing completed.

    `nowhere` are places that do not count.
    """
    soughts = [sought if sought.is_known else _in_parts(look, sought) for sought in look.plan(words)]
    heaviest = sorted((sought for sought in soughts if sought.ways), key=lambda sought: -sought.weight)[:_MOST_ALONE]
    return Found(tuple(ranked(_gathered(look, heaviest), heaviest, nowhere=nowhere)), tuple(heaviest))


def _small_words(look: Look, words: Sequence[Word]) -> Found:
    """A small word alone may be an abbreviation; among several only names are looked for."""
    soughts = [sought for sought in look.plan(words) if sought.is_known]
    nowhere = _ALL_BUT_NAMES if len(words) > 1 else ()
    return Found(tuple(ranked(_gathered(look, soughts), soughts, nowhere=nowhere)), tuple(soughts))


def _in_parts(look: Look, sought: Sought) -> Sought:
    """Return an unknown word with those of its parts that are worth a guess when many words are looked for."""
    exactly = [way for way in sought.ways if way.worth == PART]
    parts = (
        *query.own_parts(sought, in_force(look.services), idle_words()),
        *query.inside(sought, experts_words.known(look.services)),
    )
    return replace(sought, ways=(*exactly, *(way for way in parts if way.worth >= OWN_PART)))


def _as_they_are(look: Look, soughts: list[Sought], asides: list[Sought]) -> Found:
    return _found(look.ask(soughts), soughts, asides)


def _as_beginnings(look: Look, soughts: list[Sought], asides: list[Sought]) -> Found:
    if len(soughts) < 2:
        return Found()
    wider = [sought.also(query.beginnings(sought)) if sought.is_known else sought for sought in soughts]
    return _found(look.ask(wider), wider, asides)


def _mended(look: Look, soughts: list[Sought], asides: list[Sought]) -> Found:
    wider = _mend_unknown(look, soughts)
    return _found(look.ask(wider), wider, asides) if wider != soughts else Found()


def _as_names(look: Look, soughts: list[Sought], asides: list[Sought]) -> Found:
    """A mistyped name may be somebody else's name: "Hana" is known, and "Hana Lehtinen" is Hanna."""
    if not 2 <= len(soughts) <= _MOST_NAMES:
        return Found()
    words = experts_words.known(look.services)
    wider = [sought.also((*query.beginnings(sought), *query.mended(sought, words))) for sought in soughts]
    found = _found(look.ask(wider), wider, asides)
    return found if found.people and found.people[0].is_by_name else Found()


def _with_fewer(look: Look, soughts: list[Sought], asides: list[Sought]) -> Found:
    """Leave out what nobody has, then ask for all of the rest, then for any of it."""
    apart = [one for sought in soughts for one in _apart(look, sought)]
    if len(apart) < 2:
        return Found()
    wider = _mend_unknown(look, apart)
    met = [sure for sought in wider if (sure := _sure(sought)).ways and look.meets(sure)]
    there = {sought.words for sought in met}
    left_out = tuple(sought.typed for sought in wider if sought.words not in there and not sought.is_known)
    candidates = look.ask(met) if 1 < len(met) < len(wider) else []
    return _found(candidates or _gathered(look, met), met, asides, left_out)


def _apart(look: Look, sought: Sought) -> list[Sought]:
    """Return the words of a phrase that nobody has one by one."""
    if len(sought.words) == 1 or sought.is_known:
        return [sought]
    return [one for word in sought.words for one in look.plan([word])]


def _mend_unknown(look: Look, soughts: list[Sought]) -> list[Sought]:
    """Return words with more ways to meet those that nobody has."""
    return [sought if sought.is_known or look.meets(sought) else _widened(look, sought) for sought in soughts]


def _widened(look: Look, sought: Sought) -> Sought:
    words = experts_words.known(look.services)
    return sought.also(
        (
            *query.own_parts(sought, in_force(look.services), idle_words()),
            *query.inside(sought, words),
            *query.mended(sought, words),
        )
    )


def _sure(sought: Sought) -> Sought:
    """Return a word without the guesses that are too bold once other words are left out."""
    letters = len(sought.words[0].folded)
    if sought.is_known or len(sought.words) > 1:
        return sought
    ways = [
        way
        for way in sought.ways
        if not (way.worth == BEGINNING and way.needs[0][0].is_prefix and letters < _SURE_BEGINNING)
        and not (way.taken and (letters < _SURE_MENDING or way.worth <= MISTAKES))
    ]
    return replace(sought, ways=tuple(ways))


def _best_first(soughts: Sequence[Sought]) -> Iterator[Expression]:
    """Yield the query for these words in turns, the strictest first."""
    strictly = [sought.strictly for sought in soughts]
    if all(sought.is_known for sought in soughts):
        yield AmongBest(AllOf(tuple(strictly)))
        if len(soughts) > 1:
            yield AllOf((*strictly, AmongBest(AnyOf(tuple(strictly)))))
    loosely = tuple(sought.expression for sought in soughts)
    yield AmongBest(AllOf(loosely))
    yield AllOf(loosely)


def _gathered(look: Look, soughts: Sequence[Sought]) -> list[Candidate]:
    """Return candidates who meet any of these words: those of the rarest words first, while there is room."""
    found: dict[int, Candidate] = {}
    for sought in sorted(soughts, key=lambda one: -one.weight)[:_MOST_ALONE]:
        if len(found) < _MOST:
            found |= {candidate.id: candidate for candidate in look.ask([sought])}
    return list(found.values())


def _found(
    candidates: list[Candidate], soughts: list[Sought], asides: list[Sought], left_out: tuple[str, ...] = ()
) -> Found:
    people = ranked(candidates, soughts, asides)
    if not people:
        return Found()
    taken = people[0].instead
    same = tuple(one for one in people if one.instead == taken) if any(taken) else tuple(people)
    instead = {sought.typed: word for sought, word in zip(soughts, taken, strict=True) if word}
    return Found(same, tuple(soughts), instead, left_out)
