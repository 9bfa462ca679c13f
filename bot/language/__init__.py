"""Words of Finnish, Swedish and English: what a text is found by, in whatever form its words stand.

`search_terms` is used when a text is written into an index and when somebody asks; two texts meet when they share a term.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import chain, islice

from bot.language.pairs import folded_pairs
from bot.language.reading import STOP_WORDS, Word, is_whole, keys, word
from bot.language.suspended import completed
from bot.language.tokens import MOST_WORDS, pieces_of, tokens_in

__all__ = ["STOP_WORDS", "Word", "forms", "in_other_languages", "is_compound", "search_terms", "words_of"]
_SHORTEST = 4


def words_of(text: str, language: str | None = None, most: int = MOST_WORDS) -> tuple[Word, ...]:
    """Return the words of a text in its language (fi, sv, en), or in any of them; the first 200 or `most`."""
    found = list(islice(chain.from_iterable(_read(piece, language) for piece in pieces_of(text)), most))
    return completed([word for word, _ in found], [hangs for _, hangs in found])


@lru_cache(maxsize=20_000)
def _read(piece: str, language: str | None) -> tuple[tuple[Word, str], ...]:
    """Return the words in a piece of a text between spaces, each with the side on which it hangs."""
    return tuple((word(token, language), token.hangs) for token in tokens_in(piece))


def search_terms(text: str, language: str | None = None) -> tuple[str, ...]:
    """Return the terms that a text is found by, each once: base forms and compound parts of all but its small words."""
    telling = (word for word in words_of(text, language) if not word.is_stop)
    return tuple(dict.fromkeys(term for word in telling for term in (*word.bases, *word.parts)))


@lru_cache(maxsize=50_000)
def forms(word: str) -> frozenset[str]:
    """Return keys of a folded word: two words that share a key are forms of one word in the language the key names."""
    if len(word) < _SHORTEST or not word.isalpha():
        return frozenset()
    return keys(word)


def is_compound(word: str) -> bool:
    """Tell whether a folded word may be taken for two words in one; a known simple word may not."""
    return not is_whole(word)


def in_other_languages(word: str) -> frozenset[str]:
    """Return the folded words that say the same as a folded word, in whatever form it stands: museerna -> museo."""
    keys = forms(word)
    groups = [group for group, known in _keys_of_pairs() if keys & known]
    return frozenset().union(*groups)


@cache
def _keys_of_pairs() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple((group, frozenset().union(*(forms(word) for word in group))) for group in folded_pairs())
