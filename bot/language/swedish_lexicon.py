"""The Swedish words that the bot knows by heart: which base words a form belongs to, and what kind of word each is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.language import lexicon
from bot.language.swedish_paradigms import ADJECTIVES, NOUNS, VERBS, all_forms


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Forms with their base words, and the base words by kind; everything folded."""

    forms: dict[str, tuple[str, ...]]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    verbs: frozenset[str]
    undivided: frozenset[str]
    """Words that look like compounds and are none, or whose parts say little about them."""
    silent_fronts: frozenset[str]
    """First parts of compounds that say nothing by themselves."""
    fronts: dict[str, str]
    """First parts of compounds whose base word no rule finds."""

    def lemmas(self, word: str) -> tuple[str, ...]:
        """Return the base words of a form, also of a genitive; a form that stands by itself is no genitive."""
        found = self.forms.get(word, ())
        return found or (self.forms.get(word[:-1], ()) if word.endswith("s") and not word.endswith("ss") else ())


@cache
def swedish_lexicon() -> Lexicon:
    """Return the Swedish lexicon; the first caller reads it."""
    forms: dict[str, tuple[str, ...]] = {}
    known = {kind: _read(kinds, irregular, forms) for kind, (kinds, irregular) in _KINDS.items()}
    return Lexicon(
        forms=forms,
        nouns=known["noun"],
        adjectives=known["adjective"],
        verbs=known["verb"],
        undivided=frozenset(lexicon.words("sv", "odelade")),
        silent_fronts=frozenset(lexicon.words("sv", "forled")),
        fronts={row[0]: row[1] for row in lexicon.rows("sv", "forled-av")},
    )


_KINDS = {
    "noun": (NOUNS, "oregelbundna"),
    "adjective": (ADJECTIVES, "oregelbundna-adj"),
    "verb": (VERBS, "starka-verb"),
}


def _read(kinds: tuple[str, ...], irregular: str, forms: dict[str, tuple[str, ...]]) -> frozenset[str]:
    """Add the forms of all words of some classes, and return the base words."""
    rows = lexicon.rows("sv", irregular)
    bases = {row[0] for row in rows}
    for row in rows:
        _enter(row, row[0], forms)
    for kind in kinds:
        for word in lexicon.words("sv", kind):
            base = word.removesuffix("+")
            bases.add(base)
            _enter(all_forms(kind, word), base, forms)
    return frozenset(bases)


def _enter(words: Iterable[str], base: str, forms: dict[str, tuple[str, ...]]) -> None:
    for form in words:
        known = forms.get(form)
        if known is None:
            forms[form] = (base,)
        elif base not in known:
            forms[form] = (*known, base)
