"""What an unknown Finnish form may be a form of: a stem for each case ending, a nominative for each stem.

A closed syllable needs the weak grade, so -kin comes from -kki. Rare changes (a lost k, stems in e) belong to words that
the lists know; here they would bring more wrong than right. A word of the lists is no guess: it would have known its form.
Everything is folded.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.language.finnish_lexicon import named
from bot.language.finnish_nominatives import FOREIGN, PLURAL_ONLY, of_long, of_plural, of_strong, of_weak
from bot.language.finnish_sounds import VOWELS, ends_in_long_vowel, syllables

_MOST = 3
_SHORTEST = 3
_LOCAL = ("ssa", "sta", "lla", "lta", "lle", "ksi")
_NAMED_ALONE = ("logia", "grafia", "nomia", "sofia", "patia", "kratia", "gogia", "tria", "urgia")
"""Fields whose practitioner has the same word less its a; the field is meant, not the practitioner's partitive."""
_NEVER_LAST = ("v", "j", *(f"{vowel}{letter}" for vowel in VOWELS for letter in "hd"))
"""Consonants that no foreign nominative in Finnish use ends in before its linking i."""


def guesses(form: str) -> tuple[str, ...]:
    """Return the likeliest base forms of a folded form that no list knows, best first; never the form itself."""
    if len(form) <= _SHORTEST or form.endswith((*_NAMED_ALONE, "nut", "nyt")):
        return ()
    found = dict.fromkeys(base for base in _bases(form) if base != form and _is_word(base) and not named(base))
    return tuple(found)[:_MOST]


def _is_word(base: str) -> bool:
    return (
        len(base) >= _SHORTEST
        and any(letter in VOWELS for letter in base)
        and (not base.endswith(_NEVER_LAST) or base.endswith(("ov", "ev")) or bool(FOREIGN & set(base)))
    )


def _bases(form: str) -> Iterator[str]:
    """Yield base forms, those by the longest endings first."""
    yield from _of_long_endings(form)
    for ending in _LOCAL:
        if form.endswith(ending) and len(form) - len(ending) >= _SHORTEST:
            yield from _of_local(form, form.removesuffix(ending))
            return
    if form.endswith("tta"):
        yield from _of_consonant_stem(form[:-2])
    elif form.endswith("ta"):
        yield from _of_ta(form[:-2])
    elif form.endswith("na"):
        yield from of_strong(form[:-2])
    elif form[-1] == "n":
        yield from _of_n(form)
    elif form[-1] == "t":
        yield from of_weak(form[:-1])
    elif form[-1] == "a" and form[-2] in VOWELS:
        yield from _of_a(form[:-1])


def _of_long_endings(form: str) -> Iterator[str]:
    """Plurals that say what they are: perheiden, taloihin, perheisiin, katujen, kirjoja, naisten."""
    if form.endswith(("itten", "iden")):
        yield from of_plural(form[: -4 if form.endswith("itten") else -3], long=True)
    elif form.endswith("isiin"):
        yield from of_plural(form[:-4], weak_grade=False, long=True)
    elif form.endswith("ihin"):
        yield from of_plural(form[:-3], weak_grade=False)
    elif form.endswith(("ien", "jen", "oja", "uja", "eja", "yja", "ten")):
        yield from _of_genitive_or_partitive(form)


def _of_local(form: str, rest: str) -> Iterator[str]:
    """Rakennuksessa, rakennuksissa, pankeista; but rakennusta is rakennus and naista is nainen."""
    if form.endswith("sta"):
        yield from _of_consonant_stem(form[:-2])
    if rest[-1] not in VOWELS:
        return
    if (rest[-1] == "i" and rest[-2] in VOWELS) or rest.endswith(PLURAL_ONLY):
        yield from of_plural(rest)
    yield from of_weak(rest)
    if rest[-1] == "i" and rest[-2] not in VOWELS:
        yield from of_plural(rest)


def _of_n(form: str) -> Iterator[str]:
    """Genitives and illatives: kadun, katuun, perheen, perheeseen, museoihin."""
    if form.endswith("seen") and ends_in_long_vowel(form[:-4]):
        yield from of_long(form[:-4])
        return
    rest = form[:-1]
    if rest[-1] not in VOWELS:
        return
    if rest[-1] == rest[-2]:
        yield from of_long(rest)
        yield from of_strong(rest[:-1])
        if rest.endswith("ii"):
            yield from of_plural(rest[:-1], weak_grade=False)
    else:
        yield from of_weak(rest)


def _of_a(rest: str) -> Iterator[str]:
    """Partitives in a: katua, pankkia, koiria, rakennuksia."""
    if rest[-1] == "i" and rest[-2] not in VOWELS:
        yield from of_plural(rest, weak_grade=False) if rest.endswith(PLURAL_ONLY) else ()
        yield from of_strong(rest)
        yield from of_plural(rest, weak_grade=False)
    elif rest[-1] != "e":
        yield from of_strong(rest)


def _of_ta(rest: str) -> Iterator[str]:
    """Partitives in ta: puhelinta, museota, palveluita."""
    if rest[-1] == "i" and rest[-2] in VOWELS:
        yield from of_plural(rest, long=True)
    if rest[-1] in VOWELS:
        if rest[-2] in VOWELS:
            yield rest
    else:
        yield from _of_consonant_stem(rest)


def _of_consonant_stem(stem: str) -> Iterator[str]:
    """Rakennus(ta), nais(ta), terveyt(ta), perhet(ta), puhelin(ta), tyoton(ta)."""
    if stem.endswith(("lais", "llis")):
        yield f"{stem[:-1]}nen"
    elif stem[-1] == "s":
        if stem[-2] in "uyoa":
            yield stem
        if stem[-2] == "i":
            yield f"{stem[:-1]}nen"
    elif stem.endswith(("ut", "yt")):
        yield f"{stem[:-1]}s"
        yield stem
    elif stem.endswith("et"):
        yield stem[:-1]
    elif stem.endswith(("in", "ton")) and syllables(stem) > 1:
        yield stem


def _of_genitive_or_partitive(form: str) -> Iterator[str]:
    """Plurals in -ien, -jen, -ten, -oja, -uja, -eja: pankkien, katujen, naisten, kirjoja."""
    if form.endswith("ten"):
        stem = form[:-3]
        if len(stem) < _SHORTEST:
            return
        if stem[-1] == "s":
            yield from (f"{stem[:-1]}nen",) if stem[-2] in "ie" else (stem, f"{stem[:-1]}nen")
        elif stem.endswith(("in", "ton")):
            yield stem
    elif form.endswith("ien"):
        yield from of_plural(form[:-2], weak_grade=False)
        yield from of_strong(form[:-2])
    elif form.endswith("eja"):
        yield from of_strong(f"{form[:-3]}i")
    else:
        rest = form[: -3 if form.endswith("jen") else -2]
        if rest[-1] in "ouy":
            yield from of_plural(f"{rest}i", weak_grade=False)
