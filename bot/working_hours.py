"""Working hours: Monday to Friday from eight to four, no public holiday of Finland, in somebody's own time zone.

Christmas Eve and Midsummer Eve are no working days either, whatever the law calls them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from bot.words import zone

BEGINS, ENDS = time(8), time(16)
_SATURDAY = 5


def after(start: datetime, hours: int, timezone: str) -> datetime:
    """Return when `hours` working hours (one or more) have passed since an aware moment, in UTC.

    It is always within a working day's hours; the last minute of a day belongs to that day.
    """
    return later(start, timedelta(hours=hours), timezone)


def later(start: datetime, time_left: timedelta, timezone: str) -> datetime:
    """Return when so much working time (more than none) has passed since an aware moment, in UTC; see `after`."""
    place = zone(timezone)
    day, left = start.astimezone(place).date(), time_left
    while True:
        # Moments in UTC are compared, since a day on which clocks change has not the hours that they show.
        opening, closing = (datetime.combine(day, at, place).astimezone(UTC) for at in (BEGINS, ENDS))
        begin = max(opening, start.astimezone(UTC))
        if is_working_day(day) and begin < closing:
            if begin + left <= closing:
                return begin + left
            left -= closing - begin
        day += timedelta(days=1)


def next_morning(start: datetime, timezone: str) -> datetime:
    """Return when the next working day begins, in UTC: at night that is the coming morning, an hour away at least."""
    place = zone(timezone)
    day = start.astimezone(place).date()
    while True:
        opening = datetime.combine(day, BEGINS, place).astimezone(UTC)
        if is_working_day(day) and opening - start >= timedelta(hours=1):
            return opening
        day += timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Tell whether people work on a day."""
    return not is_holiday(day) and not is_weekend(day)


def is_weekend(day: date) -> bool:
    """Tell whether a day is a Saturday or a Sunday."""
    return day.weekday() >= _SATURDAY


def is_holiday(day: date) -> bool:
    """Tell whether a day is a public holiday of Finland, Christmas Eve or Midsummer Eve."""
    return day in _holidays(day.year)


def read_calendar(at: datetime) -> None:
    """Read the holidays around a moment, so that nobody waits for that later within a transaction."""
    is_working_day(at.date())


@cache
def _holidays(year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - a quarter of a second and 18 MB that most processes never need

    eves = {date(year, 12, 24), _midsummer_eve(year)}
    return frozenset(eves | set(holidays.country_holidays("FI", years=year)))


def _midsummer_eve(year: int) -> date:
    """Return the Friday before Midsummer Day, the Saturday between 20 and 26 June (Finnish calendar since 1955)."""
    first = date(year, 6, 19)
    return first + timedelta(days=(4 - first.weekday()) % 7)
