"""Times as people write them, in three languages whatever the reader's own: "huomenna klo 9", "fre 10.30", "next Tue 14".

Every word of a text must be understood. What may mean two things is refused, or read in one way that `shown` says; so whoever
writes a time is always shown what was understood, with weekday, date, clock and zone. Weeks begin on Monday.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.errors import Invalid
from bot.timing import wall
from bot.timing.human_clock import Clock, clock_of, periods_of
from bot.timing.human_day import Days, days_of, may_be_date
from bot.timing.human_pieces import has_english, pieces
from bot.timing.human_said import assumptions, moment_in
from bot.timing.human_shapes import Piece
from bot.timing.human_span import is_whole, span_of
from bot.timing.human_which import Told, told_by
from bot.timing.wall import Shift
from bot.words import LANGUAGES, Reader

LONGEST = 200
"""Signs of the longest text that is read."""
_IN_ANY_TEXT = frozenset(
    ("unknown", "number", "dotted", "range", "half", "spoken", "filler", "on", "this", "next", "period", "ordinal")
)
"""Kinds of pieces that tell nothing of time beside words that are not understood."""
_FARTHEST = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Understood:
    """What somebody meant: the moment (UTC), its naive wall time and IANA zone, when they said so, and what was assumed.

    `assumed` holds codes (see human_said); `shift` tells that clocks change then.
    """

    at: datetime
    local: datetime
    timezone: str
    asked_at: datetime
    assumed: tuple[str, ...] = ()
    shift: Shift = ""


def read(text: str, now: datetime, timezone: str, language: str, *, field: str | None = None) -> Understood | None:
    """Return what a text means at an aware moment in an IANA zone; None when it holds nothing of time.

    `language` is the reader's: refusals name days in it. Raises Invalid (about `field`) for a time that is past, does not exist,
    is more than five years away, holds a word that is not known, or may mean two things.
    """
    found = pieces(text) if len(text) <= LONGEST else ()
    if not _tells_time(found):
        return None
    reader = Reader(language if language in LANGUAGES else "en", timezone)
    try:
        return _understood(found, now, reader)
    except Invalid as refusal:
        refusal.field = refusal.field or field
        raise


def required(text: str, now: datetime, timezone: str, language: str, *, field: str | None = None) -> Understood:
    """Return what a text means, as `read`; raises Invalid as well when it holds nothing of time."""
    understood = read(text, now, timezone, language, field=field)
    if understood is None:
        raise Invalid("No time was found in “{text}”. Write for example: tomorrow 9.00.", field=field, text=text[:60])
    return understood


def shown(understood: Understood, reader: Reader) -> str:
    """Say a moment back, as `when`, and then in a sentence each what was assumed."""
    moment = when(understood, reader)
    assumed = " ".join(assumptions(understood.assumed, understood.local, reader))
    return reader.say("{moment}. {assumed}", moment=moment, assumed=assumed) if assumed else moment


def when(understood: Understood, reader: Reader) -> str:
    """Say a moment back with weekday, date, clock and zone: “to 26.11. klo 9.00, Helsingin aikaa”.

    The zone is the one that it was written in; the year stands there unless it is this one.
    """
    this_year = wall.local(understood.asked_at, understood.timezone).year == understood.local.year
    return moment_in(understood.at, understood.timezone, reader, with_year=not this_year)


def _tells_time(found: Sequence[Piece]) -> bool:
    """Tell whether a text is about time at all; numbers and small words alone stand in any text."""
    kinds = {piece.kind for piece in found}
    sure = kinds - _IN_ANY_TEXT
    return bool(sure) or bool(kinds and "unknown" not in kinds)


def _understood(found: Sequence[Piece], now: datetime, reader: Reader) -> Understood:
    told = told_by(found)
    here = wall.local(now, reader.timezone)
    offset = next((piece.word for piece in found if piece.kind == "iso" and piece.word), "")
    if offset:
        return _of_offset(told, offset, now, reader)
    days = 0
    if told.span:
        if not is_whole(told.span.word):
            raise Invalid("Write whole days, not “{text}”.", text=told.span.text)
        days, ahead = span_of(told.span.word)
        if ahead:
            return _from_now(told, timedelta(days=days) + ahead, now, reader)
    spanned = [Piece("span", told.span.text, (days,))] if told.span else []
    chosen = days_of([*told.days, *spanned], here.date(), reader)
    clock = _clock(told, found)
    if told.clock and told.clock.kind == "number":
        chosen = may_be_date(chosen, told.clock.numbers[0], told.days, here.date())
    return _checked(*_moment(chosen, clock, now, reader), now, reader)


def _clock(told: Told, found: Sequence[Piece]) -> Clock:
    if told.clock is None:
        raise Invalid("Write the time of day as well, for example: tomorrow 9.00.")
    return clock_of(told.clock, periods_of(found), is_english=has_english(found))


def _moment(days: Days, clock: Clock, now: datetime, reader: Reader) -> tuple[datetime, tuple[str, ...]]:
    """Return the wall time that is meant, and what had to be assumed: the first of the possible ones that is still to come."""
    possible = [(days.first, clock.minutes, days.assumed)]
    if clock.other is not None and days.first == wall.local(now, reader.timezone).date():
        possible.append((days.first, clock.other, days.assumed))
    if days.later:
        possible.append((days.later, clock.minutes, days.assumed_later))
    local = [
        (datetime.combine(day, time(*divmod(minutes, 60))), (*assumed, *clock.assumed))
        for day, minutes, assumed in possible
    ]
    coming = (one for one in local if wall.moment(one[0], reader.timezone).at > now)
    return next(coming, local[0])


def _checked(local: datetime, assumed: tuple[str, ...], now: datetime, reader: Reader) -> Understood:
    moment = wall.moment(local, reader.timezone)
    shifted = (moment.shift,) if moment.shift else ()
    there = wall.local(moment.at, reader.timezone)
    understood = Understood(moment.at, there, reader.timezone, now, (*assumed, *shifted), moment.shift)
    return _ahead(understood, reader)


def _from_now(told: Told, ahead: timedelta, now: datetime, reader: Reader) -> Understood:
    if told.days or told.clock:
        raise Invalid("Write either how long from now or a day and a time, not both.")
    at = (now + ahead).astimezone(UTC)
    whole = at.replace(second=0, microsecond=0)
    at = whole if whole == at else whole + timedelta(minutes=1)
    return _exact(at, now, reader)


def _of_offset(told: Told, offset: str, now: datetime, reader: Reader) -> Understood:
    """Read a moment of ISO 8601 that carries its own offset from UTC."""
    day = days_of(told.days, wall.local(now, reader.timezone).date(), reader).first
    if told.clock is None:
        raise Invalid("Write the time of day as well, for example: tomorrow 9.00.")
    minutes = clock_of(told.clock, frozenset(), is_english=False).minutes
    clock = f"{minutes // 60:02}:{minutes % 60:02}"
    try:
        at = datetime.fromisoformat(f"{day.isoformat()}T{clock}{offset.upper()}").astimezone(UTC)
    except ValueError:
        raise Invalid("There is no such time zone: {text}.", text=offset) from None
    return _exact(at, now, reader)


def _exact(at: datetime, now: datetime, reader: Reader) -> Understood:
    """Take a moment as it is; the second of two equal wall times is refused, since what is planned is kept as wall time."""
    local = wall.local(at, reader.timezone)
    moment = wall.moment(local, reader.timezone)
    if moment.at != at:
        raise Invalid("The clocks go back then, and the time comes twice. Write a time outside that hour.")
    return _ahead(
        Understood(at, local, reader.timezone, now, (moment.shift,) if moment.shift else (), moment.shift), reader
    )


def _ahead(understood: Understood, reader: Reader) -> Understood:
    if understood.at <= understood.asked_at:
        raise Invalid(
            "That time has passed: {moment}. Write a time that is still to come.", moment=when(understood, reader)
        )
    if understood.at - understood.asked_at > _FARTHEST:
        raise Invalid("That is more than five years away: {moment}. Check the year.", moment=when(understood, reader))
    return understood
