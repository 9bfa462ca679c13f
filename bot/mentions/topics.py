"""What is talked about: the words that stand in more headlines than they used to. Pure; no service outside is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.language import words_of
from bot.language.folding import fold

_SHORTEST = 3
_LEAST = 2
"""Headlines that a word must stand in to be a topic."""
_RISE = 1.5
"""How much more than before a word must be said; one that is said every week is no news."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline with its language, and the number of its mention."""

    mention_id: int
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A word as it is mostly written, in how many headlines it stands, in how many it stood before, and the mentions."""

    word: str
    count: int
    before: int
    examples: tuple[int, ...]


def hot(
    now: Iterable[Headline],
    before: Iterable[Headline],
    most: int = 8,
    *,
    times: float = 1.0,
    beside: Collection[str] = (),
) -> tuple[Topic, ...]:
    """Return the topics of some headlines, the hottest first.

    `times` is how many such spans of time `before` covers; `beside` are folded words that are no topics, such as our own name.
    """
    written: dict[str, set[str]] = {}
    places: dict[str, list[int]] = {}
    for line in now:
        for base, shown in _telling(line).items():
            if base in beside or fold(shown) in beside:
                continue
            written.setdefault(base, set()).add(shown)
            places.setdefault(base, []).append(line.mention_id)
    known = Counter(base for line in before for base in _telling(line))
    found = [
        Topic(_as_written(base, written[base]), len(ids), round(known[base] / times), tuple(ids))
        for base, ids in places.items()
        if len(ids) >= _LEAST and len(ids) >= _RISE * known[base] / times
    ]
    return _told_apart(sorted(found, key=lambda topic: (-_heat(topic), topic.word)), most)


def _heat(topic: Topic) -> float:
    return topic.count * topic.count / (1 + topic.before)


def _as_written(base: str, forms: Iterable[str]) -> str:
    """Return the base form as somebody wrote it; the shortest form where nobody did."""
    return min(forms, key=lambda form: (fold(form) != base, len(form), form))


def _told_apart(ranked: Iterable[Topic], most: int) -> tuple[Topic, ...]:
    """Leave out words that mostly stand where a hotter one stands already, such as the second half of a name."""
    kept: list[Topic] = []
    for topic in ranked:
        there = set(topic.examples)
        if not any(2 * len(there & set(hotter.examples)) > len(there) for hotter in kept):
            kept.append(topic)
        if len(kept) == most:
            break
    return tuple(kept)


def _telling(line: Headline) -> dict[str, str]:
    """Return the words of a headline that say something, by every base form that they may have, as they are written there."""
    found: dict[str, str] = {}
    for word in words_of(line.text, line.language if line.language in ("fi", "sv", "en") else None):
        if not word.is_stop and len(word.folded) >= _SHORTEST and any(sign.isalpha() for sign in word.folded):
            for base in word.bases or (word.folded,):
                found.setdefault(base, word.shown)
    return found
