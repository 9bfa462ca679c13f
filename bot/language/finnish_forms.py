"""Every form of a Finnish word or name whose paradigm nobody has given: known words by the lists, others by their shape.

Where a shape leaves two declensions open (Alkon or Alon, Ylen or Yleen) both are made, and from the less likely one every
form is left out that is a form of another known word. A listed name has a singular only: Poreilla is hardly in the town of Pori.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import takewhile

from bot.language import finnish
from bot.language.finnish_lexicon import NAME, NOUN, PLURAL, VERB, Entry, known, named
from bot.language.finnish_paradigm import inflected, plural_forms, stems_of
from bot.language.finnish_sounds import VOWELS, is_front, weak
from bot.language.folding import fold

_LASTS = (
    "maa", "suu", "pää", "puu", "kuu", "tie", "työ", "suo", "jää",
    "niemi", "vesi", "kivi", "meri", "rinne", "mies", "piste", "leiri",
)  # fmt: skip
"""Ends of names whose length or harmony is lost when the whole is taken for one word: Joensuuhun, Rovaniemeä, Haapavettä."""
_FRONT = str.maketrans("ao", "äö")
_LANDSCAPE = {
    "mäki": "mäen", "joki": "joen", "järvi": "järven", "koski": "kosken", "lahti": "lahden", "niemi": "niemen", "saari": "saaren",
    "vuori": "vuoren", "vesi": "veden", "salmi": "salmen", "nurmi": "nurmen", "lähde": "lähteen", "kangas": "kankaan",
    "virta": "virran", "ranta": "rannan", "pelto": "pellon", "silta": "sillan", "selkä": "selän", "linna": "linnan",
}  # fmt: skip
"""Ends of places and surnames with their genitives, whatever stands before them: Sinnemäki, Sinnemäen."""
_BACK = str.maketrans("äö", "ao")
_CASES = ("ssa", "sta", "lla", "lta", "lle", "ksi", "tta", "na", "in", "t")
"""Ends of plural forms that tell their case, without dots; other forms in -n are genitives, in -a partitives."""
_CHANGING = re.compile(r".*(?:nk|nt|mp|lt|rt|ht|kk|pp|tt)[aeiouyäö]")
"""Ends of names that hardly stay as they are: Levanto, Levannon."""


@lru_cache(maxsize=5_000)
def every_form(word: str, genitive: str = "") -> tuple[str, ...]:
    """Return the forms of a word in its nominative, or of a plural such as terveyspalvelut; the word itself first."""
    if genitive:
        return finnish.forms_of(word, genitive)
    is_name = word[:1].isupper()
    entries = _entries(word, NAME if is_name else NOUN)
    singular = "" if entries else _singular_of(word)
    if singular:
        return (word, *(_numbers(singular)[1] if is_name else every_form(singular)))  # Vihreät is no single vihreä
    plurals = [entry for entry in entries if entry.kind == PLURAL]
    if plurals:
        return _unique((word, *(_as_written(word, form) for entry in plurals for form in _plural(entry))))
    return _unique(_forms(word, entries, is_name=is_name))


def agreeing(first: str, last: str) -> Iterator[str]:
    """Yield a noun with the adjective before it, both in each case: uusi silta, uuden sillan, uusien siltojen."""
    yield f"{first} {last}"
    (one, many), (other, others) = (_numbers(_singular_of(word) or word) for word in (first, last))
    yield from (f"{adjective} {noun}" for adjective, noun in zip(one, other, strict=False))
    cases, nouns = _by_case(many), _by_case(others)
    for case in cases:
        for adjective in cases[case]:
            yield from (f"{adjective} {noun}" for noun in nouns.get(case, ()))


def is_common(word: str) -> bool:
    """Tell whether a word is the base form, or the plural, of a common word."""
    base = _singular_of(word) or word
    return any(entry.kind in (NOUN, PLURAL) for entry in named(fold(base)))


def _forms(word: str, entries: list[Entry], *, is_name: bool) -> Iterator[str]:
    is_listed_name = is_name and any(entry.kind == NAME for entry in entries) and not word.endswith("nen")
    for number, genitive in enumerate(_genitives(word, entries, is_name=is_name)):
        singular, plural = _split(_paradigm(word, genitive), genitive)
        abessive = (f"{genitive[:-1]}tta", f"{genitive[:-1]}ttä") if is_name else ()
        yield from (form for form in singular if form not in abessive and not (number and _is_of_another(form, word)))
        if not number and not is_listed_name:
            yield from (form for form in plural if not (is_name and _is_of_another(form, word)))


def _split(forms: tuple[str, ...], genitive: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the singular and the plural of a paradigm; the plural begins with its nominative: Turun, Turut."""
    place = forms.index(f"{genitive[:-1]}t") if f"{genitive[:-1]}t" in forms[1:] else len(forms)
    return forms[:place], forms[place:]


