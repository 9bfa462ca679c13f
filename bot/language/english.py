"""English word forms: Snowball's stemmer. Words come folded."""

from __future__ import annotations

import snowballstemmer  # type: ignore[import-untyped]

STOP_WORDS = frozenset(
    ["in", "on", "the", "a", "an", "of", "for", "and", "or", "our", "at", "to", "by", "with", "who", "is"]
)


def stem(word: str) -> str:
    """Return the stem of a folded English word: libraries -> librari."""
    return str(snowballstemmer.stemmer("english").stemWord(word))
