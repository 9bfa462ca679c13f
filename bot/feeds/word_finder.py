"""Finds words of rules in a text: one automaton for all of them, whatever their number.

A text is folded once (case, composed accents, one space for any run of spaces and hyphens), the automaton names every place
where a form begins and ends, and only there the neighbours are looked at. What counts as the word:

- A form stands between signs that are no letters, digits or accents; a hyphen, a slash, a colon or an underscore is such a sign.
- An ending tied by a colon or an apostrophe belongs to the word: HSL:ssä, EU’s. In don’t nothing is tied, so Don is not there.
- Finnish particles and possessive suffixes may follow a form: Turussakin, kirjastossaan. Only common words take a suffix.
- A form that ends in * goes on to the end of the word: uimahalli*.
- An exact word has none of these; in capitals it is only itself: "HAM" is not ham.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

import ahocorasick  # type: ignore[import-not-found]

from bot.feeds.folded_text import FoldedText, cleaned
from bot.feeds.rule_word import RuleWord

Key = TypeVar("Key", bound=Hashable)
_FIRST_ODD = "\u0149"
"""From this letter on some are no letters any more when they are folded, or are composed of several."""
ENDING = (
    "i?(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|tt[aä])(?:[aä]n|en|mme|nne|ns[aä])?|i?n[aä]|i?ksi|[ie]?t[aä]|[ie]?j[aä]|[iuoeaä]?[aä]"
    "|h[aeiouyäö]n|[aeiouyäö]{0,2}n|seen|i?siin|i?hin|i?den|i?tten|jen|mme|nne|ns[aä]|s"
)
"""What a colon or an apostrophe ties to an abbreviation, a number or a foreign name in Finnish, Swedish and English."""
AFTER_COLON = "[iuaä]?t|es|ets?|ens|ar(?:na)?s?|er(?:na)?s?|or(?:na)?s?|ns|de?|r|are"
"""What only a colon ties, since don’t, I’d and we’re are words of their own."""
PARTICLE = "(?:kin|kaan|kään|han|hän|ko|kö|kohan|köhän)"
TIED = rf"(?:[:'](?:{ENDING})|:(?:{AFTER_COLON})){PARTICLE}?"
_TIED = re.compile(rf"{TIED}(?![^\W_])")
AFTER_NAME = re.compile(rf"{PARTICLE}(?![^\W_])")
AFTER_WORD = re.compile(
    rf"(?:{PARTICLE}|(?:mme|nne|nsa|nsä|(?<=n)s[aä]|(?<=[aä])[aä]n|(?<=lle)en){PARTICLE}?)(?![^\W_])"
)  # fmt: skip
FEWEST = 4
"""Letters that a form must have before something may follow it: nap has no particle in napkin."""
TAKES_SUFFIX = frozenset("aeiouyäöntslr")
WILDCARD = "*"


class _Pattern(NamedTuple, Generic[Key]):
    """One folded form, and the words that have it."""

    length: int
    from_edge: bool
    """It begins with a letter or a sign such as # that stands at the beginning of a word; an emoji may stand anywhere."""
    to_edge: bool
    is_beginning: bool
    """It ended in a wildcard: the rest of the word is part of it, whatever it is."""
    may_go_on: bool
    """Particles and suffixes may follow, or it is a beginning."""
    owners: tuple[_Owner[Key], ...]


class _Owner(NamedTuple, Generic[Key]):
    """A word that has a form."""

    key: Key
    suffixes: re.Pattern[str] | None
    """What may follow a form of it; None for an exact word."""
    cased: str
    """How it must be written, when its capitals matter."""
    removed: frozenset[str]
    """Folded forms that somebody took away; they do not come back as a form with an ending."""


