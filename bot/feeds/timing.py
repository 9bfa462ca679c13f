"""When a feed is read next. Pure: every moment is a value, and everything scales with the floor that the operator chose.

The rules are those of polite feed readers (reliability reference, section 1): often where there is news, seldom where there is
none, never sooner than the server asks, and the same after a restart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from typing import Final

DAY: Final = 86_400
MOST_RETRY_AFTER: Final = 2 * DAY
"""Seconds for which a Retry-After is obeyed."""
_BOUNDS: Final = ((timedelta(days=1), 2), (timedelta(days=7), 4), (timedelta(days=30), 16))
"""How many floors may lie between two polls of a feed that has been quiet for less than this: who wrote today may write again."""
POLLS_WITHOUT_304: Final = 20
"""After so many polls that brought nothing new and were no 304 either, a feed counts as one that never answers so."""
_SHORTEST_HOLD: Final = 900
_JITTER: Final = 0.1
_GOLDEN: Final = 0.618_033_988_749_895
"""Multiples of it, without their whole part, lie evenly between 0 and 1 for any row of ids."""
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOUR = timedelta(hours=1)
_SECONDS: Final = re.compile(
    r"\s*[+\"']?([0-9]+)(?![0-9:/-])(?!\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))", re.IGNORECASE
)
"""What a server means by "60.0", "60s" or "60;"; the day of a date is followed by its month."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast this house polls; `floor` is the shortest time between two polls of one feed. All are seconds."""

    floor: int

    @property
    def spacing(self) -> float:
        """Between two requests to one host."""
        return min(2.0, self.floor / 10)

    @property
    def usual(self) -> int:
        """Between two polls of a feed that nothing is known of yet."""
        return self.limit(4)

    @property
    def ceiling(self) -> int:
        """The longest time that we choose ourselves; feeds and servers may ask for more."""
        return self.limit(96)

    @property
    def patience(self) -> int:
        """How long after it was claimed a feed may still be asked for; after that it goes back to the queue."""
        return min(30, self.floor)

    @property
    def hold(self) -> int:
        """For a host that answers 429 without saying for how long."""
        return min(_SHORTEST_HOLD, self.floor)

    def limit(self, floors: float) -> int:
        """Return so many floors, but a day at most and one floor at least."""
        return max(self.floor, min(DAY, int(floors * self.floor)))


@dataclass(frozen=True, slots=True)
class Habits:
    """What is known of a feed: its id, its interval as it turned out, how long it has been quiet, and what it asks for."""

    feed_id: int
    interval: int = 0
    quiet_for: timedelta = timedelta()
    polls_since_304: int = 0
    asked: int = 0
    """Seconds: the longest of ttl, max-age and Expires."""
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[str] = frozenset()


def interval(pace: Pace, habits: Habits, *, has_news: bool) -> int:
    """Return the seconds between two polls from now on: half as long with news, half as long again without.

    A feed that never answers 304 costs its server a whole answer each time, so all its bounds are four times as long. The
    reference would read such feeds once a day; what a news search finds would then be a day late.
    """
    dear = 4 if habits.polls_since_304 >= POLLS_WITHOUT_304 else 1
    floors = next((most for quiet_for, most in _BOUNDS if habits.quiet_for < quiet_for), 96)
    known = habits.interval or pace.usual
    wanted = known * (0.5 if has_news else 1.5)
    return int(max(pace.limit(dear), min(pace.limit(floors * dear), wanted)))


def after_success(pace: Pace, habits: Habits, now: datetime, pause: int) -> datetime:
    """Return when a feed that was read is read next, if about so many seconds are to lie between."""
    seconds = max(jittered(pace, habits.feed_id, pause), min(DAY, habits.asked))
    return not_skipped(now + timedelta(seconds=seconds), habits)


def after_failure(pace: Pace, habits: Habits, now: datetime, *, errors: int, retry_after: int = 0) -> datetime:
    """Return when a feed that has failed so many times in a row is tried again: each time twice as long, a day at most."""
    doubled = (habits.interval or pace.usual) * 2 ** min(errors - 1, 20)
    seconds = jittered(pace, habits.feed_id, min(pace.ceiling, doubled))
    return not_skipped(now + timedelta(seconds=max(seconds, min(MOST_RETRY_AFTER, retry_after))), habits)


