"""Words of Finnish, Swedish and English: folding, inflected forms and the small words that carry no search.

A word of unknown language is read as each of the three; two words are forms of one another when any language says so.
"""

from __future__ import annotations

from functools import cache, lru_cache

from bot.language import english, finnish, swedish
from bot.language.pairs import folded_pairs

STOP_WORDS = finnish.STOP_WORDS | swedish.STOP_WORDS | english.STOP_WORDS
"""Folded words that a search may leave out."""
_SHORTEST = 4


@lru_cache(maxsize=50_000)
def forms(word: str) -> frozenset[str]:
    """Return keys of a folded word: two words that share a key are forms of one word in the language the key names."""
    if len(word) < _SHORTEST or not word.isalpha():
        return frozenset()
    keys = {f"fi:{stem}" for stem in finnish.stems(word)}
    return frozenset(keys | {f"sv:{swedish.stem(word)}", f"en:{english.stem(word)}"})


def is_compound(word: str) -> bool:
    """Tell whether a folded word may be taken for two words in one; false for the known look-alikes."""
    return not word.startswith(finnish.NO_COMPOUNDS)


def in_other_languages(word: str) -> frozenset[str]:
    """Return the folded words that say the same as a folded word, in whatever form it stands: museerna -> museo."""
    keys = forms(word)
    groups = [group for group, known in _keys_of_pairs() if keys & known]
    return frozenset().union(*groups)


@cache
def _keys_of_pairs() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple((group, frozenset().union(*(forms(word) for word in group))) for group in folded_pairs())
