"""The words in which people write times, in Finnish, Swedish and English, folded: small letters without accents.

Only words of which one meaning is certain stand here: a text with any other word is refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

_Value = TypeVar("_Value")


def _meaning(listed: dict[_Value, str]) -> Mapping[str, _Value]:
    """Turn what words mean into what each of them means; a bar stands between words."""
    return MappingProxyType({word: value for value, words in listed.items() for word in words.split("|")})


def _these(words: str) -> frozenset[str]:
    return frozenset(words.split("|"))


def _numbered(first: int, *lines: str) -> dict[str, int]:
    """Number the words of each line, from the first number on; a dash holds a place."""
    return {word: number for line in lines for number, word in enumerate(line.split(), first) if word != "-"}


HOURS: Mapping[str, int] = MappingProxyType(
    _numbered(
        1,
        "yksi kaksi kolme nelja viisi kuusi seitseman kahdeksan yhdeksan kymmenen yksitoista kaksitoista",
        "yks kaks - - viis kuus seittema kaheksa yheksa kymppi ykstoista kakstoista",
        "- - - - - - seiska kasi ysi - - -",
        "yhdelta kahdelta kolmelta neljalta viidelta kuudelta seitsemalta kahdeksalta yhdeksalta kymmenelta yhdeltatoista"
        " kahdeltatoista",
        "yhelta kahelta - - - - seittemalta kaheksalta yheksalta kympilta yheltatoista kaheltatoista",
        "ett tva tre fyra fem sex sju atta nio tio elva tolv",
        "one two three four five six seven eight nine ten eleven twelve",
    )
)
"""Hours of a clock with twelve of them."""
_GENITIVES = "yhden kahden kolmen neljan viiden kuuden seitseman kahdeksan yhdeksan kymmenen yhdentoista kahdentoista"
_HIGHER = {
    1: "en|a|an",
    15: "viidentoista|femton|fifteen",
    20: "kahdenkymmenen|tjugo|twenty",
    30: "kolmenkymmenen|trettio|thirty",
    45: "neljankymmenenviiden|fyrtiofem|forty-five|forty five",
}
NUMBERS: Mapping[str, int] = MappingProxyType({**HOURS, **_numbered(1, _GENITIVES, "yhen kahen"), **_meaning(_HIGHER)})
MINUTES = _meaning(
    {
        5: "viisi|viis|viitta|fem|five",
        10: "kymmenen|kymmenta|tio|ten",
        15: "vartti|varttia|vartin|kvart|en kvart|quarter|a quarter",
        20: "kakskyt|kaksikymmenta|kahtakymmenta|tjugo|twenty",
        25: "kahtakymmentaviitta|kaksikymmentaviisi|tjugofem|twenty-five|twenty five",
    }
)
"""Minutes before or after an hour."""

_WEEKDAYS_FI = "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai"
_WEEKDAYS_SV = "mandag tisdag onsdag torsdag fredag lordag sondag"
LONG_WEEKDAYS: Mapping[str, int] = MappingProxyType(_numbered(0, _WEEKDAYS_FI, _WEEKDAYS_SV))
"""Those that a part of the day may be written together with."""
WEEKDAYS: Mapping[str, int] = MappingProxyType(
    {
        **LONG_WEEKDAYS,
        **{f"{word}{end}": day for word, day in _numbered(0, _WEEKDAYS_FI).items() for end in ("na", "n", "ta", "lle")},
        **{f"{word}en": day for word, day in _numbered(0, _WEEKDAYS_SV).items()},
        **_numbered(
            0,
            "ma ti ke to pe la su",
            "man tis ons tors fre lor son",
            "mand tisd onsd torsd fred lord sond",
            "- tisd - tor fr lo so",
            "monday tuesday wednesday thursday friday saturday sunday",
            "mon tue wed thu fri sat sun",
            "- tues weds thurs - - -",
            "- - - thur - - -",
        ),
    }
)
"""Monday is 0. Swedish “on” (Wednesday) is missing: it is an English preposition as well."""

_MONTHS_FI = "tammi helmi maalis huhti touko kesa heina elo syys loka marras joulu"
MONTHS: Mapping[str, int] = MappingProxyType(
    {
        **{
            f"{word}{end}": n
            for word, n in _numbered(1, _MONTHS_FI).items()
            for end in ("", "kuu", "kuuta", "kuun", "k")
        },
        **_numbered(
            1,
            "januari februari mars april maj juni juli augusti september oktober november december",
            "january february march april may june july august september october november december",
            "jan feb mar apr - jun jul aug sep oct nov dec",
            "- - - - - - - - sept okt - -",
        ),
    }
)

PERIODS = _meaning(
    {
        "am": "am|a.m|a.m.",
        "pm": "pm|p.m|p.m.",
        "morning": "aamulla|aamu|aamuna|morning|in the morning|morgon|morgonen|pa morgonen|bitti",
        "forenoon": "aamupaivalla|aamupaivana|ap|formiddag|formiddagen|pa formiddagen|fm|f.m|f.m.",
        "day": "paivalla|pa dagen",
        "afternoon": "iltapaivalla|iltapaiva|iltapaivana|ip|eftermiddag|eftermiddagen|pa eftermiddagen|em|e.m|e.m."
        "|afternoon|in the afternoon",
        "evening": "illalla|ilta|iltana|kvall|kvallen|pa kvallen|evening|in the evening",
        "night": "yolla|natten|pa natten|at night",
    }
)
JOINED_PERIODS = _meaning(
    {
        "morning": "aamuna|aamulla|aamu|morgon",
        "forenoon": "aamupaivana|aamupaivalla|formiddag",
        "afternoon": "iltapaivana|iltapaivalla|iltapaiva|eftermiddag",
        "evening": "iltana|illalla|ilta|kvall",
    }
)
"""Parts of the day that are written together with the day: perjantai-iltana, fredagkväll."""

DAYS = _meaning(
    {
        (-1, ""): "eilen|i gar|igar|yesterday",
        (0, ""): "tanaan|tanaa|i dag|idag|today",
        (0, "morning"): "tana aamuna|this morning",
        (0, "forenoon"): "tana aamupaivana|i formiddag",
        (0, "afternoon"): "tana iltapaivana|i eftermiddag|this afternoon",
        (0, "evening"): "tana iltana|i kvall|ikvall|tonight|this evening",
        (1, ""): "huomenna|huomena|huomen|i morgon|imorgon|i morron|imorron|tomorrow|tmrw|tomorow|tommorow|tommorrow",
        (1, "morning"): "huomenaamulla|huomenaamuna|huomisaamuna",
        (1, "evening"): "huomenillalla|huomeniltana|huomisiltana",
        (2, ""): "ylihuomenna|ylihuomen|i overmorgon|iovermorgon|overmorgon|day after tomorrow|the day after tomorrow",
    }
)
"""Days away from today, and the part of the day that the word tells as well."""
WEEKS = _meaning(
    {
        0: "talla viikolla|taman viikon|denna vecka|den har veckan|this week",
        1: "ensi viikolla|ensi viikon|ensi viikko|ens viikolla|seuraavalla viikolla|nasta vecka|next week",
    }
)
CLOCKS = _meaning(
    {
        12: "keskipaivalla|keskipaiva|puoliltapaivin|noon|midday",
        24: "keskiyolla|keskiyo|puoliltaoin|midnatt|midnight",
    }
)
NEXT = _these("ensi|ens|seuraava|seuraavana|nasta|next")
THIS = _these("tana|this")
FILLERS = _these(
    "tulevana|kommande|coming|pa|nu pa|den|the|of|at|klo|kello|kl|klockan|tasan|prick|sharp|oclock|o'clock|o’clock"
)
"""What may be left out."""
ENGLISH = _these(
    "at|today|tomorrow|tmrw|tonight|next|on|oclock|o'clock|o’clock|this|coming|half|past|quarter"
) | _these("monday|tuesday|wednesday|thursday|friday|saturday|sunday|tue|wed|thu|fri|sat|sun|mon")
"""Who writes these may mean a clock of twelve hours."""
UNITS = _meaning(
    {
        "minute": "minuutin|minuuttia|minuutti|min|mins|minut|minuter|minuten|minute|minutes",
        "hour": "tunnin|tuntia|tunti|h|t|timme|timmar|timmen|tim|hour|hours|hr|hrs",
        "day": "paivan|paivaa|pv|vrk|vuorokauden|dag|dagar|dygn|day|days",
        "week": "viikon|viikkoa|vko|vk|vecka|veckor|week|weeks|wk|wks",
    }
)
BARE_UNITS = _these("minuutin|tunnin|paivan|vuorokauden|viikon")
"""Units that mean one of them without a number."""
DURATIONS = _meaning(
    {
        15: "vartin|en kvart|a quarter of an hour",
        30: "puolen tunnin|puoli tuntia|en halvtimme|en halv timme|halv timme|half an hour|a half hour",
        45: "kolmen vartin|tre kvart",
        90: "puolentoista tunnin|en och en halv timme|halvannan timme|an hour and a half|one and a half hours",
    }
)
"""Minutes."""
