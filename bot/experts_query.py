"""What a query for experts means: every way in which each of its telling words may be met.

A way has a worth in hundredths: the word itself, another word that means the same, a part of somebody's compound, a
beginning, parts of one's own compound, and last a word that it was probably mistyped for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bot.language import Word, is_compound
from bot.sought.synonyms import Entry, Synonyms
from bot.sought.terms import keys_of, part, plain
from bot.sought.vocabulary import Vocabulary
from storage.expression import AllOf, AmongBest, AnyOf, Expression, Term

ITSELF, FORM, SYNONYM, PART, SYNONYM_AS_PART, BEGINNING = 100, 96, 85, 60, 50, 50
OWN_PARTS, ONE_MISTAKE, TWO_PARTS, INSIDE, OWN_PART, MISTAKES, KIN = 48, 45, 42, 40, 36, 30, 28
_SHORTEST_BEGINNING = 3
_OF_FORM = 4
"""How much less a mending is worth that is near to a base form only."""
_LATER_PART = 3
"""How much less a part is worth that does not stand first, and one that is itself only a part of a compound."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to meet a word: all `needs` must be there, each in any of its terms. `taken` is the word it was mended to."""

    needs: tuple[tuple[Term, ...], ...]
    worth: int
    taken: str = ""
    only_names: bool = False
    """Met anywhere but in a name it counts for nothing."""
    sought: tuple[tuple[str, ...], ...] = field(init=False, repr=False, compare=False)
    """The needs as they stand in a text of terms with spaces between."""

    def __post_init__(self) -> None:
        """Write the needs down once: each is looked for in hundreds of texts."""
        written = tuple(tuple(f" {term.text}{'' if term.is_prefix else ' '}" for term in need) for need in self.needs)
        object.__setattr__(self, "sought", written)

    def is_met_by(self, text: str) -> bool:
        """Tell whether terms with spaces between and around meet the word in this way."""
        for need in self.sought:
            for term in need:
                if term in text:
                    break
            else:
                return False
        return True

    @property
    def expression(self) -> Expression:
        """Return it as a query."""
        whole = AllOf(tuple(AnyOf(terms) for terms in self.needs))
        return AmongBest(whole) if self.only_names else whole


@dataclass(frozen=True, slots=True)
class Sought:
    """A word or a phrase of the query with the ways to meet it; rare ones weigh more."""

    words: tuple[Word, ...]
    ways: tuple[Way, ...] = ()
    weight: float = 1.0
    is_known: bool = False
    """Somebody has it, or a word that means the same."""

    @property
    def typed(self) -> str:
        """Return it as it was typed."""
        return " ".join(word.shown for word in self.words)

    @property
    def expression(self) -> Expression:
        """Return it as a query."""
        return AnyOf(tuple(way.expression for way in self.ways))

    @property
    def strictly(self) -> Expression:
        """Return it as a query without what is only similar."""
        return AnyOf(tuple(way.expression for way in self.ways if way.worth >= SYNONYM))

    def also(self, ways: Iterable[Way]) -> Sought:
        """Return it with more ways."""
        return replace(self, ways=(*self.ways, *ways))


def plan(words: Sequence[Word], synonyms: Synonyms) -> list[Sought]:
    """Return the words and phrases of a query with the ways to meet them that need no look at the vocabulary."""
    found, place = [], 0
    while place < len(words):
        length, same = synonyms.at(words[place:])
        found.append(_sought(tuple(words[place : place + length]), same))
        place += length
    return found


def terms(soughts: Iterable[Sought]) -> set[str]:
    """Return the terms of all ways, to be looked up in the vocabulary."""
    return {term.text for sought in soughts for way in sought.ways for needed in way.needs for term in needed}


def judged(sought: Sought, uses: Mapping[str, int]) -> Sought:
    """Return a word with its weight by how many have it; one that nobody has may also be a beginning.

    Terms that nobody has are dropped: the fewer are asked for, the faster the answer.
    """
    ways = tuple(way if way.worth < SYNONYM else _of_known(way, uses) for way in sought.ways)
    ways = tuple({way.needs: way for way in reversed(ways) if all(way.needs)}.values())[::-1]
    have = max((min(_uses(need, uses) for need in way.needs) for way in ways if way.worth >= SYNONYM), default=0)
    known = Sought(sought.words, ways, weight(have or 10), have > 0)
    return known if have else known.also(beginnings(known))


def _of_known(way: Way, uses: Mapping[str, int]) -> Way:
    return Way(tuple(tuple(term for term in need if term.text in uses) for need in way.needs), way.worth)


