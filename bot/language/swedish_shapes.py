"""The forms that an unknown Swedish noun may have, by its last letters: strejk -> strejken, strejker, strejkerna.

An ending such as -ning or -tion leaves one declension. A bare consonant leaves several, and all of them are made: nobody
writes "strejket", so it does no harm. Words come in small letters, with å, ä and ö.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from bot.language.folding import fold
from bot.language.swedish_guess import guesses
from bot.language.swedish_paradigms import all_forms

_SURE: tuple[tuple[str, str], ...] = (
    ("ar", "ing dom lek"),
    ("er", "tion sion gion het itet ltet nad ist ism ans ens ant tor ssor nsor ör log graf nom ur ess ator"),
    ("nt", "tal ment tek gram skop brott stånd verk land bruk fall kort jobb intrång"),
    ("nt er", "skap"),
    ("are", "are"),
    ("iker", "iker"),
    ("um", "ium eum"),
    ("r", "else nse ie lje nje"),
    ("ande n", "ande ende"),
    ("ert", "eri"),
    ("adj", "lig isk ig lös mässig"),
)
_LOOSE: tuple[tuple[str, str], ...] = (
    ("or n", "ema ama oma"),
    ("or", "a"),
    ("ar n", "e"),
    ("er ert", "i"),
    ("n r ar", "o"),
    ("er n ar", "y u å ä ö"),
    ("er ert", "é"),
    ("nt er", "al at är yr ent or ell ek"),
    ("nt ar", "us"),
    ("ar nt er", "is"),
    ("ar nt er", "el"),
    ("ar nt", "er en"),
    ("er ar nt", ""),
)
"""Classes of words/sv.txt by ending, the likeliest first."""
_NO_NOUN = re.compile(
    r"(?!.*(?:kamera|opera|sfera)$).*(?:era|erad|ade|ades|at[st]|ligen|vis|ts)|.*(?:ska|skt|iga|igt|liga|ligt)"
)
_SHORTEST = 3
_DOUBLES = re.compile(r".*[^aeiouyåäö][aeiouyåäö][mn]")
"""Words whose last consonant may be doubled: rum, rummet; vän, vännen."""
_MM = re.compile(r"mm(?=[lrn])")
_SURE_FORMS = re.compile(
    r".*(?:orna|(?<![ts])or|ning(?:ar|arna|en)|(?:het|ion|ist)(?:er|erna|en)|elser(?:na)?|elsen|ismen|domen|skapet)s?"
)
"""Inflected forms that leave one base."""
_DEFINITES = re.compile(r".{3,}[^aeiouyåäö](?:en|an)")
"""Words that may be definite: sopstrejken, olyckan; the latter may as well be a base form, as orkan is."""
_LATIN = re.compile(r"(.*am)en")
_TABLE = tuple((kinds.split(), tuple(endings.split()) or ("",)) for kinds, endings in (*_SURE, *_LOOSE))
_NOT_FINNISH = re.compile(
    r".*(?:[åbcfqwxz]|(?<!n)g|[^naeiouyäö]g|dn|rn|sj|stj|skr|str|pp?l|kn)|"
    r"(?:[^aeiouyäö]{2}|d)|.*(?:[^aeiouyäönstlr]|[^aeiouyäö]{2}|tion|het|are|ör|else)$"
)
"""What a native Finnish word hardly has."""
_FINNISH = re.compile(
    r".*(?:aa|ii|uu|yy|ää|öö|uo|yö|öy|äy|[aou]i(?!s)|hd|([^aeiouyäö])\1i$|[^aeiouyäö](?:[dbp]i|ti)n?[aoei]?$|nen$|"
    r"[iouyäö]$|(?:us|ys|os|ös|as|äs|in|ton|tön)$)"
)
_NEVER_SWEDISH = re.compile(
    r".*(?:aa|ii|uu|yy|ää|öö|yö|[hjklmnprstv]uo|[bfg]l?l?[iou]$|([^aeiouyäö])\1[iouyäö]$|nen$|kk[aä]$|[aeiou]upp?a$|ksi$"
    r"|tettava$|tettävä$|[^p][aeo]us$)"
)
_SWEDISH_I = re.compile(r".*(?:log|graf|nom|er|at|ut|ist|istr|rk|op|ap|on|im|us|es)i")


def shaped(word: str) -> tuple[tuple[str, ...], bool]:
    """Return the forms that an unknown noun may have, the word itself first, and whether its ending leaves no doubt."""
    if len(word) < _SHORTEST or _NO_NOUN.fullmatch(word):
        return (word,), True
    found, is_sure = list[str](), False
    for base in _bases(word):
        number, kinds = next((place, kinds) for place, (kinds, ends) in enumerate(_TABLE) if base.endswith(ends))
        found += _inflected(base, kinds)
        is_sure = number < len(_SURE)
    return tuple(dict.fromkeys((word, *found))), is_sure or word not in found


def may_be_swedish(word: str) -> bool:
    """Tell whether an unknown word, which may be Finnish or English as well, looks like a Swedish one."""
    if "å" in word:
        return True
    if _NEVER_SWEDISH.match(word) and not _SWEDISH_I.fullmatch(word):
        return False
    return bool(_NOT_FINNISH.match(word) or _SWEDISH_I.fullmatch(word) or not _FINNISH.match(word))


def declined(kind: str, word: str) -> list[str]:
    """Return the forms of a word of a class in the word's own letters; the rules of the classes know folded words only."""
    plain = word.removesuffix("+")
    forms = [_in_the_letters_of(plain, form) for form in all_forms(kind, fold(word))]
    return [*forms, *(_MM.sub("m", form) for form in forms if _MM.search(form))]


def _inflected(base: str, kinds: Iterable[str]) -> list[str]:
    stems = (base, f"{base}+") if _DOUBLES.fullmatch(base) else (base,)
    latin = _LATIN.fullmatch(base)
    found = [f"{latin[1]}{ending}" for ending in ("ina", "inerna")] if latin else []
    return [base, *found, *(form for kind in kinds for stem in stems for form in declined(kind, stem))]


def _bases(word: str) -> tuple[str, ...]:
    """Return the base forms that an unknown word may have: olyckor -> olycka, sopstrejken -> sopstrejk or sopstrejke."""
    is_sure = _SURE_FORMS.fullmatch(word)
    if not is_sure and (not _DEFINITES.fullmatch(word) or _LATIN.fullmatch(word)):
        return (word,)
    found = tuple(_in_the_letters_of(word, base) for base in guesses(fold(word.removesuffix("s") if is_sure else word)))
    if is_sure:
        return found if len(found) == 1 else (word,)
    return (*found, word) if word.endswith("an") else found or (word,)


def _in_the_letters_of(word: str, form: str) -> str:
    pairs = zip(fold(word), form, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return word[:same] + form[same:]
