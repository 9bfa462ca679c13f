"""Words of a town in Finnish, Swedish and English: whoever looks for one finds the others.

Only words that social accounts are looked for by, each meaning one thing in its language.
"""

from __future__ import annotations

from functools import cache

from bot.language.folding import fold

PAIRS = (
    ("kirjasto", "bibliotek", "library"),
    ("museo", "museum", "museum"),
    ("uimahalli", "simhall", "swimming", "pool"),
    ("uimaranta", "badstrand", "beach"),
    ("koulu", "skola", "school"),
    ("lukio", "gymnasium"),
    ("päiväkoti", "daghem", "daycare", "kindergarten"),
    ("yliopisto", "universitet", "university"),
    ("nuoret", "nuoriso", "unga", "ungdom", "youth"),
    ("lapset", "barn", "children"),
    ("perhe", "familj", "family"),
    ("eläkeläinen", "seniori", "pensionär", "seniorer", "seniors"),
    ("liikunta", "urheilu", "idrott", "motion", "sport"),
    ("kulttuuri", "kultur", "culture"),
    ("teatteri", "teater", "theatre"),
    ("musiikki", "musik", "music"),
    ("taide", "konst", "art"),
    ("tapahtuma", "evenemang", "event"),
    ("matkailu", "turism", "tourism", "travel"),
    ("liikenne", "trafik", "traffic"),
    ("joukkoliikenne", "kollektivtrafik", "transit"),
    ("terveys", "hälsa", "health"),
    ("ympäristö", "miljö", "environment"),
    ("puisto", "park"),
    ("satama", "hamn", "harbour", "port"),
    ("yritys", "företag", "business"),
    ("työpaikka", "rekrytointi", "jobb", "rekrytering", "jobs", "careers"),
    ("kaupunki", "stad", "city"),
    ("kunta", "kommun", "municipality"),
    ("kaupunginjohtaja", "pormestari", "stadsdirektör", "borgmästare", "mayor"),
    ("asuminen", "boende", "housing"),
    ("pelastuslaitos", "räddningsverk", "rescue"),
    ("opiskelija", "studerande", "student"),
    ("tiede", "tutkimus", "vetenskap", "forskning", "science", "research"),
    ("neuvonta", "rådgivning", "advice"),
    ("viestintä", "kommunikation", "communications"),
)


@cache
def folded_pairs() -> tuple[frozenset[str], ...]:
    """Return each group of words, folded."""
    return tuple(frozenset(fold(word) for word in group) for group in PAIRS)
