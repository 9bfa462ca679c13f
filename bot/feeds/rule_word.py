"""A word of a rule as a value: what a person wrote, every form that hits, and what people changed about the forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleWord:
    """A word or a phrase of a rule."""

    text: str
    """As the person wrote it; a phrase has spaces."""
    forms: tuple[str, ...]
    """Every form that hits, shown to people: Turku, Turun, Turkua ... A form that ends in * goes on to the end of the word."""
    added: tuple[str, ...] = ()
    """Forms that people added by hand; they are among the forms."""
    removed: tuple[str, ...] = ()
    """Forms that people took away; they stay away when the forms are made again."""
    genitive: str = ""
    """Given by a person when the guess was wrong."""
    is_exact: bool = False
    """Only as it is written, without other forms; in capitals it is only itself, so "HAM" is not ham."""


def to_json(word: RuleWord) -> dict[str, object]:
    """Return a word as it is stored."""
    lists = {"forms": word.forms, "added": word.added, "removed": word.removed}
    found: dict[str, object] = {"text": word.text} | {name: list(forms) for name, forms in lists.items() if forms}
    if word.genitive:
        found["genitive"] = word.genitive
    if word.is_exact:
        found["is_exact"] = True
    return found


def from_json(stored: Mapping[str, object]) -> RuleWord:
    """Return a word that was stored with `to_json`."""
    return RuleWord(
        text=str(stored["text"]),
        forms=_texts(stored.get("forms")),
        added=_texts(stored.get("added")),
        removed=_texts(stored.get("removed")),
        genitive=str(stored.get("genitive", "")),
        is_exact=bool(stored.get("is_exact")),
    )


def _texts(stored: object) -> tuple[str, ...]:
    return tuple(str(one) for one in stored) if isinstance(stored, list | tuple) else ()
