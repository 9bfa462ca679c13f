"""The English words that the bot knows by heart. Everything is folded; English has little that folding changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from bot.language import lexicon


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Base words by what their endings may mean, irregular forms, and the two spellings."""

    own: frozenset[str]
    """Words that look inflected and are not: news, marketing."""
    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    irregular: dict[str, tuple[str, ...]]
    british: dict[str, str]
    """American spelling -> British."""
    compounds: dict[str, tuple[str, ...]]

    def is_base(self, word: str) -> bool:
        """Tell whether a word is known as a base word."""
        return word in self.own or word in self.nouns or word in self.verbs or word in self.adjectives


@cache
def english_lexicon() -> Lexicon:
    """Return the English lexicon; the first caller reads it."""
    irregular: dict[str, list[str]] = defaultdict(list)
    irregular_bases = set()
    for base, *forms in lexicon.rows("en", "irregular"):
        irregular_bases.add(base)
        for form in forms:
            irregular[form].append(base)
    british = {american: word for word, american in lexicon.rows("en", "british")}
    compounds = {word: tuple(parts) for word, *parts in lexicon.rows("en", "compounds")}
    return Lexicon(
        own=frozenset(lexicon.words("en", "own")),
        verbs=frozenset(lexicon.words("en", "verbs")) | irregular_bases,
        nouns=frozenset(lexicon.words("en", "nouns")) | compounds.keys() | british.keys() | set(british.values()),
        adjectives=frozenset(lexicon.words("en", "adjectives")),
        irregular={form: tuple(bases) for form, bases in irregular.items()},
        british=british,
        compounds=compounds,
    )
