"""Events from somebody else's calendar file (iCalendar, RFC 5545), as days of the house. Pure, and wary of what is in the file.

Only the properties that are needed are parsed, event by event, so that one that is broken spoils no other and a long description
costs nothing. Floating times are the house's own; UTC and zoned times are put on the house's clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Event

from bot.errors import Invalid
from bot.plan import outside_rules
from bot.plan.outside_rules import Effort
from bot.timing import wall
from bot.views.blocks import cut, one_line

MOST_EVENTS = 20_000
"""Events of a file that are looked at."""
MOST_DAYS = 5_000
"""Events and occurrences that a calendar may have."""
MOST_OCCURRENCES = 400
"""Of one event."""
_NEEDED = frozenset(
    ("UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "STATUS", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
)
_LONGEST_LINE, _LONGEST_EVENT = 10_000, 200
_LONGEST_SPAN = timedelta(days=400)
_CALENDAR_NAME = re.compile(r"^(?:X-WR-CALNAME|NAME)(?:;[^:\r\n]*)?:(.{1,300})", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """One event, or one occurrence of it: local days, the last one included, and the clock times it begins and ends."""

    uid: str
    title: str
    starts: date
    ends: date
    begins_at: str = ""
    ends_at: str = ""
    """On its last day, or in the night after it; empty when the file does not say."""


@dataclass(slots=True)
class Read:
    """What a file holds, and what of it was left out."""

    name: str
    days: list[Dated]
    cancelled: int = 0
    faulty: int = 0
    not_understood: int = 0
    """Recurring events whose rule is not understood: only their first day is kept."""
    outside: int = 0
    """Events that lie wholly outside the days that are wanted."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are wanted, both included, and the house's time zone."""

    first: date
    last: date
    timezone: str


def is_calendar(data: bytes) -> bool:
    """Tell whether a file is a calendar, whatever its name says."""
    return b"BEGIN:VCALENDAR" in data[:2_000].upper()


def read(data: bytes, window: Window) -> Read:
    """Return the events of a file within a window; raises Invalid for what is no calendar, or has too many events."""
    text = data.decode("utf-8-sig", errors="replace")
    if not is_calendar(data):
        raise Invalid("This is no calendar file. Export it as .ics or .csv and try again.", field="file")
    named = _CALENDAR_NAME.search(text[:20_000])
    found = Read(name=cut(one_line(_unescaped(named[1])), 150) if named else "", days=[])
    masters: list[_Parsed] = []
    moved: dict[tuple[str, date], None] = {}
    for count, lines in enumerate(_events(text)):
        if count >= MOST_EVENTS:
            raise Invalid(
                "The file has more than {most} events. Export a shorter time.", field="file", most=MOST_EVENTS
            )
        parsed = _parsed(lines, window.timezone)
        if parsed is None:
            found.faulty += 1
            continue
        if parsed.replaces is not None:
            moved[parsed.day.uid, parsed.replaces] = None
        if parsed.is_cancelled:
            found.cancelled += 1
        else:
            masters.append(parsed)
    effort = Effort()
    for one in masters:
        _put(found, one, moved, window, effort)
    if effort.left <= 0:
        raise Invalid("The file has too many recurring events. Export a shorter time.", field="file")
    return found


@dataclass(frozen=True, slots=True)
class _Parsed:
    """An event as it stands in the file; `replaces` is the day of a series that it takes the place of."""

    day: Dated
    is_cancelled: bool = False
    replaces: date | None = None
    rule: dict[str, list[str]] | None = None
    more: tuple[date, ...] = ()
    without: frozenset[date] = frozenset()


def _put(found: Read, one: _Parsed, moved: dict[tuple[str, date], None], window: Window, effort: Effort) -> None:
    days = [one.day.starts]
    if one.rule is not None:
        rule = outside_rules.rule_of(one.rule)
        if rule is None:
            found.not_understood += 1
        else:
            days = _few(outside_rules.days_of(rule, one.day.starts, window.first, window.last, effort))
    span = one.day.ends - one.day.starts
    put = False
    for day in dict.fromkeys((*days, *one.more)):
        gone = day in one.without or (one.replaces is None and (one.day.uid, day) in moved)
        if not gone and day + span >= window.first and day <= window.last:
            put = True
            found.days.append(replace(one.day, starts=day, ends=day + span))
    found.outside += not put
    if len(found.days) > MOST_DAYS:
        raise Invalid(
            "The calendar has more than {most} events in the time to come. Export a shorter time.",
            field="file",
            most=MOST_DAYS,
        )


