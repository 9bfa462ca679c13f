"""The nominatives that an unknown Finnish stem may belong to: kadu -> katu, asukkaa -> asukas, naisi -> nainen.

Of each kind of stem: weak (before -n, -ssa), strong (before -na, -a), long, and plural. Everything is folded.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.language.finnish_sounds import VOWELS, strong_grades, syllables, weak

FOREIGN = frozenset("bcfgqwxz")
"""Letters that few Finnish words have; a word with one need not gradate."""
PLURAL_ONLY = ("ksi", "isi", "imi", "ttomi")
"""Ends of stems that are rather rakennus, nainen, puhelin and tyoton in the plural than a word in -i."""
_SHORTEST = 3


def of_weak(stem: str) -> Iterator[str]:
    """Yield the nominatives of a stem that stands in a closed syllable: kadu, asukkaa, rakennukse, puhelime."""
    if stem[-1] not in VOWELS:
        return
    special = tuple(_of_special(stem))
    if special:
        yield from special
    elif stem[-1] == stem[-2]:
        yield from of_long(stem)
    elif stem[-1] != "e":
        yield from _graded(stem)
        if stem[-1] == "i":
            yield from _foreign(stem[:-1])
    else:
        yield stem
        yield from strong_grades(stem)


def _of_special(stem: str) -> Iterator[str]:
    """Yield the nominatives of the stems that end like no others: -se, -kse, -ude, -ime, -ttoma, -mma."""
    if stem.endswith("kse"):
        yield f"{stem[:-3]}s"
    elif stem.endswith("se") and stem[-3:-2] in tuple(VOWELS):
        yield f"{stem[:-2]}nen"
    elif stem.endswith(("ude", "yde", "ute", "yte")):
        yield f"{stem[:-2]}s"
    elif stem.endswith("ime"):
        yield f"{weak(stem[:-2])}n"
    elif stem.endswith("ttoma"):
        yield f"{stem[:-4]}on"
    elif stem.endswith(("mma", "mpa")) and len(stem) > 5:
        yield f"{stem[:-3]}mpi"
        if stem[-4] == "i":
            yield f"{stem[:-3]}n"


def of_long(stem: str) -> Iterator[str]:
    """Yield the nominatives of a stem in a long vowel: asukkaa, perhee, vapaa, kuollee."""
    if stem.endswith("ee"):
        if stem.endswith(("nee", "llee", "ssee")) and len(stem) > 6:
            yield f"{stem[:-2]}ut"
        yield weak(stem[:-1])
    elif stem.endswith("aa"):
        yield f"{weak(stem[:-1])}s"
        yield stem
    elif stem[-1] != "i":
        yield stem


def of_strong(stem: str) -> Iterator[str]:
    """Yield the nominatives of a stem that stands in an open syllable: katu, lakki, naise, vastaava."""
    special = tuple(_of_special(stem))
    if special:
        yield from special
    elif stem[-1] != "e" and stem[-1] in VOWELS:
        yield stem
        if stem[-1] == "i":
            yield from _foreign(stem[:-1])
    elif stem[-1] == "e" and not stem.endswith("ee"):
        yield stem


def of_plural(stem: str, *, weak_grade: bool = True, long: bool = False) -> Iterator[str]:
    """Yield the nominatives of a plural stem: katui, kirjoi, pankkei, asukkai, koiri, naisi.

    `long` says that an ending such as -iden, -ita or -isiin followed, which few two-syllable words in i take.
    """
    grade = _graded if weak_grade else _as_it_is
    rest = stem[:-1]
    if len(rest) < _SHORTEST - 1:
        return
    if rest[-1] in "uy":
        yield from grade(rest)
    elif rest[-1] == "o":
        yield from sorted((*grade(rest), *grade(f"{rest[:-1]}a")), key=_o_or_a)
    elif rest[-1] == "e":
        if rest.endswith(("une", "yne", "tane", "sse", "lle")) and len(rest) > 6:
            yield f"{rest[:-1]}ut"
        yield from grade(f"{rest[:-1]}i") if not long or syllables(rest) > 2 else ()
        yield weak(rest)
        yield from _foreign(rest[:-1])
    elif rest[-1] == "a":
        yield f"{weak(rest)}s"
        yield f"{rest}a"
    elif rest[-1] not in VOWELS:
        yield from _of_lost_vowel(rest, weak_grade=weak_grade)


def _o_or_a(base: str) -> int:
    return 0 if base.endswith(("ija", "la", "sto", "io", "no", "jo")) else 1


def _of_lost_vowel(rest: str, *, weak_grade: bool) -> Iterator[str]:
    """Koir(i), opettaj(i), nais(i), rakennuks(i), puhelim(i), tyottom(i), suuremp(i)."""
    if rest.endswith("ks"):
        yield f"{rest[:-2]}s"
    elif rest.endswith(("is", "as", "us")) and len(rest) > 3:
        yield f"{rest[:-1]}nen"
    elif rest.endswith("im") and len(rest) > 4:
        yield f"{weak(rest[:-1])}n"
    elif rest.endswith("ttom"):
        yield f"{rest[:-3]}on"
        yield f"{rest}a"
    elif rest.endswith(("mp", "mm")) and len(rest) > 4:
        yield f"{rest[:-2]}mpi"
        yield f"{rest[:-2]}n"
    elif rest.endswith(("j", "v", "m")) or syllables(rest) == 1:
        yield from _graded(f"{rest}a") if weak_grade else _as_it_is(f"{rest}a")


def _graded(stem: str) -> Iterator[str]:
    """Yield the strong stems whose weak grade this may be, the stem itself when it can be one."""
    strong = strong_grades(stem)
    plain = weak(stem) == stem
    first_strong = strong and stem[-2] in "dkpt"
    if first_strong:
        yield from strong
    if plain or FOREIGN & set(stem):
        yield stem
    elif strong and (stem[-1] == "y" or (syllables(stem) == 2 and not stem.endswith("ti"))):
        yield stem  # names and young loans keep their consonant: Rita, muki
    if not first_strong:
        yield from strong


def _as_it_is(stem: str) -> Iterator[str]:
    yield stem


def _foreign(stem: str) -> Iterator[str]:
    """Yield a nominative that ends in a consonant and took an i to inflect: podcast(i), teams(i)."""
    if len(stem) >= _SHORTEST and stem[-1] not in VOWELS and (stem[-2] != stem[-1] or FOREIGN & set(stem)):
        yield stem
