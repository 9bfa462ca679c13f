"""Lists of pairs of words beside the tests, and what a language makes of them."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path

from bot.language import search_terms, words_of

Pair = tuple[str, str]


def pairs(name: str) -> list[Pair]:
    """Return the pairs of a list: swedish_forms."""
    lines = (Path(__file__).parent / f"{name}.txt").read_text("utf-8").splitlines()
    split = (line.split() for line in lines if line and not line.startswith("#"))
    return [(one, other) for one, other in split]


def share(pair: Pair, one_language: str | None, other_language: str | None) -> bool:
    """Tell whether two words share a term, each read in its language."""
    return not set(search_terms(pair[0], one_language)).isdisjoint(search_terms(pair[1], other_language))


def apart(found: list[Pair], one_language: str | None, other_language: str | None) -> list[Pair]:
    """Return the pairs that share no term."""
    return [pair for pair in found if not share(pair, one_language, other_language)]


def strangers_that_meet(found: list[Pair], language: str | None) -> float:
    """Return the share of all pairs of forms of different words that share a base form."""
    by_term: dict[str, set[tuple[str, str]]] = defaultdict(set)
    words = {(form, base) for form, base in found} | {(base, base) for _form, base in found}
    for form, base in words:
        for base_form in words_of(form, language)[0].bases:
            by_term[base_form].add((form, base))
    met = {
        (one, other)
        for together in by_term.values()
        for one, other in combinations(sorted(together), 2)
        if one[1] != other[1]
    }
    return len(met) / (len(words) * (len(words) - 1) / 2)