def _few(days: Iterator[date]) -> list[date]:
    return [day for day, _ in zip(days, range(MOST_OCCURRENCES), strict=False)]


def _events(text: str) -> Iterator[list[str]]:
    """Yield the lines of each event that are needed, unfolded; what is nested in it (alarms) is left out."""
    lines: list[str] = []
    inside, nested, skipped = False, 0, False
    for raw in re.split(r"\r\n|\n|\r", text):
        if raw[:1] in (" ", "\t"):
            if inside and not nested and not skipped and lines and len(lines[-1]) < _LONGEST_LINE:
                lines[-1] += raw[1:]
            continue
        name = re.split(r"[:;]", raw, maxsplit=1)[0].upper()
        value = raw.partition(":")[2].strip().upper()
        skipped = True
        if name == "BEGIN" and value == "VEVENT" and not inside:
            inside, lines = True, []
        elif inside and name == "BEGIN":
            nested += 1
        elif inside and name == "END" and nested:
            nested -= 1
        elif inside and name == "END" and value == "VEVENT":
            inside = False
            yield lines
        elif inside and not nested and name in _NEEDED and len(lines) < _LONGEST_EVENT:
            lines.append(raw[:_LONGEST_LINE])
            skipped = False


def _parsed(lines: Sequence[str], timezone: str) -> _Parsed | None:
    """Return an event, None when it cannot be read: each is somebody else's, so nothing about it is certain."""
    try:
        event = Event.from_ical("\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", "")))
        return _of(event, timezone)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, Invalid):
        return None


def _of(event: Any, timezone: str) -> _Parsed | None:
    if "DTSTART" not in event:
        return None
    begins = event.decoded("DTSTART")
    starts, clock = _local(begins, timezone)
    title = cut(one_line(str(event.get("SUMMARY", ""))), 300)
    if not title:
        return None
    uid, (ends, until) = cut(one_line(str(event.get("UID", ""))), 255), _last(event, begins, timezone)
    day = Dated(uid, title, starts, ends, clock, until)
    replaces = _local(event.decoded("RECURRENCE-ID"), timezone)[0] if "RECURRENCE-ID" in event else None
    rule = event.get("RRULE")
    return _Parsed(
        day,
        is_cancelled=str(event.get("STATUS", "")).upper() == "CANCELLED",
        replaces=replaces,
        rule=None if rule is None else _rule(rule),
        more=tuple(_listed(event, "RDATE", timezone)),
        without=frozenset(_listed(event, "EXDATE", timezone)),
    )


def _rule(rule: Any) -> dict[str, list[str]]:
    """Return the parts of a rule as they are written; two rules of one event are not understood."""
    if isinstance(rule, list):
        return {}
    written = rule.to_ical().decode("utf-8", errors="replace")
    parts = (part.partition("=") for part in written.split(";"))
    return {name.upper(): value.upper().split(",") for name, _, value in parts}


def _listed(event: Any, name: str, timezone: str) -> Iterable[date]:
    found = event.get(name, [])
    for group in found if isinstance(found, list) else [found]:
        for one in group.dts[:MOST_OCCURRENCES]:
            value = one.dt[0] if isinstance(one.dt, tuple) else one.dt
            yield _local(value, timezone)[0]


def _last(event: Any, begins: Any, timezone: str) -> tuple[date, str]:
    """Return the last day of an event and its end on the clock: the end of whole days is the day after, and so is midnight."""
    starts = _local(begins, timezone)[0]
    ends = event.decoded("DTEND") if "DTEND" in event else None
    if ends is None and "DURATION" in event:
        ends = begins + event.decoded("DURATION")
    if ends is None or ends == begins:
        return starts, ""
    last, clock = _local(ends, timezone)
    if (not clock or clock == "00:00") and last > starts:
        last -= timedelta(days=1)
    return min(max(last, starts), starts + _LONGEST_SPAN), clock


def _local(value: Any, timezone: str) -> tuple[date, str]:
    """Return the day and clock time of the house; no clock for a whole day."""
    if not isinstance(value, datetime):
        if not isinstance(value, date):
            raise TypeError(value)
        return value, ""
    there = value if value.tzinfo is None else wall.local(value, timezone)
    return there.date(), there.strftime("%H:%M")


def _unescaped(text: str) -> str:
    steps: tuple[Callable[[str], str], ...] = (
        lambda one: one.replace("\\n", " "),
        lambda one: re.sub(r"\\([,;\\])", r"\1", one),
    )
    for step in steps:
        text = step(text)
    return text
