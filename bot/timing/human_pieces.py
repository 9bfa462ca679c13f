"""A text about time, taken apart: dates, weekdays, clocks, parts of the day, spans, and what is none of them.

Every sign of a text ends in exactly one piece, so nothing that somebody wrote is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from bot.language.folding import fold
from bot.timing.human_shapes import Piece, shapes
from bot.timing.human_words import ENGLISH

_BETWEEN = re.compile(r"[\s,;()!?.]+")
_JOINED = re.compile(r"(?<=[0-9])(?=[ap]\.?m\b)", re.IGNORECASE)
"""Before the am of 9am."""


def pieces(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text, in their order."""
    return tuple(_scan(_JOINED.sub(" ", " ".join(normalize("NFC", text).split()))))


def has_english(found: Iterable[Piece]) -> bool:
    """Tell whether some of the words are English ones."""
    return any(word in ENGLISH for piece in found for word in re.findall(r"[a-z'’]+", fold(piece.text)))


def _scan(text: str) -> Iterator[Piece]:
    folded = "".join(map(_plain, text))
    at = 0
    while at < len(folded):
        between = _BETWEEN.match(folded, at)
        if between:
            at = between.end()
            continue
        piece, at = _next(text, folded, at)
        yield piece


def _plain(sign: str) -> str:
    """Fold a sign, but never into two: what was written is shown back by its place."""
    folded = fold(sign)
    return folded if len(folded) == 1 else sign


def _next(text: str, folded: str, at: int) -> tuple[Piece, int]:
    for kind, pattern, read in shapes():
        found = pattern.match(folded, at)
        if found:
            return read(kind, text[at : found.end()].strip(), found), found.end()
    raise AssertionError  # the last of the shapes takes anything
