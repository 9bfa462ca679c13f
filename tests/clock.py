"""Time as a value: a clock that stands still until a test moves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
"""A Monday, nine in the morning in Helsinki."""


@dataclass
class Clock:
    """Call it for the time; it is a `now` wherever one is asked for."""

    now: datetime = START

    def __call__(self) -> datetime:
        """Return the moment at which the clock stands."""
        return self.now

    def move(self, **by: float) -> datetime:
        """Move on, for instance `move(minutes=5)`, and return the new moment."""
        self.now += timedelta(**by)
        return self.now
