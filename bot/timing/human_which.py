"""Which pieces of a text tell the day and which the time: "9.12" may be either, and is refused where nothing decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import Invalid
from bot.timing.human_shapes import Piece

_DATES = frozenset(("date", "iso", "ordinal", "day", "weeks", "week", "span"))
"""Kinds that tell a day without a weekday."""
_DAYS = _DATES - {"span"} | {"weekday", "next", "this", "on"}
_BESIDE_HOURS = _DATES | {"weekday", "period", "dotted"}
"""Kinds beside which a mere number is the hour."""
_CLOCKS = frozenset(("clock", "spoken", "noon", "number"))
_AM_PM = frozenset(("am", "pm", "a.m", "p.m", "a.m.", "p.m."))


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells: pieces of the day, the piece of the time, and how long from now."""

    days: tuple[Piece, ...]
    clock: Piece | None
    span: Piece | None


def told_by(found: Sequence[Piece]) -> Told:
    """Sort pieces; Invalid for what is not understood, for ranges, and for what may be two things."""
    _refuse_unknown(found)
    dates, times = _dotted(found)
    days = [piece for piece in found if piece.kind in _DAYS] + dates
    iso = [Piece("iso", piece.text, piece.numbers[3:]) for piece in found if piece.kind == "iso" and piece.numbers[3:]]
    clock = _one([*(piece for piece in found if piece.kind in _CLOCKS), *iso, *times])
    if clock and clock.kind == "number" and not any(piece.kind in _BESIDE_HOURS for piece in (*found, *dates)):
        raise Invalid("“{text}” may be a day or a time. Write for example: tomorrow 9.00.", text=clock.text)
    if {"next", "this"} & {piece.kind for piece in found} and any(piece.kind in _DATES for piece in (*found, *dates)):
        raise Invalid("It is not clear which day is meant. Write the weekday or the date.")
    trimmed = (Piece(piece.kind, piece.text, piece.numbers[:3], piece.word) for piece in days)
    return Told(tuple(trimmed), clock, _one([piece for piece in found if piece.kind == "span"]))


def _refuse_unknown(found: Sequence[Piece]) -> None:
    for piece in found:
        if piece.kind == "unknown":
            raise Invalid(
                "“{word}” was not understood. Write only the day and the time, for example: tomorrow 9.00.",
                word=piece.text[:40],
            )
        if piece.kind == "range":
            raise Invalid("“{text}” is a range. Write one time only.", text=piece.text)
        if piece.kind == "half":
            raise Invalid("“{text}” may be half an hour before or after. Write the time in figures.", text=piece.text)


def _one(possible: Sequence[Piece]) -> Piece | None:
    if len(possible) > 1:
        one, other = possible[:2]
        raise Invalid("Two times are written: {one} and {other}. Write one of them.", one=one.text, other=other.text)
    return possible[0] if possible else None


def _dotted(found: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Return those of two numbers with a dot between that are dates, and those that are times."""
    dotted = [piece for piece in found if piece.kind == "dotted"]
    if any(piece.kind in _CLOCKS for piece in found):
        return dotted, []
    if any(piece.kind in _DATES or piece.word in _AM_PM for piece in found):
        return [], dotted
    if len(dotted) == 2:
        return _two(*dotted)
    for piece in dotted:
        if _can_be_date(piece) and _can_be_time(piece):
            raise _unclear(piece)
    times = [piece for piece in dotted if _can_be_time(piece) or piece.numbers[1] > 12]
    return [piece for piece in dotted if piece not in times], times


def _two(first: Piece, second: Piece) -> tuple[list[Piece], list[Piece]]:
    forward = _can_be_date(first) and _can_be_time(second)
    backward = _can_be_time(first) and _can_be_date(second)
    if forward and backward:
        raise _unclear(first)
    return ([second], [first]) if backward else ([first], [second])


def _can_be_date(piece: Piece) -> bool:
    day, month = piece.numbers
    return 1 <= day <= 31 and 1 <= month <= 12


def _can_be_time(piece: Piece) -> bool:
    hour, minute = piece.numbers
    return piece.word != "date" and hour < 24 and minute < 60


def _unclear(piece: Piece) -> Invalid:
    return Invalid("“{text}” may be a day or a time. Write the time with a colon, like 9:00.", text=piece.text)
