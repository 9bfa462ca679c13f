"""The demo town's time: the machine's own, or any moment in which the town is made to live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass
class TownClock:
    """Call it for the time; it is a `now` wherever one is asked for."""

    stands_at: datetime | None = None
    """None while the town lives in the present."""

    def __call__(self) -> datetime:
        """Return the time, aware, in UTC."""
        return self.stands_at or datetime.now(UTC)

    def move(self, seconds: float) -> None:
        """Let time pass in a clock that stands; the present passes by itself."""
        if self.stands_at is not None:
            self.stands_at += timedelta(seconds=seconds)

    def seconds(self) -> float:
        """Return the time in Unix seconds."""
        return self().timestamp()
