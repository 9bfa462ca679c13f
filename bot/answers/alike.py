"""Everyday words that people use for one another when they ask something, in Finnish, Swedish and English.

Looser than the desk's synonyms, which say who knows about a thing: these only say that two questions may mean the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from bot.language import lexicon
from bot.language.tokens import tokens
from bot.sought.vocabulary import Vocabulary, of_rows

_STEM, _ENDING = 5, 3
"""Letters that an unknown form must share with a word of the groups, and letters that it may have beyond."""
_BETWEEN = 3
"""Other words that may stand between those of a phrase."""
Entry = tuple[str, ...]
"""A word or phrase, folded, in base forms."""


@dataclass(frozen=True)
class Alike:
    """Groups of entries, by the first word of each."""

    groups: tuple[tuple[Entry, ...], ...]
    by_first: dict[str, tuple[tuple[Entry, int], ...]]
    acts: frozenset[str]
    """Words for what one does with things of many kinds."""
    general: frozenset[str]
    """Words that are asked of any topic."""
    around: frozenset[str]
    """Words that tell nothing."""

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the single words of the groups, for those that are mistyped."""
        single = sorted({entry[0] for group in self.groups for entry in group if len(entry) == 1})
        return of_rows((term, term, 1) for term in single)

    def of(self, terms: Iterable[str]) -> tuple[Entry, ...]:
        """Return what is said for a word, given as its terms, itself left out."""
        known = self._known(terms)
        numbers = {number for term in known for entry, number in self.by_first.get(term, ()) if len(entry) == 1}
        others = (entry for number in sorted(numbers) for entry in self.groups[number])
        return tuple(dict.fromkeys(entry for entry in others if len(entry) > 1 or entry[0] not in known))

    def _known(self, terms: Iterable[str]) -> set[str]:
        """Return terms, with the longest word of the groups that they begin with where no language knew their form."""
        known = set(terms)
        if known.isdisjoint(self.by_first):
            for term in sorted(known):
                cuts = range(len(term) - 1, max(_STEM, len(term) - _ENDING) - 1, -1)
                known |= set(next(([term[:cut]] for cut in cuts if term[:cut] in self.by_first), []))
        return known

    def phrases(self, words: Sequence[Sequence[str]]) -> Iterator[tuple[tuple[int, ...], tuple[Entry, ...]]]:
        """Yield the phrases that words, each given as its terms, hold: where their words are, and what is said for them.

        The words of a phrase may stand in any order, with a few others between them: "water at home", "at home no water".
        """
        places: dict[str, list[int]] = defaultdict(list)
        for place, terms in enumerate(words):
            for term in terms:
                places[term].append(place)
        found: dict[tuple[int, ...], set[int]] = defaultdict(set)
        for first in places:
            for entry, number in self.by_first.get(first, ()):
                if len(entry) > 1 and all(term in places for term in entry[1:]):
                    for where in _near([places[term] for term in entry]):
                        found[where].add(number)
        for where, numbers in found.items():
            yield where, tuple(dict.fromkeys(entry for number in sorted(numbers) for entry in self.groups[number]))


@cache
def alike() -> Alike:
    """Return the groups; the first caller reads them."""
    lists = [(lines, name) for name in _GROUPS for lines in lexicon.sections("alike")[name]]
    groups = tuple(tuple(_entries(line)) for line, _ in lists)
    by_first: dict[str, list[tuple[Entry, int]]] = defaultdict(list)
    for number, group in enumerate(groups):
        for entry in group:
            by_first[entry[0]].append((entry, number))
    words = {
        name: frozenset(word for line in lexicon.sections("alike")[name] for word in _words(line)) for name in _NAMES
    }
    return Alike(groups, {first: tuple(found) for first, found in by_first.items()}, *(words[name] for name in _NAMES))


_GROUPS = ("topics", "acts", "every kind")
_NAMES = ("acts", "every kind", "around")


def _entries(line: str) -> Iterable[Entry]:
    entries = (_entry(tuple(token.folded for token in tokens(text))) for text in line.replace("|", ",").split(","))
    return dict.fromkeys(filter(None, entries))


def _entry(words: Entry) -> Entry:
    """Return a phrase without what holds it together and may be said otherwise, where two words are left."""
    fewer = tuple(dict.fromkeys(word for word in words if word not in _glue()))
    return fewer if len(fewer) > 1 else words


@cache
def _glue() -> frozenset[str]:
    return frozenset(lexicon.words("alike", "glue"))


def _words(line: str) -> Iterable[str]:
    return (token.folded for token in tokens(line))


def _near(places: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    """Yield where the words of a phrase stand close together, given all the places of each."""
    for start in places[0]:
        where = sorted({min(others, key=lambda place: abs(place - start)) for others in places})
        if len(where) == len(places) and where[-1] - where[0] < len(places) + _BETWEEN:
            yield tuple(where)
