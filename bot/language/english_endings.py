"""English endings: what a plural, an -ing or -ed form or a comparative may be made from. Words come folded."""

from __future__ import annotations

import re

_NO_PLURAL = ("ss", "us", "is", "ics")
"""Ends of words that are no plurals unless the lexicon knows better: process, campus, analysis, statistics."""
_HISSES = ("ices", "sses", "shes", "ches", "xes", "zes", "ses", "oes")
_BOTH = ("uses", "ises", "eses", "yses", "ches", "tices", "dices")
"""Ends of plurals that nothing but a lexicon can tell apart: fuse-s and campus-es, avalanche-s and porch-es."""
_LATIN_US = re.compile(r"\w+[^aeo]uses")
_NO_VOWEL = re.compile(r"[^aeiouy]+s")
_PERHAPS_MUTE_E = re.compile(r"\w*[^aeiou][aeiouy][bcdfgklmnprt]")
_UNSTRESSED = re.compile(r"\w*(?:e[lnrt]|it|o[nr]|[ai]l)")
_DOUBLED = re.compile(r"\w*[aeiouy]([bdgkmnprtlvz])\1")
_SHORT_WITH_E = re.compile(r"[^aeiouy]*(?:[aeiouy]|qu[aeiou])[^aeiouywx]")
"""A short verb with one consonant at its end would double it, so its e is mute: scop-ing, but stop-ping."""
_MUTE_E = re.compile(
    r"\w*(?:at|iz|is|ur|uc|dg|ag|ng|nc|rg|iv|lv|rv|ov|av|[bcdfgkpstz]l|u|c|s|v|z|i[dlnr]|ot|ut|o[dk]|a[ckmpr]|yp|op|ap|ak|ik|ok)"
)
_VOWEL = re.compile(r"[aeiouy]")


def plurals(word: str, *, every: bool = False) -> tuple[str, ...]:
    """Return what a plural or third person may come from: the likeliest, or every word that it could be."""
    found = _singulars(word)
    if every:
        return found
    if word.endswith(_NO_PLURAL) and not _NO_VOWEL.fullmatch(word):
        return ()
    return found if word.endswith(_BOTH) else found[:1]


def _singulars(word: str) -> tuple[str, ...]:
    if not word.endswith("s") or (len(word) < 4 and not _NO_VOWEL.fullmatch(word)) or len(word) < 3:
        return ()
    if word.endswith("ies"):
        return (word[:-3] + "y", word[:-1]) if len(word) > 4 else (word[:-1], word[:-3] + "y")
    if word.endswith(_HISSES):
        return _of_hiss(word)
    return () if word.endswith("ss") else (word[:-1],)


def _of_hiss(word: str) -> tuple[str, ...]:
    """Return what -es may come from; the s or the e may belong to the word: bus-es, house-s, quiz-zes."""
    short, long = word[:-2], word[:-1]
    if word.endswith(("eses", "yses")):
        return long, short + "is", short
    if word.endswith("ices"):
        return long, word[:-4] + "ex", word[:-4] + "ix"
    if word.endswith("zzes"):
        return short, word[:-3], long
    ends_in_e = word.endswith("zes") or (word.endswith("ses") and not word.endswith("sses"))
    if ends_in_e and not _LATIN_US.fullmatch(word):
        return long, short
    return short, long


def of_verb(word: str, *, every: bool = False) -> tuple[str, ...]:
    """Return the verbs that an -ing or -ed form may come from: the likely ones, or every one that it could be."""
    ending = next((ending for ending in ("ing", "ed") if word.endswith(ending)), "")
    stem = word.removesuffix(ending)
    if not ending or len(stem) < (2 if every else 3) or not _VOWEL.search(stem):
        return ()
    if ending == "ed" and stem.endswith("i"):
        return (stem[:-1] + "y",)
    if not every:
        return _likely_verbs(stem)
    return (stem, stem + "e", stem[:-1]) if _DOUBLED.fullmatch(stem) else (stem, stem + "e")


def _likely_verbs(stem: str) -> tuple[str, ...]:
    if _DOUBLED.fullmatch(stem):
        return (stem[:-1], stem) if stem.endswith(("ll", "zz")) else (stem[:-1],)
    if _SHORT_WITH_E.fullmatch(stem):
        return (stem + "e",)
    if _MUTE_E.fullmatch(stem) or (_PERHAPS_MUTE_E.fullmatch(stem) and not _UNSTRESSED.fullmatch(stem)):
        return stem + "e", stem
    return (stem,)


def compared(word: str) -> tuple[str, ...]:
    """Return the adjectives that a comparative or superlative may come from."""
    stem = re.sub("(?:er|est)$", "", word)
    if stem == word or len(stem) < 3:
        return ()
    single = stem[:-1] if stem[-1] == stem[-2] else stem
    return stem, stem + "e", single, stem[:-1] + "y" if stem.endswith("i") else stem
