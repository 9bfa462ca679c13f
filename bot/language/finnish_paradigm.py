"""The paradigm of a Finnish noun, adjective or name, made from its nominative and genitive.

Both together give away the class: rakennus : rakennuksen but terveys : terveyden, tuuli : tuulen but tili : tilin. From
them come the stems (strong and weak vowel stem, consonant stem, plural stems), and from the stems every case.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bot.language.finnish_sounds import VOWELS, ends_in_long_vowel, is_front, syllables

_FRONT = str.maketrans("ao", "äö")
_DROPS_A = ("va", "vä", "ma", "mä", "mpa", "mpä", "aja", "äjä", "ejä", "oja", "uja", "yjä", "eja")
"""Longer words that lose their a before the plural's i: tapahtuma : tapahtumia, opettaja : opettajia."""
_DROPS_A_TOO = frozenset(
    (
        "ahkera",
        "ankara",
        "avara",
        "emäntä",
        "hankala",
        "ihana",
        "isäntä",
        "jumala",
        "kamala",
        "katala",
        "kavala",
        "matala",
    )
)
_LOCAL = ("ssa", "sta", "lla", "lta", "lle", "ksi", "tta")


class Stems(NamedTuple):
    """What the endings are put on: katu, katu, kadu, "", (katui,), (kadui,)."""

    nominative: str
    strong: str
    weak: str
    consonant: str
    """The stem without a vowel: nuor(ta), nais(ten), terveyt(tä); empty where there is none."""
    plurals: tuple[str, ...]
    weak_plurals: tuple[str, ...]


def stems_of(nominative: str, genitive: str) -> Stems:
    """Return the stems of a noun, an adjective or a name."""
    soft = genitive.removesuffix("n")
    strong, consonant = (
        _vowel_final(nominative, soft) if nominative[-1] in VOWELS else _consonant_final(nominative, soft)
    )
    if soft.endswith(("de", "nne", "lle", "rre")) and strong.endswith("te"):
        plural: tuple[str, ...] = (_of_assibilated(nominative, strong),)
        return Stems(nominative, strong, soft, consonant, plural, plural)
    if ends_in_long_vowel(strong):
        plural = (_of_long(strong),)
        return Stems(nominative, strong, soft, consonant, plural, plural)
    plurals = _plurals(strong, nominative)
    weak_plurals = _plurals(soft.replace("’", ""), nominative)
    return Stems(nominative, strong, soft, consonant, plurals, weak_plurals)


def _vowel_final(nominative: str, soft: str) -> tuple[str, str]:
    """Return the strong stem and the consonant stem of a word that ends in a vowel."""
    if nominative[-1] == "e" and soft.endswith("ee"):
        return soft, f"{nominative}t"
    if nominative[-1] == "i" and soft[-1] == "e":
        return _e_stem(nominative, soft)
    if nominative.endswith("mpi") and soft[-1] in "aä":
        return nominative[:-1] + soft[-1], ""
    return (soft if nominative.endswith("maa") else nominative), ""


def _e_stem(nominative: str, soft: str) -> tuple[str, str]:
    """Return the stems of nuori : nuoren, vesi : veden, lapsi : lapsen."""
    if nominative.endswith("si") and soft.endswith(("de", "nne", "lle", "rre")):
        strong = soft[:-2] + "te"
        return strong, strong[:-1]
    short = nominative[:-1]
    if short == "lum":
        return "lume", "lun"
    if short.endswith(("ps", "ts")):
        return f"{short}e", f"{short[:-2]}s"
    takes_consonant = short[-1] in "lrnsh" and short[-2:-1] in tuple(VOWELS)
    return f"{short}e", short if takes_consonant else ""


def _consonant_final(nominative: str, soft: str) -> tuple[str, str]:
    if nominative.endswith("nen") and soft.endswith("se"):
        return soft, soft[:-1]
    if nominative[-1] == "s" and soft.endswith("de"):
        return f"{soft[:-2]}te", f"{soft[:-2]}t"
    if soft.endswith("nne"):  # kolmas : kolmannen, tuhat : tuhannen
        return f"{soft[:-2]}te", f"{nominative[:-1]}t"
    if nominative.endswith("in") and soft.endswith(("mma", "mmä")):
        return f"{soft[:-2]}p{soft[-1]}", nominative
    return soft, "" if soft == f"{nominative}i" else nominative


def _of_assibilated(nominative: str, strong: str) -> str:
    """Return the plural stem of vesi, terveys and kolmas, whose t has become s."""
    if nominative[-1] == "i":
        return nominative
    return f"{strong[:-2]}si" if strong.endswith("nte") else f"{strong[:-2]}ksi"


def _of_long(stem: str) -> str:
    """Return the plural stem of a long vowel: maa : mai-, työ : töi-, voi : voi-."""
    last = stem[-1]
    return f"{stem[:-1]}i" if last == stem[-2] else stem if last == "i" else f"{stem[:-2]}{last}i"


