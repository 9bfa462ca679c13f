"""Suspended hyphens: sosiaali- ja terveyspalvelut are also sosiaalipalvelut, för- och nackdelar also fördelar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.language.folding import fold
from bot.language.reading import Word

_FURTHEST = 6
"""So many words on, a suspended hyphen is looked for its other half."""
_AND = frozenset(fold("ja tai sekä eli että och eller samt and or to").split())


def completed(words: Sequence[Word], hangs: Sequence[str]) -> tuple[Word, ...]:
    """Return the words with every hanging one completed by its neighbour."""
    if not any(hangs):
        return tuple(words)
    found = list(words)
    for place, side in enumerate(hangs):
        step = {"after": 1, "before": -1}.get(side)
        other = _other(words, hangs, place, step) if step else None
        if other is not None and step:
            found[place] = _with_end_of(words[place], other) if step > 0 else _with_start_of(words[place], other)
    return tuple(found)


def _other(words: Sequence[Word], hangs: Sequence[str], place: int, step: int) -> Word | None:
    """Return the whole word that a hanging one shares a part with: the next past "and" and other hanging ones."""
    reach = range(place + step, place + step * _FURTHEST, step)
    for other in (other for other in reach if 0 <= other < len(words)):
        if not hangs[other] and words[other].folded not in _AND:
            return words[other]
    return None


def _with_end_of(hanging: Word, whole: Word) -> Word:
    """Return sosiaali- with the end of terveyspalvelut."""
    ends = _ends(whole)
    joined = tuple(hanging.folded + end for end in ends)
    return replace(
        hanging, bases=_unique(*joined, *hanging.bases), parts=_unique(*hanging.parts, *hanging.bases, *ends)
    )


def _with_start_of(hanging: Word, whole: Word) -> Word:
    """Return -tapahtumat with the beginning of kulttuuripalvelut."""
    ends = _ends(whole)
    starts = {base.removesuffix(end) for base in whole.bases for end in ends if base.endswith(end)}
    joined = tuple(start + base for start in sorted(starts) for base in hanging.bases)
    parts = (part for part in whole.parts if part not in ends)
    return replace(hanging, bases=_unique(*joined, *hanging.bases), parts=_unique(*hanging.parts, *parts))


def _ends(whole: Word) -> tuple[str, ...]:
    """Return the parts that end a compound in its base form."""
    return tuple(part for part in whole.parts if any(base != part and base.endswith(part) for base in whole.bases))


def _unique(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
