"""The day that somebody means: a date, a weekday, so many days away, and whether these agree."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from babel import Locale

from bot.errors import Invalid
from bot.timing.human_shapes import Piece
from bot.timing.human_words import DAYS, WEEKS
from bot.words import Reader


@dataclass(frozen=True, slots=True)
class Days:
    """The day that is meant; another one when the time on the first has passed; what is assumed of the one or the other."""

    first: date
    later: date | None = None
    assumed: tuple[str, ...] = ()
    assumed_later: tuple[str, ...] = ()


def days_of(found: Sequence[Piece], today: date, reader: Reader) -> Days:
    """Return the day of the pieces that tell one, seen from a local day; Invalid where they tell none, or two."""
    weekday = _one_weekday(found)
    told = [_of_piece(piece, today, weekday, reader) for piece in found if piece.kind in _READ]
    if not told:
        return _without_date(found, today, weekday)
    if len({one.first for one in told}) > 1:
        raise Invalid("Two days are written, {one} and {other}. Write one of them.", **_two(told, reader))
    if weekday is not None:
        _agree(told[0].first, weekday, reader)
    return Days(told[0].first, assumed=tuple(code for one in told for code in one.assumed))


def may_be_date(chosen: Days, number: int, found: Sequence[Piece], today: date) -> Days:
    """Note that a number beside a weekday was taken for the hour, where the next day of that number is such a weekday."""
    weekday = _one_weekday(found)
    month = _month_of(number, today)
    date_too = weekday is not None and number and _this_year(month.year, month.month, number)
    if date_too and date_too.weekday() == weekday:
        return replace(chosen, assumed=(*chosen.assumed, "hour"), assumed_later=(*chosen.assumed_later, "hour"))
    return chosen


def weekday_name(weekday: int, language: str) -> str:
    """Return the long name of a day of the week (Monday is 0): tiistai, tisdag, Tuesday."""
    name: str = Locale.parse(language).days["stand-alone"]["wide"][weekday]
    return name


def _one_weekday(found: Sequence[Piece]) -> int | None:
    named = {piece.numbers[0] for piece in found if piece.kind == "weekday"}
    if len(named) > 1:
        raise Invalid("Several weekdays are written. Write one of them.")
    return next(iter(named), None)


def _without_date(found: Sequence[Piece], today: date, weekday: int | None) -> Days:
    kinds = {piece.kind for piece in found}
    if weekday is None:
        if kinds & {"on", "next", "this"}:
            raise Invalid("It is not clear which day is meant. Write the weekday or the date.")
        return Days(today, today + timedelta(days=1), ("today",), ("tomorrow",))
    ahead = (weekday - today.weekday()) % 7
    if "next" in kinds:
        monday = today + timedelta(days=7 - today.weekday())
        return Days(monday + timedelta(days=weekday), assumed=("next_week",) if weekday > today.weekday() else ())
    day = today + timedelta(days=ahead)
    if "this" in kinds and weekday < today.weekday():
        raise Invalid("That day of this week has passed. Write the date.")
    if ahead or "this" in kinds:
        return Days(day)
    return Days(day, day + timedelta(days=7), ("not_next",), ("passed",))


def _of_piece(piece: Piece, today: date, weekday: int | None, reader: Reader) -> Days:
    return _READ[piece.kind](piece, today, weekday, reader)


def _away(piece: Piece, today: date, _weekday: int | None, _reader: Reader) -> Days:
    return Days(today + timedelta(days=DAYS[piece.word][0]))


def _span(piece: Piece, today: date, _weekday: int | None, _reader: Reader) -> Days:
    return Days(today + timedelta(days=piece.numbers[0]))


def _weeks(piece: Piece, today: date, weekday: int | None, _reader: Reader) -> Days:
    return Days(_in_week(today + timedelta(days=7 * WEEKS[piece.word] - today.weekday()), weekday, piece))


def _week_number(piece: Piece, today: date, weekday: int | None, _reader: Reader) -> Days:
    year, this_week, _day = today.isocalendar()
    number = piece.numbers[0]
    year += number < this_week
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        raise Invalid("There is no week {number} in {year}.", number=number, year=year) from None
    day = _in_week(monday, weekday, piece)
    return Days(day, assumed=("next_year",) if number < this_week else ())


def _in_week(monday: date, weekday: int | None, piece: Piece) -> date:
    if weekday is None:
        raise Invalid("Which day of the week is meant by “{text}”? Write the weekday as well.", text=piece.text)
    return monday + timedelta(days=weekday)


def _date(piece: Piece, today: date, weekday: int | None, reader: Reader) -> Days:
    day, month, *rest = piece.numbers
    if not 1 <= month <= 12 or day < 1:
        raise Invalid("There is no day “{text}”. Write the day first and then the month.", text=piece.text)
    assumed = ("day_first",) if piece.word == "/" and day <= 12 else ()
    if rest:
        return Days(_existing(rest[0], month, day, piece.text), assumed=assumed)
    if (month, day) >= (today.month, today.day):
        return Days(_existing(today.year, month, day, piece.text), assumed=assumed)
    coming = _existing(today.year + 1, month, day, piece.text)
    gone = _this_year(today.year, month, day)
    if gone and weekday is not None and gone.weekday() == weekday != coming.weekday():
        raise Invalid(
            "That day has passed: {weekday} {day}. Write a time that is still to come.", **_named(gone, reader)
        )
    return Days(coming, assumed=("next_year", *assumed))


def _ordinal(piece: Piece, today: date, _weekday: int | None, _reader: Reader) -> Days:
    day = piece.numbers[0]
    month = _month_of(day, today)
    return Days(_existing(month.year, month.month, day, piece.text), assumed=("month",))


def _month_of(day: int, today: date) -> date:
    """Return some day of the month in which the next day with this number is."""
    return today if day >= today.day else today.replace(day=28) + timedelta(days=4)


def _this_year(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def _existing(year: int, month: int, day: int, text: str) -> date:
    if not 2000 <= year <= 2999:
        raise Invalid("The year of “{text}” is not clear. Write it with four figures.", text=text)
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise Invalid(
            "There is no day “{text}”. That month has {days} days in {year}.", text=text, days=days, year=year
        )
    return date(year, month, day)


def _agree(day: date, weekday: int, reader: Reader) -> None:
    """Refuse a date whose weekday is another one, and say which is which."""
    if day.weekday() != weekday:
        raise Invalid(
            "{day} is not a {wrong} but a {right}. Correct the weekday or the date.",
            day=reader.day(day),
            wrong=weekday_name(weekday, reader.language),
            right=weekday_name(day.weekday(), reader.language),
        )


def _named(day: date, reader: Reader) -> dict[str, str]:
    return {"weekday": reader.weekday(day), "day": reader.day(day)}


def _two(told: Sequence[Days], reader: Reader) -> dict[str, str]:
    one, other = sorted({days.first for days in told})[:2]
    return {"one": reader.day(one), "other": reader.day(other)}


_READ = {
    "date": _date,
    "dotted": _date,
    "iso": _date,
    "ordinal": _ordinal,
    "day": _away,
    "span": _span,
    "weeks": _weeks,
    "week": _week_number,
}
