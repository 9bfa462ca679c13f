"""Rules and an item in, hits out: pure, and one pass over the text for all rules together.

A rule hits when one of its `any` words stands in the title or the text (if it has such), all of its `all` words and none of its
`none` words do, and everything else that it asks for holds. A rule that asks for nothing but languages or forbidden words hits
nothing: it would hit everything by oversight. An item whose language nobody knows ("") passes every language, since nothing
may be missed; the caller fills in what `bot.feeds.tongue` says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from bot.feeds.folded_text import FoldedText
from bot.feeds.items import MOST_TEXT
from bot.feeds.rule_word import RuleWord
from bot.feeds.word_finder import WordFinder

__all__ = ["Candidate", "Hit", "Matcher", "RuleSpec", "WordFinder"]
MOST_SHOWN = 5
"""Words of a hit that are shown."""
_BETWEEN = " | "
"""Between title and text: no phrase reaches across it."""
_Places = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """A rule as it is matched; what is empty is not asked for."""

    id: int
    any: tuple[RuleWord, ...] = ()
    all: tuple[RuleWord, ...] = ()
    none: tuple[RuleWord, ...] = ()
    authors: tuple[str, ...] = ()
    """Names of which one must stand in the item's author, as whole words: "Meri Aalto" in "Aalto-Meri Aalto / STT"."""
    domains: tuple[str, ...] = ()
    """Domains of which one, or a subdomain of it, the item must come from."""
    languages: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    """Source types of feeds."""
    feed_id: int | None = None

    @property
    def is_asking(self) -> bool:
        """Tell whether it asks for anything that an item may have."""
        return bool(self.any or self.all or self.authors or self.domains or self.kinds or self.feed_id is not None)


@dataclass(frozen=True)
class Candidate:
    """An item as it is matched."""

    title: str
    text: str
    author: str = ""
    link: str = ""
    domain: str = ""
    """Taken from the link when it is empty."""
    language: str = ""
    kind: str = ""
    feed_id: int | None = None

    @cached_property
    def said(self) -> FoldedText:
        """Title and text as words are looked for in them; folded once for rules, mutes and signal words."""
        return FoldedText(f"{self.title}{_BETWEEN}{self.text[:MOST_TEXT]}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that hit, and the words that made it hit as they stand in the text: Turun; at most five, first places first."""

    rule_id: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule with the numbers of its words among all words."""

    spec: RuleSpec
    any: tuple[int, ...]
    all: tuple[int, ...]
    none: tuple[int, ...]
    authors: tuple[int, ...]
    domains: tuple[str, ...]
    is_plain: bool
    """One of its `any` words is all that it asks for, as of most rules."""


class Matcher:
    """All rules together; made when a rule changes, then only read, from any thread."""

    def __init__(self, rules: Iterable[RuleSpec], beside: Sequence[RuleWord] = ()) -> None:
        """Build the automaton of all words and the one of all authors; words `beside` are of no rule, and looked for as well."""
        words: dict[RuleWord, int] = {}
        authors: dict[RuleWord, int] = {}
        made = [_rule(spec, words, authors) for spec in rules if spec.is_asking]
        self._rules = made
        self._words = WordFinder(
            {number: word for word, number in words.items()} | {~place: word for place, word in enumerate(beside)}
        )
        self._authors = WordFinder({number: word for word, number in authors.items()})
        self._by_word: dict[int, list[int]] = defaultdict(list)
        self._wordless: list[int] = []
        for place, rule in enumerate(made):
            # A rule is looked at when one of its words was found: of a rule without `any`, its first `all` word.
            starters = rule.any or rule.all[:1]
            for word in starters:
                self._by_word[word].append(place)
            if not starters:
                self._wordless.append(place)

    def hits(self, item: Candidate) -> tuple[Hit, ...]:
        """Return the rules that hit an item, in the order of the rules."""
        return self.look(item)[0]

    def look(self, item: Candidate) -> tuple[tuple[Hit, ...], dict[int, tuple[str, ...]]]:
        """Return the rules that hit an item, and by their place in the row the words `beside` that it has, as they stand."""
        found = self._words.places(item.said)
        return self._hits(item, found), {~number: _written(at) for number, at in found.items() if number < 0}

    def _hits(self, item: Candidate, found: dict[int, _Places]) -> tuple[Hit, ...]:
        touched = {place for word in found for place in self._by_word.get(word, ())}
        touched.update(self._wordless)
        if not touched:
            return ()
        source = _Source(item, frozenset(self._authors.places(item.author)) if item.author else frozenset())
        return tuple(
            Hit(rule.spec.id, _shown([found[word] for word in (*rule.any, *rule.all) if word in found]))
            for rule in (self._rules[place] for place in sorted(touched))
            if rule.is_plain or _holds(rule, found, source)
        )


class _Source:
    """What is asked of an item besides its words; the domain is found out when a rule asks for one."""

    __slots__ = ("_domains", "authors", "item")

    def __init__(self, item: Candidate, authors: frozenset[int]) -> None:
        self.item = item
        self.authors = authors
        self._domains: frozenset[str] | None = None

    @property
    def domains(self) -> frozenset[str]:
        """Return the item's domain and the ones that it lies in."""
        if self._domains is None:
            parts = _domain(self.item.domain or self.item.link).split(".")
            self._domains = frozenset(".".join(parts[place:]) for place in range(len(parts))) - {""}
        return self._domains


def _holds(rule: _Rule, found: dict[int, _Places], source: _Source) -> bool:
    """Tell whether everything that a rule asks for holds."""
    spec, item = rule.spec, source.item
    if spec.feed_id is not None and spec.feed_id != item.feed_id:
        return False
    if (spec.kinds and item.kind not in spec.kinds) or (
        spec.languages and item.language and item.language not in spec.languages
    ):
        return False
    if (rule.domains and source.domains.isdisjoint(rule.domains)) or (
        rule.authors and source.authors.isdisjoint(rule.authors)
    ):
        return False
    return (
        (not rule.any or any(word in found for word in rule.any))
        and all(word in found for word in rule.all)
        and not any(word in found for word in rule.none)
    )


def _shown(places: Sequence[_Places]) -> tuple[str, ...]:
    """Return the words of a hit as they stand in the text, each once, first places first."""
    if len(places) == 1 and len(places[0]) == 1:
        return (places[0][0][1],)
    return _written(sorted(place for found in places for place in found))[:MOST_SHOWN]


def _written(places: _Places) -> tuple[str, ...]:
    """Return how words stand in the text, each writing once."""
    return tuple(dict.fromkeys(shown for _place, shown in places))


def _rule(spec: RuleSpec, words: dict[RuleWord, int], authors: dict[RuleWord, int]) -> _Rule:
    """Return a rule; its words get the numbers that the same words of other rules have."""
    return _Rule(
        spec,
        any=_numbers(spec.any, words),
        all=_numbers(spec.all, words),
        none=_numbers(spec.none, words),
        authors=_numbers((RuleWord(name, (name,)) for name in spec.authors), authors),
        domains=tuple(_domain(domain) for domain in spec.domains),
        is_plain=bool(spec.any) and spec == RuleSpec(spec.id, any=spec.any),
    )


def _numbers(words: Iterable[RuleWord], numbers: dict[RuleWord, int]) -> tuple[int, ...]:
    return tuple(numbers.setdefault(word, len(numbers)) for word in words)


def _domain(text: str) -> str:
    """Return the host of an address or of a bare domain in small letters, without www, international names as ASCII."""
    address = text.strip().casefold()
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:  # a link may be anything: http://[
        return ""
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
    return host.strip(".").removeprefix("www.")