def _paradigm(word: str, genitive: str) -> tuple[str, ...]:
    """Return a paradigm; an end that inflects as it does alone gives it its harmony: Rovaniemeä, Joensuuhun."""
    small, soft = word.casefold(), genitive.casefold()
    last = next((end for end in _LASTS if small.endswith(end) and len(small) > len(end) + 2), "")
    front = len(word) - len(last)
    if last and small[:front] == soft[:front]:
        return tuple(word[:front] + form for form in inflected(stems_of(last, soft[front:])))
    return finnish.forms_of(word, genitive)


def _genitives(word: str, entries: list[Entry], *, is_name: bool) -> tuple[str, ...]:
    """Return the genitives that a word may have, likeliest first."""
    small = word.casefold()
    shaped = finnish.genitive_of(word)
    listed = [entry.genitive for entry in entries if entry.genitive and entry.word == small]
    if entries:
        is_certain = not is_name or any(entry.kind == NAME for entry in entries)
        known_ones = [word[:1] + genitive[1:] for genitive in listed] or [shaped]
        return _unique((*known_ones, *(() if is_certain else _plain(word))))
    end = next((end for end in _LANDSCAPE if small.endswith(end) and len(small) > len(end) + 1), "")
    if end:
        return (word[: len(word) - len(end)] + _LANDSCAPE[end],)
    if finnish.parts(small) or not (is_name or small.endswith("e")):
        return (shaped,)
    may_change = small.endswith("e") or _CHANGING.fullmatch(small) or not _plain(word)
    return _unique((*_plain(word), *((shaped,) if may_change else ())))


def _plain(word: str) -> tuple[str, ...]:
    """Return the genitives that names take without any change: Alkon, Ylen, Marinin, Kallaksen."""
    small = word.casefold()
    if small.endswith("nen") and len(small) > 4:
        return ()
    if small[-1] in VOWELS:
        is_doubled = small[-2:-1] == small[-3:-2] and weak(small) != small
        return () if is_doubled else (f"{word}n",)
    if small[-1] == "s" and small[-2:-1] in tuple(VOWELS):
        return f"{word[:-1]}ksen", f"{word}in"
    return (f"{word}in",)


def _entries(word: str, kind: str) -> list[Entry]:
    """Return the listed words that are called so, those of a kind when there are any."""
    entries = [entry for entry in named(fold(word)) if entry.kind != VERB]
    of_kind = [entry for entry in entries if entry.kind in ((NAME, PLURAL) if kind == NAME else (NOUN, PLURAL))]
    return of_kind or entries


def _plural(entry: Entry) -> Iterator[str]:
    """Yield the plural of a word that lives in the plural, with what stands before it."""
    genitive = entry.genitive or finnish.genitive_of(entry.word)
    front = entry.base[: len("".join(entry.first))]
    return (front + form for form in plural_forms(stems_of(entry.word, genitive)))


def _singular_of(word: str) -> str:
    """Return the singular of a plural nominative: terveyspalvelut -> terveyspalvelu; nothing for other words."""
    small = word.casefold()
    if not small.endswith("t") or named(fold(small)) or not finnish.knows(small):
        return ""
    for base in finnish.bases(small):
        candidate = _as_written(word, _with_dots(base, small))
        if fold(finnish.genitive_of(candidate))[:-1] == fold(small)[:-1]:
            return candidate
    return ""


def _with_dots(base: str, like: str) -> str:
    """Return a folded base form with the dots of one of its forms: jaahalli, jäähallit -> jäähalli."""
    same = sum(1 for _ in takewhile(lambda pair: fold(pair[0]) == pair[1], zip(like, base, strict=False)))
    rest = base[same:]
    return like[:same] + (rest.translate(_FRONT) if same and is_front(like[:same]) and set("äöy") & set(like) else rest)


def _as_written(word: str, form: str) -> str:
    return form[:1].upper() + form[1:] if word[:1].isupper() else form


def _is_of_another(form: str, word: str) -> bool:
    """Tell whether a form is one of another known word: Salot of salo, Aloilla of ala."""
    return any(entry.base != fold(word) for entry in known(fold(form)))


def _numbers(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    genitive = finnish.genitive_of(word)
    return _split(finnish.forms_of(word, genitive), genitive)


def _by_case(plural: Iterable[str]) -> dict[str, list[str]]:
    """Return the forms of a plural by case; nobody writes the abessive."""
    found: dict[str, list[str]] = {}
    for form in plural:
        plain = form.translate(_BACK)
        case = next((ending for ending in _CASES if plain.endswith(ending)), plain[-1])
        found.setdefault(case, []).append(form)
    found.pop("tta", None)
    return found


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
