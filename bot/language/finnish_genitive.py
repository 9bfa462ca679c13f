"""The likeliest genitive of a Finnish nominative, by the shape of its end."""

from __future__ import annotations

from collections.abc import Callable

from bot.language.finnish_sounds import VOWELS, ends_in_long_vowel, strengthened, syllables, weak

_ABSTRACT = ("uus", "yys", "eus", "eys")
"""Qualities: mahdollisuus : mahdollisuuden, nopeus : nopeuden. Others in -us are things done: rakennus : rakennuksen."""

_IN_E = ("e",)
_SHORTEST = 4


def genitive_by_shape(nominative: str) -> str:
    """Return the genitive that most words of this shape have: katu -> kadun, osoite -> osoitteen, Teams -> Teamsin."""
    for ending, make in _BY_ENDING:
        if nominative.endswith(ending) and len(nominative) >= (3 if ending == _IN_E else _SHORTEST):
            return make(nominative)
    if nominative[-1] not in VOWELS:
        return f"{nominative}in"
    if ends_in_long_vowel(nominative):
        return f"{nominative}n"
    return f"{weak(nominative)}n"


def _in_ee(nominative: str) -> str:
    return f"{nominative}n" if ends_in_long_vowel(nominative) else f"{strengthened(nominative)}en"


def _in_as(nominative: str) -> str:
    return f"{strengthened(nominative[:-1])}{nominative[-2]}n"


def _in_in(nominative: str) -> str:
    return f"{strengthened(nominative[:-1])}men" if syllables(nominative) > 1 else f"{nominative}in"


def _in_ton(nominative: str) -> str:
    return f"{nominative[:-2]}t{nominative[-2]}m{'a' if nominative[-2] == 'o' else 'ä'}n"


_BY_ENDING: tuple[tuple[tuple[str, ...], Callable[[str], str]], ...] = (
    (("nen",), lambda word: f"{word[:-3]}sen"),
    (_ABSTRACT, lambda word: f"{word[:-1]}den"),
    (("as", "äs"), _in_as),
    (("us", "ys", "os", "ös", "es", "is"), lambda word: f"{word[:-1]}ksen"),
    (("ton", "tön"), _in_ton),
    (("in",), _in_in),
    (("nut", "nyt"), lambda word: f"{word[:-2]}een"),
    (("mpi",), lambda word: f"{word[:-2]}m{'a' if set('aou') & set(word) else 'ä'}n"),
    (_IN_E, _in_ee),
)
