"""Saying a moment back, and what was assumed when it was read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from babel import Locale

from bot.timing import wall
from bot.words import Reader


def moment_in(at: datetime, timezone: str, reader: Reader, *, with_year: bool = False) -> str:
    """Say an aware moment with weekday, date, clock and zone: “to 26.11. klo 9.00, Helsingin aikaa”."""
    there = Reader(reader.language, timezone)
    local = wall.local(at, timezone)
    moment = there.moment(at)
    if with_year:
        moment = reader.say(
            "{weekday} {day} at {clock}",
            weekday=there.weekday(local),
            day=there.day(local.date()),
            clock=there.clock(at),
        )
    if timezone == "Europe/Helsinki":
        return reader.say("{moment}, Helsinki time", moment=moment)
    return reader.say("{moment}, time zone: {place}", moment=moment, place=place_of(timezone, reader.language))


def place_of(timezone: str, language: str) -> str:
    """Name the place after which a zone is called, in a language: Tukholma, New York, UTC."""
    city = Locale.parse(language).time_zones.get(timezone, {}).get("city")
    return str(city or timezone.rpartition("/")[2].replace("_", " "))


def assumptions(codes: Iterable[str], local: datetime, reader: Reader) -> list[str]:
    """Say what was assumed about a naive wall time, a sentence each."""
    said = _said(local, reader)
    return [said[code] for code in codes]


def _said(local: datetime, reader: Reader) -> dict[str, str]:
    clock = local.strftime("%H:%M") if reader.language == "en" else f"{local.hour}.{local.minute:02}"
    return {
        "today": reader.say("No day was written: today is meant."),
        "tomorrow": reader.say("No day was written, and that time has passed today: tomorrow is meant."),
        "not_next": reader.say("That weekday is today: today is meant, not a week from now."),
        "passed": reader.say("That time has passed today: the day a week from now is meant."),
        "next_week": reader.say("“Next” is read as next week, not as this week."),
        "next_year": reader.say("That day has passed this year: next year is meant."),
        "month": reader.say("No month was written: the next day with this number is meant."),
        "day_first": reader.say("The date is read with the day first and then the month."),
        "hour": reader.say("The number is read as the hour, not as a day of the month."),
        "waking": reader.say(
            "The time is read as {clock}. If another half of the day is meant, write it in figures.", clock=clock
        ),
        "early": reader.say("The time is read as {clock}, early in the day.", clock=clock),
        "gap": reader.say(
            "The clocks go forward then and leave out the time that was written: an hour later is meant."
        ),
        "overlap": reader.say("The clocks go back then and the time comes twice: the first is meant."),
    }
