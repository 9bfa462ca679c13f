"""How fast rules find their words: one automaton beside one compiled regular expression a word, over the same forms.

200 and 2,000 rules of two words each, with every form, over entries of some 800 characters of Finnish. Whatever the matcher says
is compared with what the regular expressions say about the same entries.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from bench.match_regexes import Regexes
from bench.rounds import OURS, Aim, Outcome, Sample, Size, Variant, interleave
from bench.servers import Place
from bot.feeds.match import Candidate, Matcher, RuleSpec
from bot.feeds.rule_word import RuleWord
from bot.feeds.rule_words import made
from bot.language.finnish_lexicon import NAME, NOUN, entries

FEW, MANY = 200, 2_000
_WORDS_OF_AN_ENTRY = 95
_OFTEN, _EVERYWHERE = 0.02, 0.3
"""Shares of words of rules in the entries that are timed, and in those that are only compared."""
_METRIC = "µs an entry"
_MOST_ROUNDS = 3


async def matching(_place: Place, size: Size) -> Outcome:
    """Time the matcher with few and many rules, and the regular expressions with few; compare what they say."""
    outcome = Outcome("match", f"finding the words of {FEW} and {MANY:,} rules in entries, in process")
    chance = random.Random(4)  # noqa: S311 - the same words each time
    words = _words(chance, MANY if size.repeats > 3 else FEW)
    items = [_entry(chance, words, _OFTEN) for _ in range(max(5, size.repeats))]
    rules = [_rule(number, words) for number in range(MANY)]
    began = time.perf_counter()
    many = Matcher(rules)
    seconds = time.perf_counter() - began
    few, regexes = Matcher(rules[:FEW]), Regexes(rules[:FEW])
    some = items[: max(3, len(items) // 20)]
    _compare(outcome, few, regexes, [*some, *(_entry(chance, words, _EVERYWHERE) for _ in range(len(some) * 3))])
    outcome.checks.append(
        f"{sum(len(word.forms) for word in words):,} forms of {len(words):,} words; {MANY:,} rules ready in {seconds:.2f} s"
    )
    ours, slow, large = f"{OURS}, {FEW} rules", f"compiled regexes, {FEW} rules", f"{OURS}, {MANY:,} rules"
    variants = [_variant(ours, few.hits, items), _variant(slow, regexes.hits, some), _variant(large, many.hits, items)]
    outcome.samples = await interleave(variants, replace(size, rounds=min(size.rounds, _MOST_ROUNDS)))
    outcome.aims = [
        Aim(f"{slow} / {ours}", (slow, _METRIC), (ours, _METRIC), at_least=100),
        Aim(f"{large} / {ours}", (large, _METRIC), (ours, _METRIC), at_most=3),
    ]
    return outcome


def _words(chance: random.Random, count: int) -> list[RuleWord]:
    listed = [
        entry.word.capitalize() if entry.kind == NAME else entry.word
        for entry in entries()
        if entry.kind in (NAME, NOUN)
    ]
    return [
        made(word)
        for word in chance.sample(sorted({word for word in listed if word.isalpha() and len(word) > 3}), count)
    ]


def _rule(number: int, words: Sequence[RuleWord]) -> RuleSpec:
    return RuleSpec(number, any=(words[number % len(words)], words[(number * 7 + 1) % len(words)]))


def _entry(chance: random.Random, words: Sequence[RuleWord], share: float) -> Candidate:
    """Return a text of words that look like Finnish, a share of them words of rules."""
    written = [
        chance.choice(chance.choice(words).forms) if chance.random() < share else _nonsense(chance)
        for _ in range(_WORDS_OF_AN_ENTRY)
    ]
    return Candidate(" ".join(written[:8]).capitalize(), ". ".join((" ".join(written[8:50]), " ".join(written[50:]))))


def _nonsense(chance: random.Random) -> str:
    return "".join(
        chance.choice("ktpslnmrvjh") + chance.choice(("a", "i", "e", "u", "o", "ä", "aa", "ie"))
        for _ in range(chance.randint(1, 5))
    )


def _compare(outcome: Outcome, ours: Matcher, theirs: Regexes, items: Sequence[Candidate]) -> None:
    """Note what was compared, and every difference."""
    hits = 0
    for item in items:
        said, expected = [hit.rule_id for hit in ours.hits(item)], theirs.hits(item)
        hits += len(expected)
        if said != expected:
            outcome.faults.append(f"regexes say {expected}, Kaiku {said}: {item.title}")
    outcome.checks.append(f"{len(items)} entries with {hits} hits, the same by both")


def _variant(name: str, ask: Callable[[Candidate], object], items: Sequence[Candidate]) -> Variant:
    async def measure() -> Sample:
        began = time.perf_counter()
        for item in items:
            ask(item)
        return {_METRIC: (time.perf_counter() - began) / len(items) * 1_000_000}

    return Variant(name, measure)
