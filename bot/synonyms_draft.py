"""What the desk writes into a group of synonyms, before it is known to be usable."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.errors import Invalid
from bot.language.folding import fold
from bot.views.blocks import clean

FIELD = "words"
LEAST_WORDS, MOST_WORDS = 2, 20
LONGEST_WORD = 60
_BETWEEN = re.compile(r"[\n,;=|]+")
_LETTERS = re.compile(r"[^\W_]")


def words_in(text: str) -> tuple[str, ...]:
    """Return the words and phrases in a text, one a line or with commas between, each once."""
    found: dict[str, str] = {}
    for part in _BETWEEN.split(clean(text)):
        word = " ".join(part.split())
        if word:
            found.setdefault(alike(word), word)
    return tuple(found.values())


def alike(word: str) -> str:
    """Return a key that is the same for two ways to write one word or phrase: "Data-protection" and "data protection"."""
    return " ".join(re.findall(r"[^\W_]+", fold(word)))


def checked(text: str) -> tuple[str, ...]:
    """Return the words in a text; raises Invalid (field "words") when they make no group."""
    words = words_in(text)
    empty = next((word for word in words if not _LETTERS.search(word)), None)
    if empty is not None:
        raise Invalid("“{word}” has no letters.", field=FIELD, word=empty[:LONGEST_WORD])
    long = next((word for word in words if len(word) > LONGEST_WORD), None)
    if long is not None:
        raise Invalid(
            "“{word}…” is longer than {most} characters.", field=FIELD, word=long[:LONGEST_WORD], most=LONGEST_WORD
        )
    if len(words) < LEAST_WORDS:
        raise Invalid("Write at least two words that mean the same, one a line.", field=FIELD)
    if len(words) > MOST_WORDS:
        raise Invalid("A group has at most {most} words. Leave out the rarest.", field=FIELD, most=MOST_WORDS)
    return words


def in_both(words: Iterable[str], others: Iterable[str]) -> str | None:
    """Return the first word that stands among others as well, however it is written."""
    known = {alike(word) for word in others}
    return next((word for word in words if alike(word) in known), None)
