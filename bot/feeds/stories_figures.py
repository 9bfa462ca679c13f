"""Numbers of a text, by kind: dates, scores, times, numbers that name a thing (line 32, week 47), and amounts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.feeds.stories_words import lists
from bot.language.folding import fold

_DASH = "[-–—−]"
_MILLION, _MILLIARD, _BILLION = 1e6, 1e9, 1e12
_SCALES = {
    **dict.fromkeys(("m", "mn", "milj", "miljoon", "million"), _MILLION),
    **dict.fromkeys(("b", "bn", "mrd", "miljard", "billion"), _MILLIARD),
    **dict.fromkeys(("t", "trillion", "biljoon"), _BILLION),
}
"""What a number is multiplied by, by the beginning of the word after it; a billion is English."""
_NAMING_WORDS = """
linja linje line viikko viikon viikolla vecka week jakso avsnitt episode osa del part numero nro nummer no valtatie vt tie
maantie kehatie kantatie pysakki hallplats stop riksvag vag route track hall sal sali talo kerros raide luokka klass grade
issue bussi busslinje bus kortteli korttelin kvarter kaava asemakaava kaavan muutos detaljplan detaljplaneandring plan
"""
"""Words whose number names a thing."""
_NAMING = _NAMING_WORDS.split()
_DATE = re.compile(
    r"(?<![\d.,])([0-3]?\d)\.\s?(1[0-2]|0?[1-9])(?:\.(?:20)?(\d\d))?(?![\d%])\.?(?!\s?(?:prosent|procent|percent|mil[jl]|euro))"
)
_WORDED = re.compile(r"(?<![\d.,])([0-3]?\d)\.?\s+([a-z]{3,12})")
_WORDED_FIRST = re.compile(r"([a-z]{3,9})\.?\s+([0-3]?\d)(?:st|nd|rd|th)?(?![\d.,:])")
_TIME = re.compile(
    rf"\b(?:klo|kello|kl|klockan|at)\.?\s*(\d{{1,2}})(?:[.:](\d\d))?(?:\s?{_DASH}\s?(\d{{1,2}})(?:[.:](\d\d))?)?|\b([0-2]?\d):([0-5]\d)\b"
)
_PAIR = re.compile(rf"(?<![\d.,])(\d{{1,3}})\s?{_DASH}\s?(\d{{1,3}})(?![\d.,]?\d)")
_NUMBER = re.compile(r"(?<![\w.,])\D?(\d{1,3}(?:[\s\u00a0,.]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)\s?([a-z]+)?")
_YEAR = re.compile(r"(?<![\w.,])(?:19|20)\d\d(?![\w%]|[.,]\d)")
_VERSION = re.compile(r"\bv\d+(?:\.\d+)+\b|\b\d+(?:\.\d+){3,}\b|\b[a-z]{2,5}-\d{2,4}-\d+")
_STREETS = "katu kadun kadulla kadulle tie tien tiella kuja kujan polku polun gatan vagen street road"
_NAMED = re.compile(
    rf"\b(?:{'|'.join(_NAMING)})n?\s+([a-z]?\d+[a-z]?)\b|\b[a-z]+(?:{'|'.join(_STREETS.split())})\s+(\d+)\b"
    r"|\b([a-z]{1,3}\d+[a-z]?|\d+[a-z]|[a-z](?=-[a-z]{3}))\b"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a text, as keys that can be compared."""

    dates: frozenset[str]
    pairs: frozenset[str]
    named: frozenset[str]
    amounts: frozenset[str]
    years: frozenset[str] = frozenset()

    def naming(self) -> tuple[frozenset[str], ...]:
        """Return the keys that name a day, a result, a thing or a year, each kind by itself."""
        return self.dates, self.pairs, self.named, self.years

    def all(self) -> frozenset[str]:
        """Return every key but for years: papers mention this one and the next all the time."""
        return self.dates | self.pairs | self.named | self.amounts


@lru_cache(maxsize=8_000)
def figures(text: str) -> Figures:
    """Return the numbers of a text; times of day are left out, and years are no amounts."""
    plain = fold(text)
    dates, pairs, named, amounts = set[str](), set[str](), set[str](), set[str]()

    def version(match: re.Match[str]) -> str:
        named.add("#" + match[0])
        return " ; "

    plain = _VERSION.sub(version, _TIME.sub(" ; ", plain))
    plain = _take_dates(plain, dates)

    def pair(match: re.Match[str]) -> str:
        pairs.add(f"{int(match[1])}-{int(match[2])}")
        return " ; "

    plain = _PAIR.sub(pair, plain)

    def name(match: re.Match[str]) -> str:
        named.add("#" + (match[1] or match[2] or match[3]))
        return " ; "

    plain = _NAMED.sub(name, plain)
    for match in _NUMBER.finditer(plain):
        if amount := _amount(match[1], match[2] or ""):
            amounts.add(amount)
    for word in re.findall("[a-z]+", plain):
        if word in lists().numbers:
            amounts.add(f"{lists().numbers[word]:g}")
    years = frozenset(_YEAR.findall(plain))
    return Figures(frozenset(dates), frozenset(pairs), frozenset(named), frozenset(amounts), years)


def _take_dates(plain: str, dates: set[str]) -> str:
    def dotted(match: re.Match[str]) -> str:
        dates.add(f"{int(match[1])}.{int(match[2])}.")
        return " ; "

    def worded(day: str, word: str, whole: str) -> str:
        month = _month(word)
        if not month:
            return whole
        dates.add(f"{int(day)}.{month}.")
        return " ; "

    plain = _DATE.sub(dotted, plain)
    plain = _WORDED.sub(lambda match: worded(match[1], match[2], match[0]), plain)
    return _WORDED_FIRST.sub(lambda match: worded(match[2], match[1], match[0]), plain)


@lru_cache(maxsize=2_000)
def _month(word: str) -> int:
    """Return the month that a folded word names, in any case of Finnish; 0 when it names none."""
    months = lists().months
    if word in months:
        return months[word]
    finnish = next((name for name in months if name.endswith("kuu") and word.startswith(name)), "")
    return months.get(finnish, 0)


def _amount(digits: str, unit: str) -> str:
    """Return the key of an amount; a year is none."""
    whole = re.fullmatch(r"\d{1,3}(?:[\s\u00a0,.]\d{3})+", digits)
    value = float(re.sub(r"\D", "", digits)) if whole else float(digits.replace(",", "."))
    scale = next(
        (size for name, size in _SCALES.items() if unit == name or (len(name) > 3 and unit.startswith(name))), 1.0
    )
    if scale == 1.0 and 1900 <= value <= 2100 and not whole:
        return ""
    return f"{value * scale:g}"


def rarity(key: str) -> float:
    """Return how much a shared number tells: a round or small one says little, 2 400 or 38.5 says much."""
    if "." in key and key.endswith("."):
        return 3.5
    if "-" in key or key.startswith("#"):
        return 5.0
    value = float(key)
    if value != int(value):
        return 6.0
    if value <= 12:
        return 1.5
    digits = len(str(int(value)).rstrip("0"))
    return 3.5 if value < 100 else (4.5 if digits == 1 else 6.5)
