"""When the desk is not to be disturbed, and when what was held back comes: the house's own time, never a person's.

Quiet hours, weekends and public holidays run together into one stretch: it ends at the first morning that is a working day.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from bot.words import zone
from bot.working_hours import is_holiday, is_weekend
from storage.models import AlertSettings

HOUSE, NEVER = "house", "never"
_OWN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_DAY = 24 * 60
_LONGEST = 60
"""Days that are looked at: no stretch of holidays is as long."""


def quiet_until(at: datetime, quiet: str, alerts: AlertSettings, timezone: str) -> datetime | None:
    """Return when a quiet stretch ends, in UTC, which is when its morning brief is due; None when it is not quiet.

    `quiet` is a rule's: house, never, or hours of its own such as "20:00-07:30", which hold every day and know no weekends.
    """
    if quiet == NEVER:
        return None
    begins, ends = own_hours(quiet) or (alerts.quiet_from, alerts.quiet_to)
    keeps_days = own_hours(quiet) is None
    local = at.astimezone(zone(timezone))
    if not _is_quiet(local, begins, ends, alerts, keeps_days=keeps_days):
        return None
    day = local.date() if _minute(local) < ends or begins == ends else local.date() + timedelta(days=1)
    for _ in range(_LONGEST):
        morning = _at(day, ends, timezone)
        if morning > at and not (keeps_days and _is_quiet_day(morning.astimezone(zone(timezone)), alerts)):
            return morning
        day += timedelta(days=1)
    return None


def digest_due(at: datetime, delivery: str, alerts: AlertSettings, timezone: str, quiet: str = HOUSE) -> datetime:
    """Return when a digest of something seen at a moment comes, in UTC: at the full hour, at the digest hour, on Monday.

    None comes in quiet time. The last hourly one comes as it begins; a daily or weekly one at the digest hour of the day on
    which it ends, or, where that hour is quiet, when it ends. `quiet` is a rule's, as for `quiet_until`; something that is seen
    in quiet time belongs into no hourly digest.
    """
    if delivery == "hourly":
        return _full_hour(at, quiet, alerts, timezone)
    due = _digest_hour(at, delivery, alerts, timezone)
    ends = quiet_until(due, quiet, alerts, timezone)
    if ends is None:
        return due
    due = _at(ends.astimezone(zone(timezone)).date(), alerts.digest_at, timezone)
    return due if due > ends and quiet_until(due, quiet, alerts, timezone) is None else ends


def _full_hour(at: datetime, quiet: str, alerts: AlertSettings, timezone: str) -> datetime:
    """Return the next full hour, or the minute before it in which quiet time begins."""
    minute = at.astimezone(UTC).replace(second=0, microsecond=0)
    due = minute.replace(minute=0) + timedelta(hours=1)
    if quiet_until(due, quiet, alerts, timezone) is None:
        return due
    minutes = (minute + timedelta(minutes=later) for later in range(1, 60 - minute.minute))
    return next((one for one in minutes if quiet_until(one, quiet, alerts, timezone) is not None), due)


def _digest_hour(at: datetime, delivery: str, alerts: AlertSettings, timezone: str) -> datetime:
    day = at.astimezone(zone(timezone)).date()
    if delivery == "weekly":
        day += timedelta(days=-day.weekday() % 7)
    due = _at(day, alerts.digest_at, timezone)
    if due > at:
        return due
    return _at(day + timedelta(days=7 if delivery == "weekly" else 1), alerts.digest_at, timezone)


def own_hours(quiet: str) -> tuple[int, int] | None:
    """Return a rule's own quiet hours as minutes of the day; None when it has none."""
    found = _OWN.fullmatch(quiet)
    if found is None:
        return None
    first, second, third, fourth = (int(part) for part in found.groups())
    return first * 60 + second, third * 60 + fourth


def _is_quiet(local: datetime, begins: int, ends: int, alerts: AlertSettings, *, keeps_days: bool) -> bool:
    now = _minute(local)
    is_quiet = begins <= now < ends if begins <= ends else now >= begins or now < ends
    return is_quiet or (keeps_days and _is_quiet_day(local, alerts))


def _is_quiet_day(local: datetime, alerts: AlertSettings) -> bool:
    day = local.date()
    return (alerts.quiet_weekends and is_weekend(day)) or (alerts.quiet_holidays and is_holiday(day))


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute


def _at(day: date, minute: int, timezone: str) -> datetime:
    """Return a minute of a day in a zone as a moment in UTC; one that the spring change skips comes an hour later."""
    minute %= _DAY
    return datetime.combine(day, time(minute // 60, minute % 60), zone(timezone)).astimezone(UTC)
