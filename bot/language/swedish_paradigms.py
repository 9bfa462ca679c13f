"""Swedish declensions and conjugations: every form of a base word. Words come folded; genitives are read elsewhere.

A rule makes a form too many rather than one too few: "kvartret" does no harm, since nobody writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_VOWELS = "aeiouy"
_LOSES_E = re.compile(r".*[aeiouy].*e[lrn]")
"""Words that may lose the e of their last syllable before an ending: nyckel, teater, vatten; not del or sten."""
_VOICELESS = ("k", "p", "s", "x")


def all_forms(kind: str, word: str) -> list[str]:
    """Return the forms of a base word of a class of words/sv.txt; a plus at its end doubles its last consonant."""
    base = word.removesuffix("+")
    stem = base + base[-1] if word.endswith("+") else base
    return [base, *_CLASSES[kind](base, stem)]


def _short(word: str) -> str:
    """Return a word without the e of its last syllable: nyckel -> nyckl."""
    return word[:-2] + word[-1]


def _definite(word: str, stem: str) -> str:
    """Return the definite singular of a word of common gender: parken, skolan, nyckeln, professorn."""
    ends_softly = word[-1] in _VOWELS or _LOSES_E.fullmatch(word) or word.endswith(("tor", "sor"))
    return word + "n" if ends_softly else stem + "en"


def _with(stem: str, *endings: str) -> list[str]:
    return [stem + ending for ending in endings]


def _or(word: str, stem: str) -> Iterable[str]:
    return [_definite(word, stem), *_with(word.removesuffix("a"), "or", "orna")]


def _ar(word: str, stem: str) -> Iterable[str]:
    if _LOSES_E.fullmatch(word):
        stem = _short(word)
    return [_definite(word, stem), *_with(stem.removesuffix("e"), "ar", "arna")]


def _er(word: str, stem: str) -> Iterable[str]:
    if word.endswith("el") and _LOSES_E.fullmatch(word):
        stem = _short(word)
    return [_definite(word, stem), stem + "en", *_with(stem, "er", "erna")]


def _r(word: str, _stem: str) -> Iterable[str]:
    return _with(word, "n", "r", "rna")


def _en(word: str, stem: str) -> Iterable[str]:
    return [_definite(word, stem)]


def _n(word: str, _stem: str) -> Iterable[str]:
    return _with(word, "t", "n", "na")


def _neuter(word: str, stem: str) -> Iterable[str]:
    short = _with(_short(word), "et", "en") if _LOSES_E.fullmatch(word) else []
    return [*_with(stem, "et", "en"), *short, *([word + "na"] if short else [])]


def _neuter_er(word: str, stem: str) -> Iterable[str]:
    return [*_with(stem, "et", "er", "erna"), *(_with(word, "t", "n") if word.endswith("e") else [])]


def _agent(word: str, _stem: str) -> Iterable[str]:
    return [word + "n", word.removesuffix("e") + "na", word + "na"]


def _latin(word: str, _stem: str) -> Iterable[str]:
    return [*_with(word.removesuffix("um"), "et", "er", "erna", "a"), *_with(word, "et", "en")]


def _loan(word: str, stem: str) -> Iterable[str]:
    return [word + "en", *_with(stem, "en", "ar", "arna", "er", "erna"), word + "s", word + "sen"]


def _adjective(word: str, stem: str) -> Iterable[str]:
    if word[-1] in _VOWELS:
        return _with(word, "tt", "a", "are", "ast", "aste")
    if word.endswith("ad"):
        return [word[:-1] + "t", word + "e"]
    if _LOSES_E.fullmatch(word):
        neuter = word[:-1] + "t" if word.endswith("en") else word + "t"
        return [neuter, *_with(_short(word), "a", "e", "are", "ast", "aste")]
    neuter = _supine(word) if word.endswith("d") else word + "t"
    return [neuter, *_with(stem, "a", "e", "are", "ast", "aste")]


def _adjective_in_t(word: str, _stem: str) -> Iterable[str]:
    return _with(word, "a", "e", "are", "ast", "aste")


def _ar_verb(word: str, _stem: str) -> Iterable[str]:
    return _with(word, "r", "de", "t", "d")


def _er_verb(word: str, _stem: str) -> Iterable[str]:
    stem = word.removesuffix("a")
    present = stem if stem.endswith("r") else stem + "er"
    plain = stem[:-1] if stem.endswith(("mm", "nn")) else stem
    supine = _supine(plain)
    if plain.endswith(_VOICELESS):
        return [present, *_with(plain, "te", "ta"), supine]
    if plain.endswith(("t", "d")):
        past = plain + plain[-1] if plain[-2] in _VOWELS else plain
        return [present, past + "e", past + "a", supine]
    return [present, *_with(plain, "de", "d", "da"), supine]


def _supine(stem: str) -> str:
    """Return a stem with the neuter's or supine's t: bygg-t, rod -> rott, sand -> sant, mat -> matt, lyft."""
    if not stem.endswith(("t", "d")):
        return stem + "t"
    return stem[:-1] + ("tt" if stem[-2] in _VOWELS else "t")


_CLASSES: dict[str, Callable[[str, str], Iterable[str]]] = {
    "or": _or, "ar": _ar, "er": _er, "r": _r, "en": _en, "n": _n, "nt": _neuter, "ert": _neuter_er, "are": _agent,
    "iker": _agent, "um": _latin, "ande": _agent, "s": _loan, "adj": _adjective, "adjt": _adjective_in_t,
    "ar-verb": _ar_verb, "er-verb": _er_verb,
}  # fmt: skip
NOUNS = ("or", "ar", "er", "r", "en", "n", "nt", "ert", "are", "iker", "um", "ande", "s")
ADJECTIVES = ("adj", "adjt")
VERBS = ("ar-verb", "er-verb")
