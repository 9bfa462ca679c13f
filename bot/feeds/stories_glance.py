"""A telling at a glance: the beginnings of its words, its numbers and its links, read without any analysis of words.

Every item of every feed is read so, hit or not; what a glance proposes is then read word by word (stories_reading.py).
Words of the shipped lists have the key of their group in any language, so that a glance sees across languages too.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import normalize

from bot.feeds.links import canonical
from bot.feeds.stories_words import COMMON, LISTED, USUAL, lists
from bot.language.reading import STOP_WORDS

UNHEARD = 2.0
"""In how many of a thousand items a key stands before any item was seen, unless the lists say more."""
_LETTERS, _HEAD = 5, 4
"""How much of a word is its key: endings of cases come later. Shorter words of the lists are looked up whole."""
_SHORTEST_STEM, _LONGEST_STEM = 5, 7
_ENDING = 4
_MOST_CHARACTERS, _MOST_WORDS = 600, 75
_WORD = re.compile(r"[^\W\d_]{2,}|\d+(?:[.:]\d+)*")
_PLAIN_WORD = re.compile(r"[A-Za-z]{2,}|[0-9]+(?:[.:][0-9]+)*")
"""The same for a text without accents and other scripts, in which it is found in half the time."""
_USUAL_MARKS = "\u0308\u030a\u0301"
"""The accents of Finnish and Swedish."""
_MARKS = re.compile("[\u0300-\u036f]+")
_PARTING = "“”’–…€"
"""What most texts have that have more than Western letters; each parts words as a space does."""
_CUT_SHORT = ("...", "…")
"""What a network puts where it shows only the beginning of an address."""
_URL = re.compile(r"https?://[^\s<>\"]+")


class Glance(NamedTuple):
    """The keys of the headline, those of headline and lead, and the keys of the links in the text."""

    title: frozenset[str]
    keys: frozenset[str]
    mentioned: tuple[str, ...]


@lru_cache(maxsize=6_000)
def glance(title: str, text: str) -> Glance:
    """Return what a headline and the beginning of a text hold at a glance."""
    mentioned = mentioned_in(title, text)
    if mentioned:
        title, text = _URL.sub(" ", title), _URL.sub(" ", text)
    head, lead = cuts(title[:_MOST_CHARACTERS]), cuts(text[:_MOST_CHARACTERS])
    return Glance(head, head | lead, mentioned)


def mentioned_in(title: str, text: str) -> tuple[str, ...]:
    """Return the keys of the links in a text, each once."""
    if "://" not in text and "://" not in title:
        return ()
    urls = (
        url.rstrip(").,;:!?»”'][") for url in _URL.findall(f"{title} {text}") if not url.endswith(_CUT_SHORT)
    )  # fmt: skip
    return tuple(dict.fromkeys(filter(None, map(canonical, urls))))


def cuts(text: str) -> frozenset[str]:
    """Return the keys of the first words of a text; small words and single letters have none."""
    plain = _plain(text)
    heads = _heads()
    pattern = _PLAIN_WORD if plain.isascii() else _WORD
    words = set(pattern.findall(plain)[:_MOST_WORDS]) - STOP_WORDS
    return frozenset([word[:_LETTERS] if word[:_HEAD] not in heads else _listed(word) for word in words])


def _plain(text: str) -> str:
    """Return a text in small letters without accents, its commas as points; a table does it for nearly every text."""
    if not text.isascii():
        for sign in _PARTING:
            text = text.replace(sign, " ")
    try:
        western = text.encode("latin-1").translate(_WESTERN)
    except UnicodeEncodeError:
        return _folded(text)
    return _folded(text) if _ODD in western else western.decode("latin-1")


def _folded(text: str) -> str:
    plain = normalize("NFKD", text.casefold())
    for mark in _USUAL_MARKS:  # much faster than a pattern on a text that is full of them
        plain = plain.replace(mark, "")
    return _MARKS.sub("", plain).replace(",", ".")


_ODD = b"\0"
_WESTERN = b"".join(
    sign.encode("latin-1") if len(sign) == 1 and ord(sign) < 256 else _ODD
    for sign in map(_folded, map(chr, range(256)))
)
"""What each sign of Latin-1 is folded to; some become several, or none of Latin-1."""


@cache
def priors() -> dict[str, float]:
    """Return in how many of a thousand items the keys of the lists are expected."""
    known = lists()
    groups = dict.fromkeys(known.groups.values(), LISTED) | dict.fromkeys(known.usual, USUAL)
    return groups | {key: COMMON for word in known.common for key in ((word,) if ":" in word else cuts(word))}


@lru_cache(maxsize=20_000)
def _listed(word: str) -> str:
    """Return the key of a word that begins as one of the lists does."""
    stems = _stems()
    key = stems.get(word)
    length = min(_LONGEST_STEM, len(word) - 1)
    while key is None and length >= _HEAD:
        key = stems.get(word[:length])
        length -= 1
    return key if key is not None else word[:_LETTERS]


@lru_cache(maxsize=20_000)
def group_of_form(word: str) -> str:
    """Return the group of a folded word that a word of the lists and an ending make; verbs have more forms than lexicons."""
    stems = _stems()
    begins = (
        word[:length] for length in range(_LONGEST_STEM, _SHORTEST_STEM - 1, -1) if 0 <= len(word) - length <= _ENDING
    )
    found = next((stems[stem] for stem in begins if stem in stems), "")
    return found if ":" in found else ""


@cache
def _stems() -> dict[str, str]:
    """Return the beginnings by which the words of the lists are known in most of their forms, with their keys."""
    known, found = lists(), dict[str, str]()
    for word, group in known.groups.items():
        shorter = word[:-1] if len(word) >= _SHORTEST_STEM else word
        for stem in (word, shorter, word[: max(_SHORTEST_STEM, len(word) - 2)]):
            found.setdefault(stem[:_LONGEST_STEM], group)
    return found | {word: str(value) for word, value in known.numbers.items()}


@cache
def _heads() -> frozenset[str]:
    """Return how the words begin that need a look into the lists."""
    return frozenset(stem[:_HEAD] for stem in _stems())
