"""Events from a table (CSV or Excel), a row an event: a day and what it is, and where known its last day and its time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2s

from bot.errors import Invalid
from bot.plan.outside_ics import MOST_DAYS, Dated, Read, Window
from bot.table_columns import Column, day_in, key_of
from bot.table_faults import Faulty
from bot.tables import Limits, Row, read_data
from bot.views.blocks import cut, one_line

LIMITS = Limits(rows=MOST_DAYS)
COLUMNS = (
    Column("day", "Day", "Päivä", "Dag", ("date", "pvm", "päivämäärä", "datum", "starts", "start", "alkaa", "börjar")),
    Column(
        "title", "Title", "Otsikko", "Rubrik", ("event", "tapahtuma", "nimi", "händelse", "namn", "name", "subject")
    ),
    Column("ends", "Last day", "Viimeinen päivä", "Sista dag", ("end", "ends", "päättyy", "loppuu", "slutar", "slut")),
    Column("time", "Time", "Kello", "Klockan", ("klo", "kellonaika", "aika", "tid", "kl", "start time")),
)
_CLOCK = re.compile(r"(?:klo|kl\.?)?\s*(\d{1,2})(?:[.:](\d{2}))?(?::\d{2})?", re.IGNORECASE)


def read(data: bytes, name: str, window: Window) -> Read:
    """Return the events of a table within a window; a row that cannot be read is counted. Raises Invalid without columns."""
    rows = read_data(data, name, lambda cells: len(_places(cells)), LIMITS)
    places = _places(rows[0].cells) if rows else {}
    if "day" not in places or "title" not in places:
        raise Invalid(
            "The file needs the columns “Day” and “Title”, each with its name in the first row.", field="file"
        )
    found = Read(name="", days=[])
    for row in rows[1:]:
        event = _event(row, places)
        if event is None:
            found.faulty += 1
        elif event.ends < window.first or event.starts > window.last:
            found.outside += 1
        else:
            found.days.append(event)
    return found


def _places(cells: Sequence[str]) -> dict[str, int]:
    names = {key_of(name): column.field for column in COLUMNS for name in column.names}
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if field := names.get(key_of(cell)):
            found.setdefault(field, place)
    return found


def _event(row: Row, places: dict[str, int]) -> Dated | None:
    cells = {field: one_line(row.cells[place]) for field, place in places.items() if place < len(row.cells)}
    title = cut(cells.get("title", ""), 300)
    try:
        starts = day_in(cells.get("day", ""), "day")
        ends = day_in(cells.get("ends", ""), "ends") or starts
        clock = _clock(cells.get("time", ""))
    except (Faulty, Invalid, ValueError):
        return None
    if not title or starts is None or ends is None or ends < starts:
        return None
    uid = blake2s(f"{starts} {clock} {title}".encode(), digest_size=12).hexdigest()
    return Dated(uid, title, starts, ends, clock)


def _clock(cell: str) -> str:
    """Return a time of day as "18:00", empty when there is none; raises ValueError for what is no time."""
    if not cell:
        return ""
    found = _CLOCK.fullmatch(cell)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise ValueError(cell)
    return f"{int(found[1]):02}:{found[2] or '00'}"
