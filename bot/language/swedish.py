"""Swedish word forms: Snowball's stemmer, and the nouns in -eum and -ium that it leaves apart. Words come folded."""

from __future__ import annotations

import re

import snowballstemmer  # type: ignore[import-untyped]

STOP_WORDS = frozenset(
    [
        "pa",
        "i",
        "och",
        "for",
        "av",
        "med",
        "en",
        "ett",
        "som",
        "om",
        "till",
        "vem",
        "var",
        "vara",
        "hos",
        "den",
        "det",
        "de",
    ]
)
_LATIN = re.compile(r"(?<=[^aeiouy][ei])(?:ums?|ets?|er|ers|erna|ernas)$")
_LATIN_STEMS = ("muse", "gymnasi", "laboratori", "stipendi", "akvari", "auditori", "planetari", "sanatori", "jubile")


def stem(word: str) -> str:
    """Return the stem of a folded Swedish word: biblioteken -> bibliotek, museerna -> muse."""
    short = _LATIN.sub("", word)
    if short != word and short.endswith(_LATIN_STEMS):
        return short
    # A stemmer keeps the word it works on, so threads must not share one; a new one costs next to nothing.
    return str(snowballstemmer.stemmer("swedish").stemWord(word))
