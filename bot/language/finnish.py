"""Finnish word forms, lightly: endings off, vowels and consonant gradation brought to one shape.

A form gives every base it may come from ("kaupat" -> kaupa, "kauppa" -> kauppa, kaupa), so two forms of a word share one.
It is no dictionary: a few wrong bases do no harm, since they only count when the register has that very word.
Words come folded: ä is a, ö is o.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

STOP_WORDS = frozenset(["ja", "tai", "on", "eli", "seka", "kuka", "mika", "missa", "meidan", "kanssa"])
NO_COMPOUNDS = ("liikun",)
"""Beginnings of words that only look like compounds: liikunta (sport) is no kunta (municipality)."""
_VOWELS = "aeiouy"
_SHORTEST = 3
_IRREGULAR = {"lasten": "lapsi", "miehet": "mies", "miesten": "mies", "veljet": "veli"}
_POSSESSIVE = re.compile(r"(?<=[aeiouy])(?:mme|nne|nsa)$")
_AFTER_VOWEL = ("ssa", "sta", "lla", "lta", "lle", "ksi", "seen", "tta", "ta", "n", "t")
"""Case endings that follow a vowel: kirjasto-ssa, museo-ta, koulu-n, koulu-t."""
_PLURAL = ("itten", "iden", "ihin", "ita", "iin", "ien", "ia")
"""Endings that hold the plural's i and may have swallowed the stem's vowel: koir-ien, museo-iden."""
_PLURAL_WITH_J = re.compile(r"(?<=[eouy])(?:jen|ja)$")
_LAST_CONSONANTS = re.compile(r"(.*?[aeiouy])([^aeiouy]+)([aeiouy]+)")
_WEAK_ENDS = {
    "nt": "nn", "mp": "mm", "nk": "ng", "lt": "ll", "rt": "rr", "ht": "hd", "rk": "r", "lk": "l", "hk": "h",
    "rp": "rv", "lp": "lv", "pp": "p", "tt": "t", "kk": "k",
}  # fmt: skip
_WEAK_ALONE = {"t": "d", "p": "v", "k": ""}


def stems(word: str) -> set[str]:
    """Return the bases that a folded Finnish word may be a form of, each in strong and weak grade."""
    found = {_IRREGULAR[word]} if word in _IRREGULAR else set[str]()
    for form in {word, _POSSESSIVE.sub("", word)}:
        for stem in (*_of_base(form), *_of_case(form), *_of_plural(form)):
            if len(stem) >= _SHORTEST:
                found |= _grades(_settled(stem))
    return found


def _of_base(form: str) -> Iterator[str]:
    if form[-1] in _VOWELS:
        yield form
    else:
        yield form + "i"  # instagram -> instagrami-ssa
    if form.endswith("nen"):
        yield form[:-3] + "si"  # uutinen -> uutise-t
    elif form.endswith("s"):
        yield form[:-1] + "ksi"  # rakennus -> rakennukse-n
        yield form[:-1] + ("di" if form[-2] in "uy" else "")  # terveys -> terveyde-n, asukas -> asukkaa-n
    elif form.endswith("si"):
        yield form[:-2] + "ti"  # uusi -> uude-n


def _of_case(form: str) -> Iterator[str]:
    for ending in _AFTER_VOWEL:
        rest = form.removesuffix(ending)
        if rest != form and len(rest) >= _SHORTEST and rest[-1] in _VOWELS:
            yield rest
            if rest[-1] == "i":
                yield from _before_plural(rest[:-1])
    if form.endswith("a") and form[-2] in "eiouy":
        yield form[:-1]  # kirjasto-a
    if form.endswith("ten") and form[-4:-3] in ("n", "r", "s", "l"):
        yield form[:-3] + "i"  # nuor-ten


def _of_plural(form: str) -> Iterator[str]:
    for ending in _PLURAL:
        rest = form.removesuffix(ending)
        if rest != form and len(rest) >= _SHORTEST:
            yield from _before_plural(rest)
    rest = _PLURAL_WITH_J.sub("", form)
    if rest != form:
        yield from _before_plural(rest)


def _before_plural(rest: str) -> Iterator[str]:
    """Yield the stems that lose or change their vowel before the plural's i: koira, kirja -> kirjo-i, halli -> halle-i."""
    if not rest:
        return
    if rest[-1] not in _VOWELS:
        yield rest + "i"
        yield rest + "a"
        return
    yield rest
    if rest[-1] == "o":
        yield rest[:-1] + "a"


def _settled(stem: str) -> str:
    """Return a stem with one short vowel at its end, e as i: perhee -> perhi, nuore -> nuori."""
    if stem[-1] == stem[-2] and stem[-1] in _VOWELS:
        stem = stem[:-1]
    return stem[:-1] + "i" if stem[-1] == "e" else stem


def _grades(stem: str) -> set[str]:
    parts = _LAST_CONSONANTS.fullmatch(stem)
    if parts is None:
        return {stem}
    head, consonants, vowels = parts.groups()
    if consonants in _WEAK_ALONE:
        return {stem, head + _WEAK_ALONE[consonants] + vowels}
    for strong, weak in _WEAK_ENDS.items():
        if consonants.endswith(strong):
            return {stem, head + consonants.removesuffix(strong) + weak + vowels}
    return {stem}
