"""What differs between two texts, in pieces that a person can read: words, sentences where texts are very long."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"(?:\w+|[^\w\s]|^)\s*")
_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]*\s*")
_MOST_WORK = 50_000
"""Pairs of equal words that are looked at: comparing takes time with their number, and somebody waits."""
AROUND = 60
"""Characters that are shown on each side of what differs."""
_GAP = " … "


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; changed parts are missing in the other text."""

    text: str
    is_changed: bool = False


def compared(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Return both texts in pieces, with what is in one of them only marked; joined, the pieces are the texts."""
    old, new = _tokens(before), _tokens(after)
    begin = _same_at_start(old, new)
    end = _same_at_start(old[begin:][::-1], new[begin:][::-1])
    gone, added = _compared_middles(old[begin : len(old) - end], new[begin : len(new) - end])
    first, last = Piece("".join(old[:begin])), Piece("".join(old[len(old) - end :]))
    return _joined([first, *gone, last]), _joined([first, *added, last])


def shortened(pieces: Sequence[Piece], around: int = AROUND) -> list[Piece]:
    """Return pieces with long unchanged parts cut to what stands next to a change."""
    last = len(pieces) - 1
    return [
        piece if piece.is_changed else Piece(_beside(piece.text, around, is_first=place == 0, is_last=place == last))
        for place, piece in enumerate(pieces)
    ]


def _beside(text: str, around: int, *, is_first: bool, is_last: bool) -> str:
    if len(text) <= 2 * around:
        return text
    left = "" if is_first else text[:around]
    right = "" if is_last else text[-around:]
    return f"{left}{_GAP}{right}"


def _tokens(text: str) -> list[str]:
    """Return the words of a text, each with the space that follows it: a space alone would equal every other space."""
    return _WORD.findall(text)


def _sentences(words: Sequence[str]) -> list[str]:
    return [part for part in _SENTENCE.findall("".join(words)) if part]


def _same_at_start(old: Sequence[str], new: Sequence[str]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _compared_middles(old: list[str], new: list[str]) -> tuple[list[Piece], list[Piece]]:
    """Compare by words, by sentences where words that are the same would be too many to look at."""
    often = Counter(new)
    if sum(count * often[word] for word, count in Counter(old).items()) > _MOST_WORK:
        old, new = _sentences(old), _sentences(new)
    gone, added = [], []
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone.append(Piece("".join(old[old_from:old_to]), what != "equal"))
        added.append(Piece("".join(new[new_from:new_to]), what != "equal"))
    return gone, added


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Make one piece of neighbours that are both changed or both the same, and leave out empty ones."""
    return list(_merged(piece for piece in pieces if piece.text))


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    kept: Piece | None = None
    for piece in pieces:
        if kept is not None and kept.is_changed == piece.is_changed:
            kept = Piece(kept.text + piece.text, piece.is_changed)
        else:
            if kept is not None:
                yield kept
            kept = piece
    if kept is not None:
        yield kept
