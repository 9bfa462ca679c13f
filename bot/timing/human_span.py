"""How long from now: in two hours, kahden tunnin päästä, om en halvtimme."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache

from bot.timing import human_words as words

_JOINING = frozenset(("ja", "och", "and"))
_LENGTHS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1)}
_FIGURES = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*([a-z]+)")


def span_of(text: str) -> tuple[int, timedelta]:
    """Return days, and time by the clock, of a folded span whose shape is known."""
    days, time = 0, timedelta()
    for number, unit in _parts(text):
        if unit in _LENGTHS:
            time += number * _LENGTHS[unit]
        else:
            days += round(number * (7 if unit == "week" else 1))
    return days, time


def is_whole(text: str) -> bool:
    """Tell whether days and weeks of a span are whole: a day and a half is no day of the calendar."""
    return all(number == int(number) for number, unit in _parts(text) if unit not in _LENGTHS)


@cache
def _ready() -> re.Pattern[str]:
    known = sorted(words.DURATIONS, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(known)})\b")


def _parts(text: str) -> list[tuple[float, str]]:
    plain = _ready().sub(lambda found: f"{words.DURATIONS[found[1]]} min", " ".join(text.split()))
    plain = _FIGURES.sub(r"\1 \2", plain).replace(",", ".").replace("forty five", "forty-five")
    parts, number = [], 1.0
    for word in plain.split():
        if word in words.UNITS:
            parts.append((number, words.UNITS[word]))
            number = 1.0
        elif word not in _JOINING:
            number = float(words.NUMBERS.get(word) or float(word))
    return parts
