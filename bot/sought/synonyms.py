"""Words and phrases that mean the same, ready to be met in what somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from bot import synonyms
from bot.language import Word, words_of
from bot.sought.terms import keys_of, plain, tells

if TYPE_CHECKING:
    from bot.services import Services

Entry = tuple[Word, ...]
"""A word or phrase of a group of synonyms."""


class Synonyms:
    """Groups of words and phrases that mean the same, ready to be met in a query in any form."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        """Read the groups."""
        self._by_first: dict[str, list[tuple[Entry, tuple[Entry, ...]]]] = {}
        for group in groups:
            entries = tuple(filter(None, map(_entry, group)))
            for entry in entries:
                others = tuple(other for other in entries if other != entry)
                for key in keys_of(entry[0]):
                    self._by_first.setdefault(key, []).append((entry, others))

    def at(self, words: Sequence[Word]) -> tuple[int, tuple[Entry, ...]]:
        """Return the length of the longest entry that a query begins with, and what means the same; 1 when there is none."""
        most, found = 1, list[Entry]()
        for key in keys_of(words[0]):
            for entry, others in self._by_first.get(key, ()):
                if len(entry) >= most and _begins(words, entry):
                    found = [*others] if len(entry) > most else [*found, *others]
                    most = len(entry)
        return most, tuple(dict.fromkeys(found))

    def of(self, term: str) -> tuple[Entry, ...]:
        """Return what means the same as a single word, given as a term."""
        known = self._by_first.get(plain(term), ())
        return tuple(dict.fromkeys(other for entry, others in known if len(entry) == 1 for other in others))


@lru_cache(maxsize=10_000)  # the shipped groups are read again after each change of the desk's own
def _entry(text: str) -> Entry:
    return telling(text) or _every(text)


def telling(text: str) -> Entry:
    """Return the words of a text that say something, each once."""
    return tuple({word.folded: word for word in words_of(text) if keys_of(word) and tells(word)}.values())


def _every(text: str) -> Entry:
    """Return all words of a text: "some" is a small word, and social media."""
    return tuple(word for word in words_of(text) if keys_of(word))


def _begins(words: Sequence[Word], entry: Entry) -> bool:
    """Tell whether a query begins with a phrase, each word in any of its forms."""
    if len(entry) > len(words):
        return False
    pairs = zip(words, entry, strict=False)
    return all(not set(keys_of(word)).isdisjoint(keys_of(other)) for word, other in pairs)


def in_force(services: Services) -> Synonyms:
    """Return the words that mean the same, ready for a query; read once after each change."""

    def made() -> Synonyms:
        return Synonyms(group.words for group in synonyms.in_force(services))

    return services.memory.recall(synonyms.BODY, "for search", made)
