"""The Swedish lists in their own letters, with å, ä and ö: the forms of nouns and adjectives, and whose form a text is.

The lexicon of the search is folded; a form that people read, or that must not be another word's, is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from bot.language.lexicon import FOLDER
from bot.language.swedish_paradigms import ADJECTIVES, NOUNS, VERBS
from bot.language.swedish_shapes import declined

NOUN, ADJECTIVE, VERB = "noun", "adjective", "verb"
_IRREGULAR = {"oregelbundna": NOUN, "oregelbundna-adj": ADJECTIVE, "starka-verb": VERB}
_REGULAR = {**dict.fromkeys(NOUNS, NOUN), **dict.fromkeys(ADJECTIVES, ADJECTIVE), **dict.fromkeys(VERBS, VERB)}


@cache
def nouns() -> dict[str, tuple[str, ...]]:
    """Return the forms of every listed noun."""
    return _of_kind(NOUN)


@cache
def adjectives() -> dict[str, tuple[str, ...]]:
    """Return the forms of every listed adjective, irregular ones first: gamla, gammala."""
    return _of_kind(ADJECTIVE)


@cache
def owners() -> dict[str, frozenset[str]]:
    """Return the base words of every form of any listed word."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind in (NOUN, ADJECTIVE, VERB):
        for base, forms in _of_kind(kind).items():
            for form in (base, *forms):
                found[form].add(base)
    return {form: frozenset(bases) for form, bases in found.items()}


def _of_kind(kind: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for section, line in _lines():
        if _IRREGULAR.get(section) == kind:
            base, *forms = line.split()
            found[base][:0] = forms
        elif _REGULAR.get(section) == kind:
            for word in line.split():
                found[word.removesuffix("+")] += declined(section, word)
    return {base: tuple(dict.fromkeys(forms)) for base, forms in found.items()}


def _lines() -> Iterator[tuple[str, str]]:
    """Yield each line of words with its section."""
    section = ""
    for line in (FOLDER / "sv.txt").read_text("utf-8").casefold().splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            yield section, line
