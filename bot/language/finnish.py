"""Finnish word forms: the base forms of a word, the parts of a compound, the paradigm of a name.

A form is first looked for among the words that the lists know, then among these with a possessive suffix or a clitic, then
as a compound of known words; only then is its base guessed by its shape. Whatever is said was proved by making the form.
Words may come with å, ä and ö or without; base forms and parts are folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile

from bot.language import finnish_stop_words
from bot.language.finnish_compounds import compounds, inner_parts, with_known_last
from bot.language.finnish_genitive import genitive_by_shape
from bot.language.finnish_guess import guesses
from bot.language.finnish_lexicon import DOUBLE, NAME, VERB, Entry, known, named, written_forms
from bot.language.finnish_paradigm import inflected, stems_of
from bot.language.finnish_suffixes import without_suffix
from bot.language.folding import fold

STOP_WORDS = finnish_stop_words.STOP_WORDS
"""Folded words of questions that no skill is called by."""
_MOST = 4
_SHORT_NAME = 4
_NOMINAL = ("in", "nut", "nyt", "tu", "ty", "va")
_FOREIGN_ENDING = re.compile(r"(?<=[^\W\d_])['’](?:i?n|ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|i?t[aä]|hin|iin)$")
"""Bordeaux’n, Versailles’ssa: the name ends where the apostrophe stands."""


@lru_cache(maxsize=50_000)
def bases(word: str) -> tuple[str, ...]:
    """Return the folded base forms that a word may have, best first: kaduilla -> katu, turun -> turku."""
    name = _FOREIGN_ENDING.sub("", word)
    form = fold(name).replace("'", "").replace("’", "")
    if name != word or len(form) < 3 or not form.isalpha() or _is_nominative(form):
        return (form,)
    found = _listed(form) or _compound(form) or _suffixed(form)
    return (*found, form) if found and _may_be_a_base(form) else found or _guessed(form)


def knows(word: str) -> bool:
    """Tell whether a word is a form of a known word or a compound of known words."""
    form = fold(word).replace("’", "")
    return bool(named(form) or _listed(form) or _compound(form) or _suffixed(form))


@lru_cache(maxsize=50_000)
def parts(word: str) -> tuple[str, ...]:
    """Return the folded base forms of the parts of a compound; nothing for other words: uimahallien -> halli."""
    form = fold(word).replace("’", "")
    entries = named(form) or known(form)
    if entries:
        return _unique(part for entry in entries for part in inner_parts(entry))
    readings = compounds(form)
    if not readings:
        readings = next((found for rest in without_suffix(form) if (found := compounds(rest))), ())
    return _unique(part for reading in readings for part in reading.all_parts)


def forms_of(nominative: str, genitive: str) -> tuple[str, ...]:
    """Return the paradigm of a noun or a name as it is written: Turku, Turun -> Turku, Turun, Turkua, Turussa."""
    small = nominative.casefold()
    place = _last_part_of(small)
    both = [entry for entry in named(fold(small)) if entry.kind == DOUBLE]
    if both:
        forms = written_forms(both[0])
    else:
        stems = stems_of(small[place:], genitive.casefold()[place:])
        forms = (small[:place] + form for form in inflected(stems))
    return _unique(_in_the_letters_of(nominative, form) for form in forms)


def genitive_of(nominative: str) -> str:
    """Return the likeliest genitive of a noun or a name as it is written: Turku -> Turun, Mäkinen -> Mäkisen."""
    small = nominative.casefold()
    place = _last_part_of(small)
    entries = [entry for entry in named(fold(small[place:])) if entry.kind != VERB and entry.word == small[place:]]
    listed = [entry.genitive for entry in entries if entry.genitive]
    genitive = listed[0] if listed else genitive_by_shape(small[place:])
    both = [entry for entry in named(fold(small)) if entry.kind == DOUBLE]
    if both:
        return _in_the_letters_of(nominative, tuple(written_forms(both[0]))[1])
    return _in_the_letters_of(nominative, small[:place] + genitive)


def _last_part_of(word: str) -> int:
    """Return where the last part of a compound begins; 0 for other words."""
    folded = fold(word)
    firsts = ["".join(entry.first) for entry in named(folded)]
    if not firsts:
        firsts = [reading.first for reading in compounds(folded) if reading.base == folded]
    return len(firsts[0]) if firsts and len(folded) == len(word) else 0


def _in_the_letters_of(word: str, form: str) -> str:
    """Return a form with the capitals of its nominative: LinkedIn, linkedinin -> LinkedInin."""
    letters = zip(word, form, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0].casefold() == pair[1], letters))
    if same == 0 and word[:1].isupper():
        return form[:1].upper() + form[1:]
    return word[:same] + form[same:]


def _listed(form: str) -> tuple[str, ...]:
    return _of_entries(known(form))


def _is_nominative(form: str) -> bool:
    """Tell whether a known word is called so: sanoma is no form of anything else, while neuvoa may be one of neuvo."""
    return any(entry.kind != VERB for entry in named(form))


def _may_be_a_base(form: str) -> bool:
    """Tell whether a form of known words may as well be an unknown base: kirjoitin, koulutettu, or what only names claim."""
    entries = known(form)
    if all(entry.kind == VERB for entry in entries):
        return bool(entries) and form.endswith(_NOMINAL)
    return all(entry.kind == NAME and len(entry.base) <= _SHORT_NAME for entry in entries)


def _of_entries(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the base forms of words, those of nouns first, with the verb of a noun in -minen."""
    ordered = sorted(entries, key=lambda entry: entry.kind == VERB)
    return _unique(entry.base for entry in ordered)[:_MOST]


def _compound(form: str) -> tuple[str, ...]:
    return _unique(reading.base for reading in compounds(form))[:_MOST]


def _suffixed(form: str) -> tuple[str, ...]:
    """Return the bases of a form with a possessive suffix or a clitic: kirjastomme, koulussakin."""
    for rest in without_suffix(form):
        found = _listed(rest) or _compound(rest)
        if found:
            return (*found, form)
    return ()


def _guessed(form: str) -> tuple[str, ...]:
    rests = without_suffix(form, only_sure=True)
    guessed = (base for rest in rests for base in (*with_known_last(rest), *guesses(rest), rest))
    return (*_unique((*with_known_last(form), *guesses(form), *guessed))[: _MOST - 1], form)


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
