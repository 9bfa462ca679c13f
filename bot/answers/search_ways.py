"""The ways in which a word of a question may be met by an answer: itself, what means the same, its parts, its kin, a mending.

Every way has a worth between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answers.alike import Entry, alike
from bot.language import Word
from bot.language.reading import TONGUES
from bot.sought.synonyms import Synonyms
from bot.sought.terms import PART, keys_of, part, plain
from bot.sought.vocabulary import Near, Vocabulary

_ITSELF, _SYNONYM, _ALIKE, _ALIKE_PART = 1.0, 0.92, 0.86, 0.66
_AS_PART, _BY_PARTS, _FIRST_PART, _LATER_PART = 0.75, 0.75, 0.62, 0.4
_LONGER, _BEGINNING, _KIN = 0.7, 0.72, 0.55
_MISTAKE, _MOSTLY_WRONG = 1.5, 0.5
"""What a mistake costs of a word of one letter, the less the longer the word; and what a mended word is worth at least."""
_MOST_MEANT = 3
"""Words of the groups that a mistyped one may have meant."""
_DOING = "minen"
Need = frozenset[str]


@dataclass(frozen=True, slots=True)
class Way:
    """A way to meet a word: of each of `needs` one term must be there."""

    needs: tuple[Need, ...]
    worth: float

    def is_met_by(self, terms: frozenset[str]) -> bool:
        """Tell whether terms meet the word in this way."""
        return all(not need.isdisjoint(terms) for need in self.needs)


def planned(words: Sequence[Word], synonyms: Synonyms) -> list[tuple[Way, ...]]:
    """Return for each word the ways to meet it that need no look at the vocabulary."""
    keys = [keys_of(word) for word in words]
    found: list[list[Way]] = [[] for _ in words]
    for place, own in enumerate(keys):
        if not own:
            continue
        found[place] += _of_word(own)
        length, same = synonyms.at(words[place:])
        _spread(found[place : place + length], (Way(tuple(map(_need, entry)), _SYNONYM) for entry in same))
    for places, others in alike().phrases(keys):
        _spread([found[place] for place in places], map(_phrase, _sayable(others)))
    return [tuple(way for way in ways if all(way.needs)) for ways in found]


def known_only(ways: Iterable[Way], uses: Iterable[str]) -> tuple[Way, ...]:
    """Return ways without the terms that no text has; parts are not counted, so theirs stay."""
    known = frozenset(uses)
    fewer = (Way(tuple(_known(need, known) for need in way.needs), way.worth) for way in ways)
    return tuple(way for way in fewer if all(way.needs))


def by_parts(word: Word, *, alone: bool) -> Iterator[Way]:
    """Yield the ways to meet a compound by its parts: by all of them, or by each `alone`, the first of which tells most."""
    needs = [frozenset(_with_parts((one, *_single(alike().of([one]))))) for one in _outer(word.parts)]
    if len(needs) > 1:
        yield Way(tuple(needs), _BY_PARTS)
    if alone:
        yield from (Way((need,), _LATER_PART if place else _FIRST_PART) for place, need in enumerate(needs))


def related(word: Word, words: Vocabulary) -> Iterator[Way]:
    """Yield the ways to meet a word that no language took apart: by longer words, by its own beginning, by its kin."""
    keys = keys_of(word)
    beginning = (term for key in keys for term in words.beginning(key))
    for terms, worth in (
        (words.longer((*keys, *_stems(keys))), _LONGER),
        (beginning, _BEGINNING),
        (words.kin(keys), _KIN),
    ):
        found = frozenset(terms)
        if found:
            yield Way((found,), worth)


def _stems(keys: Iterable[str]) -> Iterator[str]:
    """Yield what a Finnish word for doing something shares with others for it: maalaaminen with maalata and maalaus."""
    for key in keys:
        if key.endswith(_DOING):
            stem = key.removesuffix(_DOING)
            yield stem[:-1] if stem[-2:-1] == stem[-1:] else stem


def mended(word: Word, words: Vocabulary) -> Iterator[Way]:
    """Yield the ways to meet a word as what it was mistyped for; what a language knows is not mistyped."""
    if any(tongue.knows(word.folded) for tongue in TONGUES.values()):
        return
    keys = keys_of(word)
    for near in words.near(keys):
        yield Way((frozenset((near.term,)),), _mending(near))
    if not alike().of(keys):
        for near in alike().vocabulary.near(keys)[:_MOST_MEANT]:
            yield from (replace(way, worth=way.worth * _mending(near)) for way in _of_word((near.term,)))


def _mending(near: Near) -> float:
    """Return what a word is worth that stands for another one with mistakes in it."""
    return max(_MOSTLY_WRONG, 1 - _MISTAKE * near.mistakes / len(near.term))


def _of_word(keys: tuple[str, ...]) -> Iterator[Way]:
    others = _sayable(alike().of(keys))
    yield Way((frozenset(keys),), _ITSELF)
    yield from map(_phrase, others)
    yield Way((frozenset(filter(None, map(part, keys))),), _AS_PART)
    yield Way((frozenset(map(part, _single(others))),), _ALIKE_PART)


def _spread(places: Iterable[list[Way]], ways: Iterable[Way]) -> None:
    """Add the ways that a phrase opens to each of its words: "opening hours" is met by "aukioloaika"."""
    listed = list(ways)
    for place in places:
        place.extend(listed)


def _need(word: Word) -> Need:
    return frozenset(keys_of(word))


def _phrase(entry: Entry) -> Way:
    return Way(tuple(frozenset((plain(term),)) for term in entry), _ALIKE)


def _sayable(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if all(map(plain, entry))]


def _single(entries: Iterable[Entry]) -> list[str]:
    return [entry[0] for entry in entries if len(entry) == 1 and plain(entry[0])]


def _with_parts(terms: Iterable[str]) -> Iterator[str]:
    for term in terms:
        yield from (plain(term), part(term))


def _outer(parts: Sequence[str]) -> list[str]:
    """Return the parts of a compound that are not parts of its parts."""
    listed = [one for one in dict.fromkeys(parts) if plain(one)]
    return [one for one in listed if not any(one != other and _is_end_of(one, other) for other in listed)]


def _is_end_of(one: str, other: str) -> bool:
    return other.startswith(one) or other.endswith(one)


def _known(need: Need, known: frozenset[str]) -> Need:
    return frozenset(term for term in need if term in known or term.startswith(PART))
