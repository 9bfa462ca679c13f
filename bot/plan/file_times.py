"""When something is to be told, from the cells of a row: a day, a time of day and a zone, as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time

from bot.errors import Invalid
from bot.plan.times import Time
from bot.table_columns import day_in
from bot.table_faults import Faulty
from bot.timing import human, wall
from bot.words import Reader
from storage.models import PlanItem

_CLOCK = re.compile(r"(?:klo|kl)?\.?\s*(\d{1,2})(?:[.:](\d{2})(?::00)?)?", re.IGNORECASE)

_BOTH = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?")


def time_in(cells: Mapping[str, str], item: PlanItem | None, now: datetime, house: str, reader: Reader) -> Time:
    """Return the time that a row asks for, on top of the item's own; `house` is the zone where nothing names one.

    A year that is not written is the next one that comes; `understood` is there when somebody should see what was understood.
    Raises Invalid at the column that is wrong; a time that the item has already may be past.
    """
    cells = _parted(cells)
    zone = cells.get("timezone") or (item.timezone if item is not None and "timezone" not in cells else "") or house
    wall.zone(zone)
    known = item.local_at if item is not None else None
    if cells.get("date") == "" or (known is None and "date" not in cells and not cells.get("time")):
        return Time(None, zone)
    day, clock = _day(cells, known), _clock(cells, known)
    local = datetime.combine(day, clock) if isinstance(day, date) and isinstance(clock, time) else None
    if item is not None and local is not None and local == known and zone == item.timezone:
        return Time(known, zone)
    is_alone = "time" not in cells and isinstance(day, str)  # the day may say the time of day as well
    said = f"{local:%Y-%m-%d %H:%M}" if local is not None else _said(day, "" if is_alone else clock)
    try:
        understood = human.required(said, now, zone, reader.language, field="date")
    except Invalid:
        if not is_alone or clock == "":
            raise
        understood = human.required(_said(day, clock), now, zone, reader.language, field="date")
    is_plain = local is not None and not understood.assumed and not understood.shift
    return Time(understood.local, zone, None if is_plain else understood)


def _parted(cells: Mapping[str, str]) -> Mapping[str, str]:
    """Return cells with a moment that stands in the column of the day alone, as spreadsheets keep it, as day and time."""
    found = None if cells.get("time") else _BOTH.fullmatch(cells.get("date", ""))
    return {**cells, "date": found[1], "time": found[2]} if found else cells


def _said(day: date | str, clock: time | str) -> str:
    return f"{day} {clock:%H:%M}" if isinstance(clock, time) else f"{day} {clock}".strip()


def _day(cells: Mapping[str, str], known: datetime | None) -> date | str:
    written = cells.get("date")
    if written is None and known is None:
        raise Faulty(
            Invalid("There is a time of day and no day.", field="date"), Invalid("Write the day, such as 24.11.2026.")
        )
    if written is None:
        return known.date() if known is not None else ""
    try:
        return day_in(written, "date") or ""
    except Invalid:
        return written


def _clock(cells: Mapping[str, str], known: datetime | None) -> time | str:
    written = cells.get("time")
    if not written:
        return known.time() if known is not None else ""
    found = _CLOCK.fullmatch(written)
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else written
    except ValueError as error:
        raise Faulty(
            Invalid("“{text}” is no time of day.", field="time", text=written[:60]), Invalid("Write it like 9.00.")
        ) from error
