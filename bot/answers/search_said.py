"""What somebody asks the answer bank: the words that tell what it is about, how much each tells, and what is asked for.

A rare word tells more than a common one; words that are asked of any topic ("open", "price") tell little of what the topic
is, and what people say around them hardly anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.answers import intents, search_ways
from bot.answers.alike import alike
from bot.answers.index import BODY
from bot.answers.search_ways import Way
from bot.language import Word, words_of
from bot.language.tokens import tokens
from bot.sought.synonyms import in_force
from bot.sought.terms import keys_of, tells
from bot.sought.vocabulary import Vocabulary, of_rows
from storage import text_search, vocabulary
from storage.expression import AllOf, AnyOf, Expression, Term
from storage.models import TextWord

if TYPE_CHECKING:
    from bot.services import Services

_MOST_READ = 4_000
_MOST_WORDS = 24
_MOST_SENTENCES = 5
_SMALL_BANK = 200
"""Rows; fewer say nothing about which words are rare."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|[\n;]+")


class Kind(Enum):
    """How much a word tells of what a question is about."""

    TOPIC = 1.0
    ACT = 0.26
    """What is done with things of many kinds: renew, book."""
    GENERAL = 0.21
    """What is asked of any topic: open, price, where."""
    AROUND = 0.08
    """What people say around it."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A word of what is asked, with the ways to meet it, the best first."""

    word: Word
    ways: tuple[Way, ...]
    kind: Kind
    weight: float = 1.0
    rarity: float = 1.0
    uses: int = 0
    """How many texts have it, or a word that means the same."""
    terms: frozenset[str] = frozenset()
    """Every term of its ways."""

    @property
    def is_known(self) -> bool:
        """Tell whether some text has it, or a word that means the same."""
        return self.uses > 0

    @property
    def expression(self) -> Expression:
        """Return the query for rows that have it, in whatever way."""
        single = frozenset[str]().union(*(way.needs[0] for way in self.ways if len(way.needs) == 1))
        several = dict.fromkeys(way.needs for way in self.ways if len(way.needs) > 1)
        both = (
            AllOf(tuple(_any_of(need) for need in needs))
            for needs in several
            if not any(need <= single for need in needs)
        )
        return AnyOf((*map(Term, sorted(single)), *both))

    def met(self, terms: frozenset[str]) -> float:
        """Return how well terms meet the word, from 0 to 1."""
        there = self.terms & terms
        return next((way.worth for way in self.ways if way.is_met_by(there)), 0.0) if there else 0.0


@dataclass(frozen=True)
class Said:
    """What is asked: its words, and the kinds of things asked for."""

    soughts: tuple[Sought, ...]
    intents: frozenset[str]
    sentences: tuple[Said, ...] = ()
    """Of a text with several of them: each as if it were asked alone."""

    @cached_property
    def most(self) -> float:
        """Return how much its words would weigh if all were rare."""
        return sum(sought.weight / sought.rarity for sought in self.soughts)

    @cached_property
    def has_one_topic(self) -> bool:
        """Tell whether a single word says what it is about."""
        return sum(sought.kind is Kind.TOPIC for sought in self.soughts) == 1

    @cached_property
    def terms(self) -> Mapping[str, float]:
        """Return every term that would meet a word, with what that is worth."""
        found: dict[str, float] = {}
        for way in (way for sought in self.soughts for way in sought.ways):
            for term in frozenset[str]().union(*way.needs):
                found[term] = max(found.get(term, 0.0), way.worth)
        return found

    @property
    def telling(self) -> tuple[Sought, ...]:
        """Return the words that tell most and that some text may have, the heaviest first."""
        for kinds in ((Kind.TOPIC, Kind.ACT), (Kind.GENERAL,), (Kind.AROUND,)):
            found = [sought for sought in self.soughts if sought.kind in kinds and sought.ways]
            if found:
                return tuple(sorted(found, key=lambda sought: -sought.weight))
        return ()


def _any_of(need: frozenset[str]) -> AnyOf:
    return AnyOf(tuple(map(Term, sorted(need))))


