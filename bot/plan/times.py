"""When an item is to be told, from what somebody chose: a moment of Slack's picker, or words such as "tomorrow at 9"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.errors import BotError, Invalid
from bot.timing import human, wall
from bot.timing.human import Understood
from bot.words import Reader
from storage.models import PlanItem

AT, WHEN, ZONE = "at", "when", "timezone"
"""The fields: the picker, the words, the zone."""
MOST = 200
"""Characters of the words."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What stands in the three fields. `at` is a moment in Unix time, as Slack's picker gives it in the person's own zone."""

    at: int | None = None
    when: str = ""
    timezone: str = ""


@dataclass(frozen=True, slots=True)
class Time:
    """A local wall time of a zone, None for no time, and how the words were understood."""

    local_at: datetime | None
    timezone: str
    understood: Understood | None = None


def checked(chosen: Chosen, known: PlanItem | None, now: datetime, reader: Reader) -> Time:
    """Return the time that was chosen; a known item's own, chosen again, stays as it is to the minute.

    Raises Invalid with the field: for a zone that does not exist, words that are no time, a time in the past, and two times
    that differ.
    """
    wall.zone(chosen.timezone)
    if chosen.when.strip():
        return _in_words(chosen, known, now, reader)
    if chosen.at is None:
        return Time(None, chosen.timezone)
    if known is not None and chosen.timezone == known.timezone and _is_same(chosen.at, known):
        return Time(known.local_at, known.timezone)
    at = datetime.fromtimestamp(chosen.at, UTC)
    if at <= now and not (known is not None and _is_same(chosen.at, known)):
        raise Invalid("This time is in the past. Choose a later one.", field=AT)
    return Time(wall.local(at, chosen.timezone), chosen.timezone)


def understood(chosen: Chosen, now: datetime, reader: Reader) -> tuple[Understood | None, BotError | None]:
    """Return how words are understood, to be shown back while somebody still writes; or what is wrong with them."""
    if not chosen.when.strip():
        return None, None
    try:
        return human.required(chosen.when[:MOST], now, chosen.timezone, reader.language, field=WHEN), None
    except BotError as error:
        return None, error


def unix(item: PlanItem) -> int | None:
    """Return the moment of an item as the picker takes it."""
    return int(item.due_at.timestamp()) if item.due_at else None


def _in_words(chosen: Chosen, known: PlanItem | None, now: datetime, reader: Reader) -> Time:
    found = human.required(chosen.when[:MOST], now, chosen.timezone, reader.language, field=WHEN)
    is_picked = chosen.at is not None and not (known is not None and _is_same(chosen.at, known))
    if is_picked and chosen.at != int(found.at.timestamp()):
        raise Invalid(
            "Your words mean {words}, the date above says {picked}. Empty one of the two.",
            field=WHEN,
            words=reader.moment(found.at),
            picked=reader.moment(datetime.fromtimestamp(chosen.at or 0, UTC)),
        )
    return Time(found.local, chosen.timezone, found)


def _is_same(at: int, item: PlanItem) -> bool:
    return at == unix(item)
