"""The forms of a Swedish noun as they are written, with å, ä and ö: bibliotek -> biblioteket, bibliotekets, biblioteken.

Known words follow their declension, compounds that of their last part; an unknown word gets the forms that its shape allows,
less those that belong to another word of Swedish, Finnish or English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from bot.language import english, finnish_lexicon
from bot.language.folding import fold
from bot.language.swedish_compounds import LONG, split
from bot.language.swedish_shapes import declined, shaped
from bot.language.swedish_written import adjectives, nouns, owners

_SHORTEST_LAST = 3
_HISSES = ("s", "x", "z")
_DOTS = frozenset("äö")
_ALWAYS_LAST = ("hus", "hem", "hall", "hamn", "väg", "gård", "vård", "plats", "verk")
"""Short words that end compounds so often that they count after anything."""
_ADJECTIVE_SHAPE = re.compile(r"(.{2,}(?:isk|nsk|ig|lös|sam|bar))[ta]?")


def forms_of(word: str) -> tuple[str, ...]:
    """Return a known noun's forms with their genitives, the word itself first; only word and genitive for another word."""
    small = word.casefold()
    found = [word[: len(small) - len(last)] + form for last, form in _known_forms(small)]
    return _with_genitives(word, found)


def likely_forms_of(word: str) -> tuple[str, ...]:
    """Return the forms that an unknown noun may have, with their genitives: none that is a form of another known word."""
    small = word.casefold()
    if small in owners():
        return _with_genitives(word, ())
    found, is_sure = shaped(small)
    more = () if is_sure else (small[: len(small) - len(last)] + form for last, form in _last_known(small))
    every = (word[:1] + form[1:] for form in _with_genitives(small, (*found, *more)))
    return tuple(form for form in every if not is_of_another(form.casefold(), small))


def is_noun(word: str) -> bool:
    """Tell whether a word, or the last part of a compound, is a noun whose forms are known."""
    return any(True for _ in _known_forms(word.casefold()))


def is_of_another(form: str, word: str) -> bool:
    """Tell whether a form of an unknown word is one of another, known word, in any language that the bot knows."""
    if form == word:
        return False
    if owners().get(form, frozenset((word,))) != {word}:
        return True
    if "å" in form:
        return False
    folded, has_dots = fold(form), bool(_DOTS.intersection(form))
    entries = finnish_lexicon.known(folded)
    if any(entry.base != fold(word) and bool(_DOTS.intersection(entry.word)) == has_dots for entry in entries):
        return True
    return not has_dots and english.knows(folded)


def adjective_forms(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return an adjective's definite and plural forms and those before an indefinite noun: nya; ny, nytt. None for others.

    Words in -isk, -lig and the like are adjectives though no list knows them.
    """
    small = word.casefold()
    common, *forms = _adjective(small) or [""]
    neuter = next((form for form in forms if form.endswith("t") and form != common), common)
    definite = next((form for form in forms if form.endswith("a")), "")
    if not definite or small not in (common, neuter, definite):
        return (), ()
    many = tuple(form for form in forms if form == "små")
    return (definite, *many), (common, neuter) if small == definite else (small,)


def _adjective(small: str) -> list[str]:
    """Return an adjective in its base form and its other forms; nothing for a word that is none."""
    bases = sorted(base for base in owners().get(small, ()) if base in adjectives())
    if bases:
        return [bases[0], *adjectives()[bases[0]]]
    shape = _ADJECTIVE_SHAPE.fullmatch(small)
    return declined("adj", shape[1]) if shape and small not in owners() else []


def _with_genitives(word: str, found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(written for form in (word, *found) for written in (form, *_genitive(form))))


def _genitive(form: str) -> tuple[str, ...]:
    if form.casefold().endswith(_HISSES):
        return ()
    return (f"{form}s",)


def _known_forms(small: str) -> Iterable[tuple[str, str]]:
    """Return a word's last known part with each of its forms."""
    if small in nouns():
        return [(small, form) for form in nouns()[small]]
    is_compound = bool(split(fold(small))[1])
    lasts = (last for last in _lasts(small) if is_compound or len(last) >= LONG or last in _ALWAYS_LAST)
    return _forms_of_first(lasts)


def _last_known(small: str) -> list[tuple[str, str]]:
    """Return the longest known noun that a word ends with, with each of its forms."""
    return _forms_of_first(_lasts(small))


def _lasts(small: str) -> Iterator[str]:
    ends = (small[start:] for start in range(2, len(small) - _SHORTEST_LAST + 1))
    return (end for end in ends if end in nouns())


def _forms_of_first(lasts: Iterator[str]) -> list[tuple[str, str]]:
    return [(last, form) for last in islice(lasts, 1) for form in nouns()[last]]