def read(services: Services, session: Session, text: str) -> Said:
    """Return what a text asks; what it asks with a question mark comes first, however much is told before."""
    sentences = dict.fromkeys(filter(None, map(str.strip, _SENTENCE.split(text[:_MOST_READ]))))
    ordered = sorted(sentences, key=lambda one: not one.endswith("?"))
    plan = _plan(services, " \n".join(ordered))
    wanted = {term for sought in plan for way in sought.ways for need in way.needs for term in need}
    uses = vocabulary.uses(session, TextWord, sorted(wanted))
    rows = services.memory.recall(BODY, "size", lambda: text_search.size(session))
    judged = tuple(_judged(sought, uses, rows, known(services)) for sought in plan)
    alone = tuple(_sentences(ordered, judged)) if len(ordered) > 1 else ()
    return Said(_raised(judged), intents.asked(text[:_MOST_READ]), alone)


def _sentences(sentences: Sequence[str], soughts: Sequence[Sought]) -> Iterator[Said]:
    """Yield the first few sentences that say what they are about, each as if it were asked alone."""
    for sentence in sentences[:_MOST_SENTENCES]:
        folded = {token.folded for token in tokens(sentence)}
        there = tuple(sought for sought in soughts if sought.word.folded in folded)
        if any(sought.kind is Kind.TOPIC and sought.uses for sought in there):
            yield Said(_raised(there), intents.asked(sentence))


def kind_of(terms: Iterable[str]) -> Kind:
    """Return how much a word tells, given as its terms."""
    found, said = set(terms), alike()
    if found & said.acts:
        return Kind.ACT
    if found & said.around or not any(map(str.isalpha, found)):
        return Kind.AROUND
    return Kind.GENERAL if found & said.general else Kind.TOPIC


def known(services: Services) -> Vocabulary:
    """Return the vocabulary; from memory until an answer or a question brings a new word."""
    return services.memory.recall(BODY, "vocabulary", lambda: _vocabulary(services))


def _vocabulary(services: Services) -> Vocabulary:
    with services.database.read() as session:
        return of_rows(vocabulary.every(session, TextWord))


def _plan(services: Services, text: str) -> list[Sought]:
    """Return the telling words of a text, each once, with the ways to meet them that need no look at the vocabulary."""
    words = words_of(text[:_MOST_READ])
    found: dict[str, Sought] = {}
    for word, ways in zip(words, search_ways.planned(words, in_force(services)), strict=True):
        if ways and tells(word) and len(found) < _MOST_WORDS:
            found.setdefault(word.folded, Sought(word, ways, kind_of(keys_of(word))))
    return list(found.values())


def _judged(sought: Sought, uses: Mapping[str, int], rows: int, words: Vocabulary) -> Sought:
    """Return a word with its weight; ways that no text has are dropped, and a word that none has gets more ways."""
    ways = search_ways.known_only(sought.ways, uses)
    have = max((_uses(way, uses) for way in ways), default=0)
    more = list(search_ways.by_parts(sought.word, alone=not have))
    if sought.kind in (Kind.TOPIC, Kind.ACT):
        more += search_ways.related(sought.word, words)
    if not have and sought.kind is not Kind.AROUND:
        more += search_ways.mended(sought.word, words)
    best_first = tuple(sorted((*ways, *more), key=lambda way: -way.worth))
    rarity = _rarity(have, rows)
    weight = sought.kind.value * rarity
    terms = frozenset[str]().union(*(need for way in best_first for need in way.needs))
    return replace(sought, ways=best_first, weight=weight, rarity=rarity, uses=have, terms=terms)


def _uses(way: Way, uses: Mapping[str, int]) -> int:
    return min(max(uses.get(term, 0) for term in need) for need in way.needs)


def _rarity(uses: int, rows: int) -> float:
    """Return how much a word tells that so many of the rows have: 1 when none has it. A small bank is taken for a larger one."""
    rows = max(rows, _SMALL_BANK)
    return log(1 + (rows + 1) / (uses or 0.5)) / log(1 + (rows + 1) / 0.5)


def _raised(soughts: tuple[Sought, ...]) -> tuple[Sought, ...]:
    """Return the words, those for what is done as telling as topics where no other word tells more."""
    if any(sought.kind is Kind.TOPIC for sought in soughts):
        return soughts
    return tuple(_as_topic(sought) if sought.kind is Kind.ACT else sought for sought in soughts)


def _as_topic(sought: Sought) -> Sought:
    return replace(sought, weight=sought.weight / Kind.ACT.value)
