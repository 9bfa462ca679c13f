"""The time of day that somebody means: on a clock of 24 hours, or of twelve with the part of the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.errors import Invalid
from bot.timing.human_shapes import Piece
from bot.timing.human_words import CLOCKS, DAYS, PERIODS

_NOON = 12 * 60
_DAY = 24 * 60
_HOURS: dict[str, range] = {
    "am": range(12),
    "pm": range(12, 24),
    "morning": range(4, 12),
    "forenoon": range(6, 12),
    "day": range(7, 19),
    "afternoon": range(12, 19),
    "evening": range(16, 24),
    "night": range(-3, 6),
}
"""The hours at which a part of the day can be; those of the night begin before it."""
_WAKING = range(7, 19)
"""Of the two times that a clock of twelve hours shows, the one that people mean when they say no more: seven to seven."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in minutes, the other one that may be meant on a clock of twelve hours, and what was assumed."""

    minutes: int
    other: int | None = None
    assumed: tuple[str, ...] = ()


def clock_of(clock: Piece, periods: frozenset[str], *, is_english: bool) -> Clock:
    """Return the time of day of a piece (clock, number, dotted, spoken, noon or iso); Invalid when it is none or may be two."""
    if clock.kind == "noon":
        return _at_noon(CLOCKS[clock.word], clock.text)
    hour, minute = (*clock.numbers, 0)[:2]
    if hour > 24 or not (-60 < minute < 60) or (hour == 24 and minute):
        raise Invalid("There is no time of day “{text}”. Hours go from 0 to 23, minutes to 59.", text=clock.text)
    if hour == 24:
        return _at_noon(hour, clock.text)
    minutes = (hour * 60 + minute) % _DAY
    if clock.kind == "spoken" and hour <= 12:
        return _of_twelve(minutes % _NOON, periods, clock.text)
    if periods:
        return _in_period(minutes, hour, periods, clock.text)
    return _as_written(clock, minutes, is_english=is_english)


def periods_of(found: Iterable[Piece]) -> frozenset[str]:
    """Return the parts of the day that pieces tell, alone or within another word."""
    told = {
        *(PERIODS[piece.word] for piece in found if piece.kind == "period"),
        *(DAYS[piece.word][1] for piece in found if piece.kind == "day"),
        *(piece.word for piece in found if piece.kind == "weekday"),
    }
    return frozenset(told - {""})


def _at_noon(hour: int, text: str) -> Clock:
    if hour == 24:
        raise Invalid("Midnight stands between two days: “{text}”. Write the day with 0.00 or 23.59.", text=text)
    return Clock(_NOON)


def _as_written(clock: Piece, minutes: int, *, is_english: bool) -> Clock:
    early = 1 <= minutes // 60 <= 6 and not clock.word and clock.kind != "iso"
    if early and is_english:
        raise Invalid("“{text}” may be early or in the afternoon. Write am or pm after it.", text=clock.text)
    return Clock(minutes, assumed=("early",) if early else ())


def _in_period(minutes: int, hour: int, periods: frozenset[str], text: str) -> Clock:
    possible = {minutes} if hour > 12 or hour == 0 else {minutes % _NOON, minutes % _NOON + _NOON}
    return Clock(_only(possible, periods, text))


def _of_twelve(minutes: int, periods: frozenset[str], text: str) -> Clock:
    both = {minutes, minutes + _NOON}
    if periods:
        return Clock(_only(both, periods, text))
    meant = next(one for one in both if one // 60 in _WAKING)
    return Clock(meant, other=next(one for one in both if one != meant), assumed=("waking",))


def _only(possible: Iterable[int], periods: frozenset[str], text: str) -> int:
    """Return the one that fits all parts of the day that were told."""
    left = [one for one in possible if all(_fits(one, period) for period in periods)]
    if not left:
        raise Invalid("“{text}” does not fit the part of the day. Write the time from 0.00 to 23.59.", text=text)
    if left == [0] or ("night" in periods and left[0] < 60):
        raise Invalid("Midnight stands between two days: “{text}”. Write the day with 0.00 or 23.59.", text=text)
    return left[0]


def _fits(minutes: int, period: str) -> bool:
    hour = minutes // 60
    return hour in _HOURS[period] or hour - 24 in _HOURS[period]
