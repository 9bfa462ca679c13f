"""What papers call one thing, and which words say little: the shipped prior of bot/feeds/stories.py (stories_words.txt)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from bot.language.folding import fold
from bot.language.lexicon import FOLDER
from bot.language.reading import TONGUES

_FILE = Path(__file__).with_name("stories_words.txt")
COMMON, USUAL, LISTED, KNOWN, COMPOUND, UNKNOWN = 60.0, 25.0, 6.0, 3.0, 1.0, 0.6
"""In how many of a thousand items a word stands before any item was seen."""


class Lists(NamedTuple):
    """The lists, folded."""

    groups: dict[str, str]
    """The key of the group that a base form belongs to."""
    places: frozenset[str]
    """Keys of the groups that are places."""
    numbers: dict[str, int]
    months: dict[str, int]
    common: frozenset[str]
    usual: frozenset[str]
    """Keys of the groups that much of the news of a town is about: accidents, prices, schools, the council."""
    things: frozenset[str]
    """Keys of kinds of things that news are about: a school is no library, a bear no elk."""
    recurring: dict[str, str]
    """The kind that a key belongs to, of what happens again and again at one place: crashes, fires, outages, warnings."""
    again: frozenset[str]
    """Words that say that it has happened before."""
    alone: frozenset[str]
    """What papers put before what stands by itself: letters of readers, columns, theses, vacancies."""
    names: frozenset[str]
    """Base forms that are Finnish towns, people or other names."""
    towns: frozenset[str]
    people: frozenset[str]


@cache
def lists() -> Lists:
    """Return the shipped lists."""
    sections = dict[str, list[list[str]]]()
    rows = list[list[str]]()
    for line in fold(_FILE.read_text("utf-8")).splitlines():
        if line.startswith("["):
            rows = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            rows.append(line.split())
    named = [(f"{section}:{row[0]}", row) for section in ("same", "places") for row in sections[section]]
    groups = {word: key for key, row in named for word in row}
    return Lists(
        groups,
        frozenset(key for key, _ in named if key.startswith("places:")),
        {word: int(row[0]) for row in sections["numbers"] for word in row[1:]},
        {word: int(row[0]) for row in sections["months"] for word in row[1:]},
        frozenset(groups.get(word, word) for row in sections["common"] for word in row),
        frozenset(groups.get(word, word) for row in sections["usual"] for word in row),
        frozenset(groups.get(word, word) for row in sections["things"] for word in row),
        {groups.get(word, word): row[0] for row in sections["recurring"] for word in row},
        frozenset(word for row in sections["again"] for word in row),
        frozenset(word for row in sections["alone"] for word in row),
        *_names(),
    )


def _names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the names that bot/language knows, the towns among them, its first paragraph, and the people, its last ones."""
    paragraphs = re.split("(?m)^#.*$", (FOLDER / "fi_names.txt").read_text("utf-8"))
    names = [frozenset(fold(name.partition(":")[0]) for name in paragraph.split()) for paragraph in paragraphs]
    return frozenset().union(*names), names[1], frozenset().union(*names[3:])


@lru_cache(maxsize=100_000)
def expected(key: str) -> float:
    """Return in how many of a thousand items a key is expected to stand."""
    known = lists()
    if key in known.common:
        return COMMON
    if key in known.usual:
        return USUAL
    if ":" in key:
        return LISTED
    if any(tongue.parts(key) for tongue in TONGUES.values()):
        return COMPOUND
    return KNOWN if any(tongue.knows(key) for tongue in TONGUES.values()) else UNKNOWN


def language_of(words: list[str], declared: str) -> str | None:
    """Return the language that the small folded words of a text speak for, else the declared one, else nothing.

    Feeds declare wrong languages often, so clear words count for more.
    """
    votes = {code: sum(word in tongue.stop_words for word in words) for code, tongue in TONGUES.items()}
    best = max(votes, key=votes.__getitem__)
    others = max(count for code, count in votes.items() if code != best)
    if votes[best] >= 2 * others + 2:
        return best
    code = declared[:2].lower()
    return code if code in TONGUES else best if votes[best] > others else None


@lru_cache(maxsize=50_000)
def is_known(bases: tuple[str, ...]) -> bool:
    """Tell whether any of the base forms is an everyday word, and none is a name."""
    known = lists()
    return known.names.isdisjoint(bases) and any(
        base in known.groups or base in known.common or any(tongue.knows(base) for tongue in TONGUES.values())
        for base in bases
    )
