"""Finnish compounds: where a word may be parted, and what its parts are.

A parting counts when every part is known: the last one in any case, the others as they stand before one (uima-, tieto-,
kaupungin-, lasten-, ihmis-). Words that stand undivided in the lists are never parted: liikunta is no kunta.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from bot.language.finnish_lexicon import NOUN, PLURAL, Entry, first_parts, forms_in, known, named

_SHORTEST_FIRST = 3
_SHORT_LASTS = frozenset(["tyo", "tie", "maa", "puu", "koe", "ala", "osa", "apu", "ajo", "kuu", "suo", "paa"])
_SHORTEST_LAST = 4
_NEVER_LAST = frozenset(["nainen", "toinen", "risti", "isyys", "rinta"])
"""Words that are ends of others by chance only: kokonainen, kitaristi, etaisyys."""
_LINKS = ("n", "s")
"""Ends of the forms that link: kaupungin-, lasten-, ihmis-."""
_PLURAL_GENITIVES = ("ten", "den", "jen", "ien")


class Compound(NamedTuple):
    """One reading of a word as a compound."""

    first: str
    """What stands before the last part, as it stands."""
    parts: tuple[str, ...]
    """The base forms of what stands before the last part, longer ones too."""
    last: Entry

    @property
    def base(self) -> str:
        """The base form of the whole."""
        return self.first + self.last.base

    @property
    def all_parts(self) -> tuple[str, ...]:
        """The base forms of all the parts."""
        return *self.parts, self.last.base, *inner_parts(self.last)


@lru_cache(maxsize=20_000)
def compounds(form: str) -> tuple[Compound, ...]:
    """Return the readings of a folded form as a compound of known words, those with the fewest parts only."""
    found = []
    for place in range(_SHORTEST_FIRST, len(form) - 2):
        lasts = [entry for entry in known(form[place:]) if _may_be_last(entry)]
        parts = _before(form[:place]) if lasts else None
        if parts is not None:
            found += [Compound(form[:place], parts, last) for last in lasts]
    fewest = min((_weight(reading) for reading in found), default=0)
    return tuple(reading for reading in found if _weight(reading) == fewest)


def with_known_last(form: str) -> tuple[str, ...]:
    """Return the base forms of a form that ends like a known word after something unknown: frisbeegolfradan."""
    for place in range(_SHORTEST_FIRST, len(form) - 3):
        first = form[:place]
        lasts = [entry for entry in known(form[place:]) if _may_be_last(entry) and len(entry.base) >= _SHORTEST_LAST]
        if lasts and any(letter in "aeiouy" for letter in first):
            return tuple(dict.fromkeys(first + entry.base for entry in lasts))
    return ()


def _weight(reading: Compound) -> int:
    return len(reading.parts)


def _may_be_last(entry: Entry) -> bool:
    if entry.kind not in (NOUN, PLURAL) or entry.base in _NEVER_LAST:
        return False
    return len(entry.base) >= _SHORTEST_LAST or entry.base in _SHORT_LASTS


def _before(first: str) -> tuple[str, ...] | None:
    """Return the base forms of what stands before a last part; None when that is not known."""
    words = _linking(first)
    if words or first in first_parts():
        return tuple(dict.fromkeys(base for word in words for base in (word.base, *inner_parts(word))))
    for place in range(_SHORTEST_FIRST, len(first) - _SHORTEST_FIRST + 1):
        lasts = _linking(first[place:])
        before = _before(first[:place]) if lasts else None
        if before is not None:
            return tuple(dict.fromkeys((*before, *(word.base for word in lasts))))
    return None


def _linking(first: str) -> tuple[Entry, ...]:
    """Return the words that stand so before another: tieto, kaupungin, lasten, ihmis."""
    words = tuple(entry for entry in named(first) if entry.kind == NOUN)
    if words or not first.endswith(_LINKS):
        return words
    if first[-1] == "s":
        return tuple(entry for entry in named(f"{first[:-1]}nen") if entry.kind == NOUN)
    return tuple(entry for entry in known(first) if entry.kind in (NOUN, PLURAL) and _is_genitive(first, entry))


def _is_genitive(form: str, entry: Entry) -> bool:
    return form.endswith(_PLURAL_GENITIVES) or f"{form[:-1]}t" in forms_in(entry)


def inner_parts(word: Entry) -> tuple[str, ...]:
    """Return the base forms of the parts of a listed compound: tietosuojavastaava -> tieto, suoja, vastaava."""
    if not word.first:
        return ()
    last = word.base[len("".join(word.first)) :]
    return tuple(dict.fromkeys((*(base for first in word.first for base in _before(first) or ()), last)))
