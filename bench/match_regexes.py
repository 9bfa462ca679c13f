"""What the matcher is judged by: one compiled regular expression for each word, over the same forms, with the same neighbours.

It is written as one would who has no automaton, so it is slow and shares nothing with the matcher but the list of endings.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from bot.feeds import word_finder
from bot.feeds.match import Candidate, RuleSpec
from bot.feeds.rule_word import RuleWord

_MARKS = "\u0300-\u036f"
"""The accents of the Latin letters."""
_IN = rf"(?:[^\W_]|[{_MARKS}])"
_NOT_BEFORE = rf"(?<![^\W_])(?<![{_MARKS}])"
_NOT_AFTER = rf"(?!{_IN})"
_GAP = r"[\s\-_\u2010-\u2013]+"
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff]")
_APOSTROPHES = re.compile("[’‘ʼ´`′ʹ＇]")


def folded(text: str) -> str:
    """Return a text as the regular expressions read it."""
    return _APOSTROPHES.sub("'", unicodedata.normalize("NFC", _UNSEEN.sub("", text)).casefold())


def compiled(word: RuleWord) -> re.Pattern[str]:
    """Return the regular expression of a word that is not in exact capitals and has no forms taken away."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for form in word.forms:
        for left, middle, right in _of_form(form, word):
            alike[left, right].append(middle)
    return re.compile(
        "|".join(f"{left}(?:{'|'.join(forms)}){right}" for (left, right), forms in alike.items()) or "(?!)"
    )


def _of_form(form: str, word: RuleWord) -> Iterator[tuple[str, str, str]]:
    """Yield what stands before a form, the form, and what may follow it; a phrase also as a hashtag or a handle."""
    plain = folded(form)
    goes_on = plain.endswith("*")
    parts = [part for part in re.split(_GAP, plain.rstrip("*")) if part]
    if not parts:
        return
    solid = "".join(parts)
    has_edge = re.fullmatch(_IN, solid[-1]) or solid[-1] in "+#"
    right = _right(" ".join(parts), word, goes_on=goes_on) if has_edge else ""
    yield "" if unicodedata.category(solid[0])[0] == "S" else _NOT_BEFORE, _GAP.join(map(re.escape, parts)), right
    if len(parts) > 1 and not word.is_exact:
        yield f"{_NOT_BEFORE}[#@]", re.escape(solid), right


def _right(plain: str, word: RuleWord, *, goes_on: bool) -> str:
    """Return what may follow a form."""
    if goes_on:
        return f"{_IN}*"
    tied = f"{word_finder.TIED}{_NOT_AFTER}"
    alone = rf"{_NOT_AFTER}(?!{tied})(?!'{_IN})"
    if word.is_exact:
        return alone
    after = word_finder.AFTER_NAME if word.text[:1].isupper() else word_finder.AFTER_WORD
    is_long = len(plain) >= word_finder.FEWEST and plain[-1] in word_finder.TAKES_SUFFIX
    return f"(?:{alone}|{tied}{f'|(?:{after.pattern}){_NOT_AFTER}' if is_long else ''})"


class Regexes:
    """Rules of words only, one regular expression a word."""

    def __init__(self, rules: Iterable[RuleSpec]) -> None:
        """Compile all words."""
        self._rules = [(rule.id, _compiled(rule.any), _compiled(rule.all), _compiled(rule.none)) for rule in rules]

    def hits(self, item: Candidate) -> list[int]:
        """Return the rules that hit."""
        text = folded(f"{item.title} | {item.text}")
        return [
            number
            for number, some, every, none in self._rules
            if (some or every)
            and (not some or any(word.search(text) for word in some))
            and all(word.search(text) for word in every)
            and not any(word.search(text) for word in none)
        ]


def _compiled(words: Iterable[RuleWord]) -> list[re.Pattern[str]]:
    return [compiled(word) for word in words]


def found(words: Mapping[int, RuleWord], text: str) -> set[int]:
    """Return the words that stand in a text."""
    plain = folded(text)
    return {key for key, word in words.items() if compiled(word).search(plain)}
