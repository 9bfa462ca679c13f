"""Wall time: what the clock on somebody's wall shows, and which moment that is.

What people plan stays at its clock time over both changes of the clocks, so that is what is stored, with the zone; moments are
computed from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import Invalid

Shift = Literal["", "gap", "overlap"]
"""What a change of the clocks did to a time: nothing, it does not exist on that day, or it exists twice."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The moment of a wall time, in UTC, and what a change of the clocks did to it."""

    at: datetime
    shift: Shift


def moment(local: datetime, timezone: str) -> Moment:
    """Return the moment of a naive wall time in an IANA zone.

    A time that the spring change leaves out is moved forward by what is left out (03.30 becomes 04.30); of a time that the
    autumn change repeats the first counts. Raises Invalid for a zone that does not exist.
    """
    place = zone(timezone)
    aware = local.replace(tzinfo=place, fold=0)
    at = aware.astimezone(UTC)
    if at.astimezone(place).replace(tzinfo=None) != aware.replace(tzinfo=None):
        return Moment(at, "gap")
    repeated = aware.utcoffset() != aware.replace(fold=1).utcoffset()
    return Moment(at, "overlap" if repeated else "")


def local(at: datetime, timezone: str) -> datetime:
    """Return the naive wall time of an aware moment in an IANA zone; raises Invalid for a zone that does not exist."""
    return at.astimezone(zone(timezone)).replace(tzinfo=None, fold=0)


def zone(name: str) -> ZoneInfo:
    """Return a zone by its IANA name; raises Invalid (field "timezone") for one that does not exist."""
    found = _zone(name)
    if found is None:
        raise Invalid(
            "There is no time zone “{name}”. Write one such as Europe/Helsinki.", field="timezone", name=name[:60]
        )
    return found


@lru_cache(maxsize=1000)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
