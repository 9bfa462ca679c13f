"""The finite forms, participles and infinitives of a Finnish verb, made from its A-infinitive: hoitaa, hoidan, hoitamassa."""

from __future__ import annotations

from collections.abc import Iterator

from bot.language.finnish_sounds import (
    VOWELS,
    ends_in_long_vowel,
    is_front,
    strengthened,
    strong_grades,
    syllables,
    weak,
)

_FRONT = str.maketrans("aou", "äöy")
_PERSONS = ("n", "t", "mme", "tte")
_MA = ("maan", "massa", "masta", "malla", "matta", "va", "van", "vat", "vaa", "vana", "vien", "via")
_IRREGULAR = {
    "tehdä": "teen teet tekee teemme teette tekevät teki tein teimme tehnyt tehdään tehtiin tehty tekisi tekisin tekemään "
    "tekemässä tekemästä tekevä tehdessä",
    "nähdä": "näen näet näkee näemme näkevät näki näin näimme nähnyt nähdään nähtiin nähty näkisi näkemään näkemässä",
    "juosta": "juoksen juoksee juoksemme juoksevat juoksi juoksin juossut juostaan juostiin juostu juoksemaan juoksemassa",
    "käydä": "käyn käyt käy käymme käyvät kävi kävin kävimme käynyt käydään käytiin käyty kävisi käymään käymässä",
}


def conjugated(infinitive: str) -> Iterator[str]:
    """Yield the forms of a verb, its A-infinitive first."""
    front = is_front(infinitive)
    yield infinitive
    if infinitive in _IRREGULAR:
        yield from _IRREGULAR[infinitive].split()
        return
    for stem, ending in _forms(infinitive):
        yield stem + (ending.translate(_FRONT) if front else ending)


def _forms(infinitive: str) -> Iterator[tuple[str, str]]:
    if infinitive[-2] in VOWELS:
        return _in_vowel(infinitive[:-1])
    if infinitive[-2] == "d":
        return _in_da(infinitive[:-2])
    if infinitive[-2] == "t" and infinitive[-3] == "i":
        return _in_ita(infinitive)
    if infinitive[-2] == "t" and infinitive[-3] in VOWELS:
        return _in_ata(infinitive)
    return _in_consonant(infinitive)


def _finite(strong: str, soft: str) -> Iterator[tuple[str, str]]:
    for ending in _PERSONS:
        yield soft, ending
    for ending in _MA:
        yield strong, ending


def _past(strong: str, soft: str) -> Iterator[tuple[str, str]]:
    yield strong, ""
    yield strong, "vat"
    for ending in _PERSONS:
        yield soft, ending


def _conditional(stem: str) -> Iterator[tuple[str, str]]:
    for ending in ("", *_PERSONS, "vat"):
        yield f"{stem}isi", ending


def _in_vowel(strong: str) -> Iterator[tuple[str, str]]:
    """Hoitaa: hoidan, hoitaa, hoiti, hoitanut, hoidetaan."""
    soft = weak(strong)
    yield from _finite(strong, soft)
    yield soft, ""
    yield strong + strong[-1], ""
    yield from _past(_past_stem(strong, strong), _past_stem(soft, strong))
    if strong[-2:] in ("ta", "tä") and (strong[-3] in "lnr" or ends_in_long_vowel(strong[:-2])):
        yield from _past(f"{strong[:-2]}si", f"{strong[:-2]}si")  # rakensi, pyysi
    yield from _conditional(strong[:-1] if strong[-1] in "ei" else strong)
    yield strong, "nut"
    yield (strong[:-1] + "i" if strong[-1] == "e" else strong), "essa"
    for ending in ("taan", "ttiin", "ttu", "ttava", "ttavan", "ttavat", "ttavia"):
        yield (f"{soft[:-1]}e" if soft[-1] in "aä" else soft), ending


def _past_stem(stem: str, strong: str) -> str:
    if stem[-1] not in "aäei":
        return f"{stem}i"
    first = next(letter for letter in strong if letter in VOWELS)
    rounded = strong[-1] == "a" and first == "a" and syllables(strong) == 2
    return f"{stem[:-1]}oi" if rounded else f"{stem[:-1]}i"


def _in_da(stem: str) -> Iterator[tuple[str, str]]:
    """Analysoida: analysoin, analysoi, analysoinut, analysoidaan."""
    yield from _finite(stem, stem)
    yield stem, ""
    past = stem if stem[-1] == "i" else f"{stem[:-2]}{stem[-1]}i"
    yield from _past(past, past)
    yield from _conditional(past[:-1])
    for ending in ("nut", "daan", "tiin", "tu", "tava", "dessa"):
        yield stem, ending


def _in_consonant(infinitive: str) -> Iterator[tuple[str, str]]:
    """Suunnitella: suunnittelen, suunnitteli, suunnitellut, suunnitellaan; nousta: nousen."""
    short = infinitive[:-2]
    stem = f"{short}e" if infinitive[-2] == "t" else f"{strengthened(short[:-1])}{short[-1]}e"
    yield from _finite(stem, stem)
    yield f"{stem}e", ""
    yield from _past(f"{stem[:-1]}i", f"{stem[:-1]}i")
    yield from _conditional(stem[:-1])
    yield short + short[-1], "ut"
    yield infinitive, "an"
    for ending in ("tiin", "tu", "tava"):
        yield short, ending
    yield infinitive[:-1], "essa"


def _in_ita(infinitive: str) -> Iterator[tuple[str, str]]:
    """Valita: valitsen, valitsi, valinnut, valitaan."""
    stem = f"{infinitive[:-2]}tse"
    yield from _finite(stem, stem)
    yield f"{stem}e", ""
    yield from _past(f"{stem[:-1]}i", f"{stem[:-1]}i")
    yield from _conditional(stem[:-1])
    yield from _passive_of_ta(infinitive)


def _in_ata(infinitive: str) -> Iterator[tuple[str, str]]:
    """Koodata: koodaan, koodasi, koodannut, koodataan; tavata: tapaan."""
    short = infinitive[:-2]
    for grade in dict.fromkeys((short, strengthened(short), *strong_grades(short))):
        stem = grade + infinitive[-1]
        yield from _finite(stem, stem)
        yield stem, ""
        if not ends_in_long_vowel(stem):
            yield stem + stem[-1], ""  # haluaa
        yield from _past(f"{grade}si", f"{grade}si")
        yield from _conditional(grade)
    yield from _passive_of_ta(infinitive)


def _passive_of_ta(infinitive: str) -> Iterator[tuple[str, str]]:
    yield infinitive, "an"
    yield infinitive[:-1], "essa"
    for ending in ("nnut", "ttiin", "ttu", "ttava", "ttavan", "ttavat", "ttavia"):
        yield infinitive[:-2], ending
