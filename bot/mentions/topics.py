"""What is talked about: the words that stand in more headlines than they used to. Pure; no service outside is asked."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from bot.language import words_of
from bot.language.folding import fold, words_in

_SHORTEST = 3
_LEAST = 2
"""Headlines that a word must stand in to be a topic."""
_RISE = 1.5
"""How much more than before a word must be said; one that is said every week is no news."""
_SIGNED = re.compile(r"(?P<said>.*\S)\s+(?P<mark>[-–—|·])\s+(?P<by>(?:(?!\s[-–—|·]\s).){2,60})", re.DOTALL)
"""A headline with who published it behind it, as news searches and many sites write it."""
_OFTEN_BEFORE_NAMES = "-|"
"""What stands behind a dash may be said as well: such a headline is signed only where it names its source."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline with its language, the number of its mention, and who published it."""

    mention_id: int
    text: str
    language: str = ""
    source: str = ""


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
    Nor are the names of publishers topics: they are left out of the headlines that they have signed.
    """
    now, before = list(now), list(before)
    signed = _signatures([*now, *before])
    now, before = ([_unsigned(line, signed) for line in lines] for lines in (now, before))
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


def _signatures(lines: Iterable[Headline]) -> frozenset[str]:
    """Return what stands behind several headlines that are not the same, folded."""
    behind: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        found = _SIGNED.fullmatch(line.text.strip())
        if found and found["mark"] in _OFTEN_BEFORE_NAMES:
            behind[fold(found["by"])].add(fold(found["said"]))
    return frozenset(name for name, said in behind.items() if len(said) > 1)


def _unsigned(line: Headline, signed: Collection[str]) -> Headline:
    """Return a headline without who published it; of “A - B | C” both may be names."""
    text = line.text.strip()
    while (found := _SIGNED.fullmatch(text)) and (
        (found["mark"] in _OFTEN_BEFORE_NAMES and fold(found["by"]) in signed) or _is_of(line.source, found["by"])
    ):
        text = found["said"]
    return replace(line, text=text)


def _is_of(source: str, name: str) -> bool:
    """Tell whether a name is that of a source, or the beginning of it: Yle, of “Yle Uutiset | Kotimaa”."""
    whole, part = words_in(source), words_in(name)
    return bool(part) and whole[: len(part)] == part


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
    own = {fold(word) for word in words_in(line.source)}
    for word in words_of(line.text, line.language if line.language in ("fi", "sv", "en") else None):
        if word.folded in own:
            continue
        if not word.is_stop and len(word.folded) >= _SHORTEST and any(sign.isalpha() for sign in word.folded):
            for base in word.bases or (word.folded,):
                found.setdefault(base, word.shown)
    return found