def first_poll(pace: Pace, feed_id: int, now: datetime) -> datetime:
    """Return when a feed that was read while it was added is read next: after one floor, at the latest after four."""
    return now + timedelta(seconds=first_interval(pace, feed_id))


def first_interval(pace: Pace, feed_id: int) -> int:
    """Return the seconds between the first two polls of a feed: feeds that were added together part here."""
    return int(pace.floor + phase(feed_id) * (pace.usual - pace.floor))


def within_a_floor(pace: Pace, feed_id: int, now: datetime) -> datetime:
    """Return when a feed of a long list that was added unread is read first: the list is spread over a floor."""
    return now + timedelta(seconds=phase(feed_id) * pace.floor)


def slots(now: datetime, within: timedelta, count: int) -> list[datetime]:
    """Spread polls that are all overdue over some time, the first at once."""
    return [now + within * number / count for number in range(count)]


def phase(feed_id: int) -> float:
    """Return where in a cycle a feed stands, from 0 to below 1, the same after every restart; neighbours stand far apart."""
    return feed_id * _GOLDEN % 1


def jittered(pace: Pace, feed_id: int, seconds: float) -> float:
    """Lengthen or shorten by up to a tenth, always the same for a feed, but not below the floor and not beyond a day."""
    dice = int.from_bytes(blake2b(str(feed_id).encode(), digest_size=4).digest(), "big") / 2**32
    return max(pace.floor, min(pace.ceiling, seconds * (1 + _JITTER * (2 * dice - 1))))


def not_skipped(at: datetime, habits: Habits) -> datetime:
    """Move a moment out of the hours and days (UTC) that a feed wants to be left alone in; RSS 2.0, skipHours, skipDays.

    Where they leave no hour of the week, they mean nothing.
    """
    if not habits.skip_hours and not habits.skip_days:
        return at
    start = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    for hours in range(7 * 24 + 1):
        hour = start + hours * _HOUR
        if hour.hour not in habits.skip_hours and _WEEKDAYS[hour.weekday()] not in habits.skip_days:
            # Not all at the stroke of the hour.
            return at if not hours else hour + phase(habits.feed_id) * _HOUR / 2
    return at


def freshness(headers: Mapping[str, str], now: datetime) -> int | None:
    """Return for how many seconds an answer is fresh, by Cache-Control, else Expires; None when its server does not say."""
    for directive in headers.get("cache-control", "").lower().split(","):
        name, _, value = directive.strip().partition("=")
        if name == "max-age" and (seconds := _number(value.strip('" '))) is not None:
            return min(DAY, seconds)
    if "expires" not in headers:
        return 0 if "cache-control" in headers else None
    ends, begins = _moment(headers["expires"]), _moment(headers.get("date", "")) or now
    return 0 if ends is None else max(0, min(DAY, int((ends - begins).total_seconds())))


def retry_after(headers: Mapping[str, str], now: datetime) -> int:
    """Return the seconds that a server asks to be left alone for, given as a number or as a date; 0 when it does not.

    A number is read however it is written ("60.0", "60s"); of several headers, the longest time counts.
    """
    value = headers.get("retry-after", "")
    asked = [seconds for part in value.split(",") if (seconds := _number(part)) is not None]
    if not asked and (moment := _moment(value)):
        asked = [int((moment - now).total_seconds()) + 1]
    return max(0, min(MOST_RETRY_AFTER, max(asked, default=0)))


def skipped_hours(text: str) -> frozenset[int]:
    """Read the hours that are kept as text."""
    return (
        frozenset(int(part) for part in text.split(",") if part.isdecimal() and int(part) < 24) if text else frozenset()
    )


def skipped_days(text: str) -> frozenset[str]:
    """Read the weekdays that are kept as text."""
    return frozenset(text.split(",")) & frozenset(_WEEKDAYS) if text else frozenset()


def kept(parts: Sequence[object]) -> str:
    """Write hours or days as the text that is kept; anything else among them is dropped."""
    known = {str(part).strip().lower() for part in parts}
    hours = {str(int(part) % 24) for part in known if part.isdecimal() and int(part) <= 24}
    return ",".join(sorted(hours | (known & set(_WEEKDAYS))))


def _number(text: str) -> int | None:
    """Return the whole seconds that a text begins with; None when it has none, or is a part of a date."""
    found = _SECONDS.match(text)
    return int(found[1][:9]) if found else None


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