def weight(uses: int) -> float:
    """Return how much a word says that so many people have: one in ten thousand people says five times as much as all."""
    return 1 / (1 + len(str(uses)))


def beginnings(sought: Sought) -> Iterator[Way]:
    """Yield the way to meet a word as the beginning of another; a known word begins only names: "halli" is no hallinto."""
    if len(sought.words) == 1 and len(sought.words[0].folded) >= _SHORTEST_BEGINNING:
        beginning = Term(keys_of(sought.words[0])[0], is_prefix=True)
        yield Way(((beginning,),), BEGINNING, only_names=_is_a_word(sought.words[0]))


def own_parts(sought: Sought, synonyms: Synonyms, idle: Collection[str] = ()) -> Iterator[Way]:
    """Yield the ways to meet a compound by its parts: all, two beside each other, or one, the first of which tells most.

    Parts that are `idle` say nothing.
    """
    if len(sought.words) != 1:
        return
    parts = [one for one in dict.fromkeys(sought.words[0].parts) if plain(one) and one not in idle]
    same = [synonyms.of(one) for one in parts]
    needs = [
        (
            Term(plain(one)),
            Term(part(one)),
            *(term for entry in others if len(entry) == 1 for term in _terms(keys_of(entry[0]))),
        )
        for one, others in zip(parts, same, strict=True)
    ]
    if len(needs) > 1:
        yield Way(tuple(needs), OWN_PARTS)
    if len(needs) > 2:
        yield from (Way(pair, TWO_PARTS) for pair in pairwise(needs))
    for place, (one, others) in enumerate(zip(parts, same, strict=True)):
        worth = OWN_PART - _LATER_PART * min(place, 2)
        yield Way(((Term(plain(one)),),), worth)
        yield Way(((Term(part(one)),),), worth - _LATER_PART)
        yield from (Way(tuple(_terms(keys_of(word)) for word in entry), worth - _LATER_PART) for entry in others)


def inside(sought: Sought, vocabulary: Vocabulary) -> Iterator[Way]:
    """Yield the ways to meet a word that no language can take apart: as the end of another, or by what it begins with."""
    if len(sought.words) == 1:
        keys = keys_of(sought.words[0])
        yield from (Way(((Term(longer),),), INSIDE) for longer in vocabulary.ending_in(keys))
        yield from (Way(((Term(shorter),),), OWN_PART) for shorter in vocabulary.beginning(keys[0]))


def mended(sought: Sought, vocabulary: Vocabulary) -> Iterator[Way]:
    """Yield the ways to meet a mistyped word, the likeliest first, a word whose space is missing, and the kin of a word.

    A known word is no mistyped one, unless it is somebody's name.
    """
    if len(sought.words) != 1:
        return
    (word,) = sought.words
    for place, near in enumerate(vocabulary.near(keys_of(word))):
        worth = (ONE_MISTAKE if near.mistakes == 1 else MISTAKES) - place - _OF_FORM * near.is_of_form
        yield Way(((Term(near.term),),), worth, taken=near.shown, only_names=_is_a_word(word))
    for kin in vocabulary.kin(keys_of(word)):
        yield Way(((Term(kin),),), KIN, taken=vocabulary.shown[kin])
    for first, second in vocabulary.halves(keys_of(word)[0])[:2]:
        shown = f"{vocabulary.shown[first]} {vocabulary.shown[second]}"
        yield Way(((Term(first),), (Term(second),)), ONE_MISTAKE, taken=shown)


def _sought(words: Entry, same: tuple[Entry, ...]) -> Sought:
    ways = [Way(tuple((Term(keys_of(word)[0]),) for word in words), ITSELF)]
    ways.append(Way(tuple(_terms(keys_of(word)) for word in words), FORM))
    ways += [Way(tuple(_terms(keys_of(word)) for word in entry), SYNONYM) for entry in same]
    if len(words) == 1:
        ways.append(Way((_as_parts(words[0]),), PART))
    ways += [Way((_as_parts(entry[0]),), SYNONYM_AS_PART) for entry in same if len(entry) == 1]
    return Sought(words, tuple(ways))


def _terms(keys: Iterable[str]) -> tuple[Term, ...]:
    return tuple(map(Term, keys))


def _as_parts(word: Word) -> tuple[Term, ...]:
    return tuple(Term(mark) for key in (word.folded, *word.bases) if (mark := part(key)))


def _uses(needed: Iterable[Term], uses: Mapping[str, int]) -> int:
    return max((uses.get(term.text, 0) for term in needed), default=0)


def _is_a_word(word: Word) -> bool:
    """Tell whether a language knows a word."""
    return not is_compound(word.folded)