def _plurals(stem: str, nominative: str) -> tuple[str, ...]:
    last = stem[-1]
    if last in "aä":
        opened = f"{stem[:-1]}{'o' if last == 'a' else 'ö'}i"
        return (opened if _a_becomes_o(stem, nominative) else f"{stem[:-1]}i",)
    if last == "e" and nominative[-1] != "e":
        return (f"{stem[:-1]}i",)
    return (f"{stem[:-1]}ei" if last == "i" else f"{stem}i",)


def _a_becomes_o(stem: str, nominative: str) -> bool:
    """Tell kirja : kirjoja, peruna : perunoita, asia : asioita from koira : koiria, opettaja : opettajia, vaikea : vaikeita."""
    if stem[-2] in VOWELS and stem[-2] == nominative[-2:-1]:
        return stem[-2] == "i"
    if syllables(nominative) > 2:
        return not stem.endswith(_DROPS_A) and nominative not in _DROPS_A_TOO
    first = next(letter for letter in nominative if letter in VOWELS)
    return nominative[-1] == "a" and first in "aei"


def inflected(stems: Stems) -> Iterator[str]:
    """Yield the nominative and every other form, singular first."""
    yield from _in_harmony(stems, _singular(stems))
    yield from plural_forms(stems)


def inflected_together(first: Stems, last: Stems) -> Iterator[str]:
    """Yield the singular of a name whose parts both inflect: Uusimaa, Uudenmaan, Uuttamaata."""
    pairs = zip(_in_harmony(first, _singular(first)), _in_harmony(last, _singular(last)), strict=True)
    return (one + other for one, other in pairs)


def plural_forms(stems: Stems) -> Iterator[str]:
    """Yield the forms of the plural, its nominative first."""
    return _in_harmony(stems, _plural(stems))


def _in_harmony(stems: Stems, forms: Iterator[tuple[str, str]]) -> Iterator[str]:
    front = is_front(stems.strong)
    return (form + (ending.translate(_FRONT) if front else ending) for form, ending in forms)


def _singular(stems: Stems) -> Iterator[tuple[str, str]]:
    strong = stems.strong
    yield stems.nominative, ""
    yield stems.weak, "n"
    if stems.consonant in ("mer", "ver"):
        yield f"{stems.consonant}ta", ""  # merta, verta: older than the harmony of meri and veri
    elif stems.consonant:
        yield stems.consonant, "ta"
    else:
        yield strong, "a" if strong[-2] not in VOWELS or strong[-2:] in ("ia", "iä", "ea", "eä", "oa", "ua") else "ta"
    yield strong, "na"
    for ending in _LOCAL:
        yield stems.weak, ending
    yield _illative(strong), ""


def _illative(strong: str) -> str:
    if not ends_in_long_vowel(strong):
        return f"{strong}{strong[-1]}n"
    return f"{strong}h{strong[-1]}n" if syllables(strong) == 1 or strong[-2] != strong[-1] else f"{strong}seen"


def _plural(stems: Stems) -> Iterator[tuple[str, str]]:
    yield stems.weak, "t"
    for plural, soft in zip(stems.plurals, stems.weak_plurals, strict=True):
        if plural[-2] in VOWELS:
            yield from _after_vowel(stems, plural, soft)
        else:
            yield plural, "en"
            yield plural, "a"
            yield plural, "in"
        yield plural, "na"
        for ending in _LOCAL:
            yield soft, ending
    if stems.consonant and not stems.consonant.endswith("t"):
        yield stems.consonant, "ten"


def _after_vowel(stems: Stems, plural: str, soft: str) -> Iterator[tuple[str, str]]:
    """Yield the genitives, partitives and illatives of plural stems such as katui-, pankkei-, museoi-, perhei-."""
    strong = stems.strong
    if strong[-2] in VOWELS:
        for ending in ("den", "tten", "ta"):
            yield plural, ending
        long = strong[-1] == strong[-2] and syllables(strong) > 1
        yield plural, "siin" if long else "hin"
        return
    if strong[-1] == "i":
        yield plural[:-2], "ien"
        yield plural[:-1], "ja"
    else:
        yield plural[:-1], "jen"
        yield plural[:-1], "ja"
    yield plural, "hin"
    if syllables(stems.nominative) > 2 and _takes_long_endings(strong):
        for ending in ("den", "tten", "ta", "hin"):
            yield soft, ending


def _takes_long_endings(strong: str) -> bool:
    """Tell whether a longer word has palveluita beside palveluja; not hankinta, turisti, budjetti."""
    if strong[-1] == "i":
        return strong[-3] in VOWELS
    return not strong.endswith(("nto", "ntö", "nta", "ntä", "ntu", "nty"))