class WordFinder(Generic[Key]):
    """Tells which words stand in a text; made once for a set of words, then only read, from any thread."""

    def __init__(self, words: Mapping[Key, RuleWord]) -> None:
        """Build the automaton: about 30 ms for 10,000 forms."""
        patterns: dict[str, dict[Key, _Owner[Key]]] = {}
        for key, word in words.items():
            owner = _owner(key, word)
            for pattern in _patterns_of(word):
                patterns.setdefault(pattern, {})[key] = owner
        self._automaton = ahocorasick.Automaton() if patterns else None
        if self._automaton is not None:
            for pattern, owners in patterns.items():
                text = pattern.removesuffix(WILDCARD)
                known = [_pattern(text, tuple(owners.values()), is_beginning=pattern != text)]
                if self._automaton.exists(text):  # with and without wildcard
                    known += self._automaton.get(text)
                self._automaton.add_word(text, known)
            self._automaton.make_automaton()

    def found(self, text: str | FoldedText) -> dict[Key, tuple[str, ...]]:
        """Return the words that stand in a text, each with how it is written there, every writing once, first places first."""
        return {
            key: tuple(dict.fromkeys(shown for _place, shown in places)) for key, places in self.places(text).items()
        }

    def places(self, text: str | FoldedText) -> dict[Key, list[tuple[int, str]]]:
        """Return the words that stand in a text with the places and writings, in the order of the text."""
        if self._automaton is None:
            return {}
        folded = FoldedText(text) if isinstance(text, str) else text
        longest: dict[Key, dict[int, int]] = {}
        for start, stop, owners in self._spans(folded.text):
            for owner in owners:
                if _is_meant(owner, folded, start, stop):
                    stops = longest.setdefault(owner.key, {})
                    stops[start] = max(stop, stops.get(start, 0))
        return {
            key: [(start, folded.written(start, stop)) for start, stop in sorted(stops.items())]
            for key, stops in longest.items()
        }

    def _spans(self, text: str) -> Iterator[tuple[int, int, tuple[_Owner[Key], ...]]]:
        """Yield where forms begin and end, with the words that have them."""
        assert self._automaton is not None  # noqa: S101 - asked by places() only
        for last, patterns in self._automaton.iter(text):
            end = last + 1
            start = end - patterns[0].length
            if patterns[0].from_edge and start and is_in_word(text[start - 1]):
                continue
            follows = text[end : end + 1]
            for pattern in patterns:
                if not pattern.to_edge or not (follows and (follows in ":'" or is_in_word(follows))):
                    yield start, end, pattern.owners
                elif pattern.may_go_on or not follows.isalnum():
                    yield from _with_ending(text, start, end, pattern)


def _with_ending(
    text: str, start: int, end: int, pattern: _Pattern[Key]
) -> Iterator[tuple[int, int, tuple[_Owner[Key], ...]]]:
    """Yield the words whose form is followed by something that belongs to it, or only seems to be followed by it."""
    if pattern.is_beginning:
        yield start, _end_of_word(text, end), pattern.owners
    elif not is_in_word(text[end]):
        tied = _whole(_TIED, text, end)
        if tied:
            yield start, tied, tuple(owner for owner in pattern.owners if owner.suffixes)
        elif text[end] == ":" or not is_in_word(text[end + 1 : end + 2]):
            yield start, end, pattern.owners
    elif pattern.may_go_on:
        for owner in pattern.owners:
            stop = _whole(owner.suffixes, text, end) if owner.suffixes else 0
            if stop:
                yield start, stop, (owner,)


def _whole(ending: re.Pattern[str], text: str, start: int) -> int:
    """Return where an ending that fills the rest of the word stops; 0 when the rest is no ending."""
    found = ending.match(text, start)
    return found.end() if found and not is_in_word(text[found.end() : found.end() + 1]) else 0


def _end_of_word(text: str, place: int) -> int:
    while place < len(text) and is_in_word(text[place]):
        place += 1
    return place


def is_in_word(sign: str) -> bool:
    """Tell whether a sign is part of a word: a letter, a digit or an accent of its own."""
    return sign.isalnum() or (not sign.isascii() and unicodedata.category(sign)[0] == "M")


def _is_meant(owner: _Owner[Key], folded: FoldedText, start: int, stop: int) -> bool:
    """Tell whether a form with its ending is one that the word has: it was not taken away, and exact capitals are kept."""
    if owner.removed and folded.text[start:stop] in owner.removed:
        return False
    return not owner.cased or folded.written(start, stop).lstrip("#@") == owner.cased


def folded_form(form: str) -> str:
    """Return a form as it stands in folded texts."""
    if form.isalpha() and max(form) < _FIRST_ODD:
        return form.casefold()
    return FoldedText(form).text


def _owner(key: Key, word: RuleWord) -> _Owner[Key]:
    text = " ".join(cleaned(word.text).split())
    is_cased = word.is_exact and text == text.upper() and text != text.lower()
    suffixes = AFTER_NAME if text[:1].isupper() else AFTER_WORD
    removed = frozenset(folded_form(form) for form in word.removed)
    return _Owner(key, None if word.is_exact else suffixes, text if is_cased else "", removed)


def _patterns_of(word: RuleWord) -> Iterator[str]:
    """Yield the folded forms of a word; a phrase also as it stands in a hashtag or a handle: #TurunKaupunki."""
    for form in word.forms:
        folded = folded_form(form)
        if not folded.removesuffix(WILDCARD):
            continue
        yield folded
        if " " in folded and not word.is_exact:
            joined = folded.replace(" ", "")
            yield f"#{joined}"
            yield f"@{joined}"


def _pattern(text: str, owners: tuple[_Owner[Key], ...], *, is_beginning: bool) -> _Pattern[Key]:
    """Return a pattern; a symbol such as an emoji has no edges, a sign such as # has one where a word would have it."""
    from_edge = is_in_word(text[0]) or unicodedata.category(text[0])[0] != "S"
    to_edge = is_in_word(text[-1]) or text[-1] in "+#"
    may_go_on = is_beginning or (len(text) >= FEWEST and text[-1] in TAKES_SUFFIX)
    return _Pattern(len(text), from_edge, to_edge, is_beginning, may_go_on, owners)
