"""A rule's words: read from what a person types, given their forms, changed by hand.

One field takes many words, parted by commas, semicolons or new lines. Words in quotes are meant exactly as they stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

from bot.errors import Invalid
from bot.feeds.folded_text import cleaned
from bot.feeds.rule_forms import LANGUAGES, forms_of
from bot.feeds.rule_word import RuleWord, from_json, to_json
from bot.feeds.tongue import is_small_word
from bot.feeds.word_finder import WILDCARD, folded_form
from bot.views.blocks import cut

__all__ = [
    "MOST_WORDS",
    "RuleWord",
    "check_sense",
    "edited",
    "forms_from",
    "from_json",
    "made",
    "to_json",
    "words_from",
]
MOST_WORDS = 1_000
"""Words of one rule."""
MOST_FORMS = 200
"""Forms that people may add to one word, or take away."""
SHORTEST, LONGEST = 2, 100
_QUOTES = '"“”„«»'
_WORD = re.compile(rf"\s*([{_QUOTES}])(?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]\s*(?=[,;\n]|$)|(?P<plain>[^,;\n]+)")
_EDGES = " \t\r.!?()[]" + _QUOTES
_SHORTEST_BEGINNING = 3
_SHOWN = 40
"""Letters of a word that a fault names."""


def made(text: str, languages: Collection[str] = LANGUAGES, genitive: str = "") -> RuleWord:
    """Return a word with its forms in some languages; in quotes it is exact, and ends in * it goes on: uimahalli*."""
    written = _tidy(text)
    if written[:1] in tuple(_QUOTES) and written[-1:] in tuple(_QUOTES) and len(written) > 2:
        exact = _tidy(written[1:-1])
        return RuleWord(text=exact, forms=(exact,), is_exact=True)
    if written.endswith(WILDCARD):
        begun = written.rstrip(WILDCARD)
        return RuleWord(text=f"{begun}*", forms=_distinct((f"{begun}*", *forms_of(begun, languages, genitive))))
    return RuleWord(text=written, forms=_distinct(forms_of(written, languages, genitive)), genitive=genitive)


def edited(
    word: RuleWord,
    added: Iterable[str],
    removed: Iterable[str],
    genitive: str = "",
    languages: Collection[str] = LANGUAGES,
) -> RuleWord:
    """Return a word with its forms made again, less those that a person took away, and those that they added.

    Raises Invalid when nothing would hit any more, or a form cannot be one (`field` is "added", "removed" or "genitive").
    """
    more, less = (_checked(forms, field) for forms, field in ((added, "added"), (removed, "removed")))
    gone = {folded_form(form) for form in less}
    genitive = _genitive(genitive)
    again = made(f'"{word.text}"' if word.is_exact else word.text, languages, genitive)
    forms = [form for form in _distinct((*again.forms, *more)) if folded_form(form) not in gone]
    if not forms:
        raise Invalid("Leave at least one form, or take the whole word away.", field="removed")
    return RuleWord(word.text, tuple(forms), more, less, genitive, word.is_exact)


def words_from(text: str, *, field: str = "words") -> tuple[str, ...]:
    """Return the words that a person typed into one field, each once, for `made`; words in quotes keep their quotes.

    Raises Invalid for the form field `field`: too many words, one too short, too long or too common.
    """
    found: dict[tuple[bool, str], str] = {}
    for word in _typed(text):
        _check(word, field)
        found.setdefault((word.startswith('"'), folded_form(word)), word)
    if len(found) > MOST_WORDS:
        raise Invalid("A rule takes at most {most} words.", field=field, most=MOST_WORDS)
    return tuple(found.values())


def check_sense(wanted: Iterable[RuleWord], unwanted: Iterable[RuleWord], *, field: str) -> None:
    """Raise Invalid for the form field `field` when a word is looked for and left out at once, so that it never hits."""
    left_out = [(_is_exact(word), word.text.strip('"')) for word in unwanted]
    exact, others = ({text for is_exact, text in left_out if is_exact is kind} for kind in (True, False))
    folded = set(map(folded_form, others))
    for word in wanted:
        text = word.text.strip('"')
        if folded_form(text) in folded or (_is_exact(word) and text in exact):
            raise Invalid(
                "“{word}” stands among the words to look for and among those to leave out, so it would never be found. "
                "Take it out of one of the two fields.",
                field=field,
                word=cut(text, _SHOWN),
            )


def forms_from(text: str) -> tuple[str, ...]:
    """Return the forms that a person typed into one field, each once."""
    return _distinct(word.strip('"') for word in _typed(text))


def _typed(text: str) -> Iterator[str]:
    for match in _WORD.finditer(cleaned(text)):
        quoted = match["quoted"]
        word = _tidy(quoted if quoted is not None else match["plain"].strip(_EDGES))
        if word:
            yield f'"{word}"' if quoted is not None else word


def _check(written: str, field: str) -> None:
    """Raise Invalid when a word is none that a rule could listen for."""
    is_exact, word = written.startswith('"'), written.strip('"')
    plain, shown = word.rstrip(WILDCARD), cut(word, _SHOWN)
    if len(word) > LONGEST:
        raise Invalid("This word is too long, at most {most} characters: {word}", field=field, most=LONGEST, word=shown)
    if WILDCARD in plain or (plain != word and len(plain) < _SHORTEST_BEGINNING):
        raise Invalid("A star stands at the end, after three letters or more: {word}", field=field, word=shown)
    if not any(map(_is_telling, plain)):
        raise Invalid("These signs are no word: {word}", field=field, word=shown)
    if len(plain) < SHORTEST and plain.isalnum():
        raise Invalid("One letter is too little for a word: {word}", field=field, word=word)
    if not is_exact and is_small_word(word):
        raise Invalid(
            "Nearly every text has this word: {word}. Put it in quotes to hit it only as it is written.",
            field=field,
            word=word,
        )


def _is_exact(word: RuleWord) -> bool:
    """Tell whether a word is meant as it stands, also while it has its quotes still and no forms."""
    return word.is_exact or word.text.startswith('"')


def _is_telling(sign: str) -> bool:
    """Tell whether a sign may be heard of: a letter, a digit or a symbol such as an emoji."""
    return sign.isalnum() or unicodedata.category(sign) == "So"


def _checked(forms: Iterable[str], field: str) -> tuple[str, ...]:
    found = _distinct(_tidy(form) for form in forms)
    if len(found) > MOST_FORMS:
        raise Invalid("At most {most} forms can be given here.", field=field, most=MOST_FORMS)
    for form in found:
        _check(f'"{form}"', field)
    return found


def _genitive(genitive: str) -> str:
    """Return a genitive that a person gave; Invalid when it is none, since every other form is made from it."""
    written = _tidy(genitive)
    if written and not (written.casefold().endswith("n") and SHORTEST < len(written) <= LONGEST):
        raise Invalid("A Finnish genitive ends in -n, such as Turun.", field="genitive")
    return written


def _tidy(text: str) -> str:
    return " ".join(cleaned(text).split())


def _distinct(forms: Iterable[str]) -> tuple[str, ...]:
    """Return forms that differ in the eyes of the finder, each once."""
    found: dict[str, str] = {}
    for form in forms:
        found.setdefault(folded_form(form), form)
    return tuple(form for folded, form in found.items() if folded)
