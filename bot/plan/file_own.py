"""What only some kinds of items have, from the cells of a row and back: a newsletter’s subject, an event’s place and times."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, time

from bot.errors import BotError, Invalid
from bot.plan import fields
from bot.plan.fields import DAY, MOMENT, OF_KIND
from bot.plan.file_columns import CALLED
from bot.table_columns import day_in
from bot.table_faults import Faulty
from storage.models import PlanItem

_MOMENT = re.compile(
    r"(?P<day>\S+?)(?:T|,?\s+)(?:(?:klo|kl|at)\b\.?\s*)?(?P<hours>\d{1,2})[.:](?P<minutes>\d{2})(?:[.:]00(?:\.0+)?)?",
    re.IGNORECASE,
)
_NAMES = {CALLED.get(name, name): name for name in fields.NAMES}
_HOLDS = {one.name: one.holds for of_kind in OF_KIND.values() for one in of_kind}


def reader_of(column: str) -> tuple[str, Callable[[str], str]]:
    """Return the field that a column is of, and what reads its cells: days and moments as `bot.plan.fields` keeps them."""
    name = _NAMES[column]
    readers: dict[str, Callable[[str], str]] = {
        DAY: lambda cell: _day(cell, name),
        MOMENT: lambda cell: _moment(cell, name),
    }
    return name, readers.get(_HOLDS[name], str)


def cells_of(item: PlanItem) -> dict[str, str]:
    """Return what stands in the fields of an item’s kind, by column."""
    return {
        CALLED.get(name, name): value.replace("T", " ") if _HOLDS[name] == MOMENT else value
        for name, value in fields.of_item(item).items()
    }


def misplaced(own: dict[str, str], kind: str) -> Iterator[BotError]:
    """Yield a fault for each filled cell that a kind of item has no field for."""
    known = {one.name for one in OF_KIND[kind]}
    for name in own.keys() - known:
        if own[name]:
            yield Faulty(
                Invalid("This kind of communication has no such field.", field=name),
                Invalid("Empty this cell, or change the kind."),
            )


def _day(cell: str, name: str) -> str:
    found = day_in(cell, name)
    return found.isoformat() if found else ""


def _moment(cell: str, name: str) -> str:
    if not cell:
        return ""
    found = _MOMENT.fullmatch(cell)
    try:
        day = day_in(found["day"], name) if found else None
        if found is not None and day is not None:
            at = datetime.combine(day, time(int(found["hours"]), int(found["minutes"])))
            return at.isoformat(timespec="minutes")
    except ValueError:
        pass
    raise Faulty(
        Invalid("“{text}” is no day with a time of day.", field=name, text=cell[:60]),
        Invalid("Write both, like 24.11.2026 18.00."),
    )
