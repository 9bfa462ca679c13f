"""Words as search terms: what stands in an index, and what is looked for there.

Beside the words themselves a row has marks, which no word can be mistaken for: every one begins with the same two letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain

from bot.language import Word, words_of

MARK = "zq"
"""What marks begin with."""
PART = "zqp"
"""The mark of a term that is a part of a compound."""
_WORD = "zqq"
_LONGEST_TERM = 60
_TERM = re.compile(r"[^\W_]+")
Shown = dict[str, str]
"""Terms, each with a word as somebody wrote it."""
Line = tuple[str, Mapping[str, str], int]
"""Terms of a text with spaces between, those that are words, and how many words there are."""


def plain(term: str) -> str:
    """Return a term as it stands in the index: as it is, unless it looks like a mark; empty when it is no term."""
    if len(term) > _LONGEST_TERM or not _TERM.fullmatch(term):
        return ""
    return _WORD + term if term.startswith(MARK) else term


def part(term: str) -> str:
    """Return the mark of a term that is a part of a compound."""
    return PART + term if plain(term) else ""


@lru_cache(maxsize=20_000)
def keys_of(word: Word) -> tuple[str, ...]:
    """Return the terms that a word is found by: as it stands and its base forms."""
    return tuple(dict.fromkeys(key for term in (word.folded, *word.bases) if (key := plain(term))))


def tells(word: Word) -> bool:
    """Tell whether a word says something: small words do not, unless they are written as an abbreviation, such as IT."""
    return not word.is_stop or (len(word.shown) > 1 and word.shown.isupper())


@lru_cache(maxsize=20_000)
def terms_of_word(word: Word) -> tuple[str, ...]:
    """Return the terms of a word, its parts marked as such."""
    return (*keys_of(word), *filter(None, map(part, word.parts)))


def terms_of(text: str, *, is_name: bool = False, language: str | None = None) -> Line:
    """Return the terms of a text, those of them that are words, and the number of its words.

    Without a language each word is read in those that know it. A name has no small words and no parts: Mika is not "mikä", and
    nobody looks for Koivuniemi by "niemi". Double names are two.
    """
    words = [word for word in words_of(text.replace("-", " ") if is_name else text, language) if is_name or tells(word)]
    each = keys_of if is_name else terms_of_word
    terms = dict.fromkeys(chain.from_iterable(map(each, dict.fromkeys(words))))
    return " ".join(terms), shown_by(words), len(words)


def shown_by(words: Iterable[Word]) -> Shown:
    """Return the terms of words, each with a word as somebody wrote it."""
    shown: Shown = {}
    for word in words:
        shown |= {key: word.shown if key == word.folded else shown.get(key, key) for key in keys_of(word)}
    return shown


def words_in(row: Mapping[str, str]) -> set[str]:
    """Return the words of a stored row, without its marks; the same that were counted when it was written."""
    terms = {term for column in row.values() for term in column.split()}
    return {term for term in terms if not term.startswith(MARK) or term.startswith(_WORD)}


def differences(
    before: Mapping[int, Mapping[str, str]], after: Mapping[int, Mapping[str, str]]
) -> tuple[set[int], set[int], Counter[str]]:
    """Compare stored rows with those that are to stand: ids that change, ids that go, and the uses that words gain or lose."""
    changed = {key for key, row in after.items() if before.get(key) != row}
    gone = before.keys() - after.keys()
    uses = Counter[str]()
    for key in changed:
        uses.update(words_in(after[key]))
    for key in before.keys() & changed | gone:
        uses.subtract(words_in(before[key]))
    return changed, gone, uses
