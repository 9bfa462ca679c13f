"""The words by which a mention was found, as a mute takes them: with every form, and not only the one that stood in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy.orm import Session

from bot.feeds.rule_word import RuleWord, from_json
from bot.feeds.rule_words import made
from bot.feeds.word_finder import WordFinder, folded_form
from bot.language import words_of
from storage import mentions, rules
from storage.models import Rule


def words(session: Session, mention_id: int, most: int) -> tuple[RuleWord, ...]:
    """Return the words of the rules that hit a mention, each once, at most so many; first hits first.

    A word that its rule has no longer is taken by its base form, as far as that is known.
    """
    hits = mentions.hits(session, mention_id)
    known = rules.many_rules(session, {hit.rule_id for hit in hits})
    found: dict[str, RuleWord] = {}
    for hit in hits:
        looked_for = list(_looked_for(known[hit.rule_id])) if hit.rule_id in known else []
        for text in filter(None, hit.words):
            word = _whose_form(text, looked_for) or _by_base(text)
            found.setdefault(as_written(word), word)
            if len(found) == most:
                return tuple(found.values())
    return tuple(found.values())


def as_written(word: RuleWord) -> str:
    """Return a word as a person writes it: an exact one stands in quotes."""
    return f'"{word.text}"' if word.is_exact else word.text


def _looked_for(rule: Rule) -> Iterator[RuleWord]:
    return (from_json(stored) for stored in (*rule.any_words, *rule.all_words))


def _whose_form(text: str, among: Iterable[RuleWord]) -> RuleWord | None:
    """Return the word that stands in a text as a whole, None when none of them does."""
    begins = _beginning(text)
    # A rule may have a thousand words: the finder, which knows endings as well, is made for those that it can be.
    likely = dict(enumerate(word for word in among if any(_beginning(form) == begins for form in word.forms)))
    found = _found(likely, text)
    return next((likely[key] for key in sorted(likely) if text in found.get(key, ())), None)


def _by_base(text: str) -> RuleWord:
    """Return a single word by its base form where that has the found one among its forms; else what was found."""
    read = words_of(text)
    bases = [base for word in read for base in word.bases] if len(read) == 1 else []
    shown = [base.capitalize() if text[:1].isupper() else base for base in bases]
    likely = dict(enumerate(made(base) for base in shown if folded_form(base) != folded_form(text)))
    found = _found(likely, text)
    return next((likely[key] for key in sorted(likely) if text in found.get(key, ())), None) or made(text)


def _found(likely: dict[int, RuleWord], text: str) -> dict[int, Collection[str]]:
    return dict(WordFinder(likely).found(text))


def _beginning(text: str) -> str:
    return folded_form(text).lstrip("#@")[:1]
