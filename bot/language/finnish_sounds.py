"""Finnish sounds: vowels, harmony, syllables and consonant gradation (katu : kadun, asukas : asukkaan)."""

from __future__ import annotations

import re

VOWELS = "aeiouyäöå"
_LAST_SYLLABLE = re.compile(rf"(.*?)([^{VOWELS}]*)([{VOWELS}])$")
_VOWEL_GROUPS = re.compile(rf"[{VOWELS}]+")
_ENDS_IN_LONG_VOWEL = re.compile(rf"(?:aa|ee|ii|oo|uu|yy|ää|öö)$|(?:^|[^{VOWELS}])(?:uo|yö|yo|ie|[aeouyäö]i|[ao]u|ey)$")
_DIPHTHONGS = (
    "ai",
    "ei",
    "oi",
    "ui",
    "yi",
    "äi",
    "öi",
    "au",
    "eu",
    "ou",
    "iu",
    "ey",
    "äy",
    "öy",
    "ie",
    "uo",
    "yö",
    "yo",
    "ay",
    "oy",
)
_LONG = ("aa", "ee", "ii", "oo", "uu", "yy", "ää", "öö")
_WEAK = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("bb", "b"), ("gg", "g"),
    ("nk", "ng"), ("mp", "mm"), ("nt", "nn"), ("lt", "ll"), ("rt", "rr"), ("ht", "hd"),
    ("lk", "l"), ("rk", "r"), ("lp", "lv"), ("rp", "rv"),
)  # fmt: skip
_WEAK_ALONE = {"t": "d", "p": "v", "k": ""}
_STRONG = {
    "k": ("kk",), "p": ("pp",), "t": ("tt",), "ng": ("nk",), "mm": ("mp",), "nn": ("nt",), "ll": ("lt",),
    "rr": ("rt",), "hd": ("ht",), "lv": ("lp",), "rv": ("rp",), "d": ("t",), "v": ("p",),
}  # fmt: skip


def is_front(word: str) -> bool:
    """Tell whether a word takes the endings with ä and ö: its last vowel that is not e or i decides."""
    for letter in reversed(word):
        if letter in "aou":
            return False
        if letter in "äöy":
            return True
    return True


def syllables(word: str) -> int:
    """Return the number of syllables: opiskelija has five, asia three, suo one."""
    count = 0
    for group in _VOWEL_GROUPS.findall(word):
        count += 1
        place = 0
        while len(group) - place > 1:
            pair = group[place : place + 2]
            step = 2 if pair in _DIPHTHONGS or pair in _LONG else 1
            place += step
            count += place < len(group)
    return count


def ends_in_long_vowel(word: str) -> bool:
    """Tell whether a word ends in a long vowel or is one syllable with a diphthong: vapaa, maa, työ, tie."""
    return _ENDS_IN_LONG_VOWEL.search(word) is not None


def weak(stem: str) -> str:
    """Return the stem as it stands in a closed last syllable: katu -> kadu, lakki -> laki, kaupunki -> kaupungi."""
    parts = _split(stem)
    if parts is None:
        return stem
    head, cluster, vowel = parts
    if cluster == "k" and head[-1:] == vowel and vowel in "uy":
        return f"{head}v{vowel}"  # luku : luvun
    if cluster in _WEAK_ALONE:
        return head + _WEAK_ALONE[cluster] + vowel
    if cluster in ("lk", "rk") and vowel == "e":
        return f"{head}{cluster[0]}j{vowel}"  # jälki : jäljen
    for strong, soft in _WEAK:
        if cluster.endswith(strong):
            return head + cluster.removesuffix(strong) + soft + vowel
    return stem


def strengthened(stem: str) -> str:
    """Return the likeliest strong grade before a long vowel: osoite -> osoitte(e), opas -> oppa(an)."""
    parts = _split(stem)
    if parts is None:
        return stem
    head, cluster, vowel = parts
    if not head or not cluster:
        return stem
    for soft in ("ng", "mm", "nn", "ll", "rr", "hd"):
        if cluster == soft:
            return head + _STRONG[soft][0] + vowel
    if cluster[-1] in "kpt" and (len(cluster) == 1 or (len(cluster) == 2 and cluster[0] in "lnrm")):
        return head + cluster + cluster[-1] + vowel
    return head + "t" + vowel if cluster == "d" else stem


def strong_grades(stem: str) -> tuple[str, ...]:
    """Return the stems whose weak grade a stem may be, without the rare lost k: kadu -> katu, ranna -> ranta."""
    parts = _split(stem)
    if parts is None:
        return ()
    head, cluster, vowel = parts
    if not head:
        return ()
    for soft in (cluster[-2:], cluster[-1:]):
        before = cluster.removesuffix(soft)
        grown = [f"{head}{before}{strong}{vowel}" for strong in _STRONG.get(soft, ()) if before in ("", *"lmnr")]
        if grown and weak(grown[0]) == stem:
            return (grown[0],)
    return ()


def _split(stem: str) -> tuple[str, str, str] | None:
    """Return what stands before the last consonants, these, and the one vowel after them."""
    parts = _LAST_SYLLABLE.fullmatch(stem)
    if parts is None or not parts[2] or not parts[1]:
        return None
    return parts[1], parts[2], parts[3]
