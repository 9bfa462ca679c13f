"""Key figures in a table: a header in three languages, and rows with a figure, a day and a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.errors import BotError, Invalid
from bot.language.folding import fold
from bot.table_columns import Column, day_in, key_of, user_in
from bot.table_faults import Fault, Faulty, cell_of, check_width
from bot.tables import Limits, Row
from bot.views.blocks import one_line

LIMITS = Limits(bytes=5_000_000, rows=20_000, takes_json=True)
MOST_NAME, MOST_UNIT, MOST_THRESHOLD = 200, 50, 1_000
COLUMNS = (
    Column("figure", "Figure", "Tunnusluku", "Nyckeltal", ("name", "nimi", "namn", "mittari", "indikator", "metric")),
    Column("day", "Date", "Päivä", "Datum", ("day", "päivämäärä", "pvm", "dag")),
    Column("value", "Value", "Arvo", "Värde", ("luku", "tal", "number", "määrä", "antal")),
    Column("unit", "Unit", "Yksikkö", "Enhet"),
    Column("threshold", "Threshold", "Kynnys", "Tröskel", ("threshold %", "kynnys %", "tröskel %")),
    Column("owner", "Owner", "Omistaja", "Ägare", ("user id",)),
)
"""The columns; the first three must be there."""
_NEEDED = ("figure", "day", "value")
_FIELD_OF = {key_of(name): column.field for column in COLUMNS for name in column.names}
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?")
_SPACES = re.compile(r"[\s  '’]")
_MOST = 1e15


@dataclass(frozen=True, slots=True)
class Told:
    """What a row says; `threshold` None and empty texts leave what stands."""

    line: int
    name: str
    day: date
    value: float
    unit: str = ""
    threshold: int | None = None
    owner: str = ""

    @property
    def key(self) -> str:
        """Return the name as figures are told apart: however it is capitalised."""
        return fold(self.name)[:MOST_NAME]


@dataclass(frozen=True, slots=True)
class Read:
    """The rows of a table that can be used, the faults of the others, and headers that mean nothing here."""

    rows: tuple[Told, ...]
    faults: tuple[Fault, ...]
    unused: tuple[str, ...] = ()


def recognised(cells: Sequence[str]) -> int:
    """Return how many cells of a header are known."""
    return sum(key_of(cell) in _FIELD_OF for cell in cells)


def parted(rows: Sequence[Row], today: date) -> Read:
    """Read a table; raises Invalid when its header lacks a column that must be there."""
    head, *body = rows
    places = {_FIELD_OF[key_of(cell)]: place for place, cell in enumerate(head.cells) if key_of(cell) in _FIELD_OF}
    missing = [column for column in COLUMNS if column.field in _NEEDED and column.field not in places]
    if missing:
        raise Invalid(
            "The first row must name these columns: {names}.", names=", ".join(column.en for column in missing)
        )
    unused = tuple(cell for cell in head.cells if cell.strip() and key_of(cell) not in _FIELD_OF)
    told: list[Told] = []
    faults: list[Fault] = []
    for row in body:
        try:
            check_width(row, len(head.cells))
            told.append(_told(row, places, today))
        except BotError as error:
            column = head.cells[places[error.field]] if error.field in places else ""
            faults.append(Fault(row.line, column, error))
    return Read(tuple(told), tuple(faults), unused)


def number_in(cell: str) -> float:
    """Return the number in a cell, as people and machines write it; raises Invalid (field "value").

    A comma before three digits alone may part thousands or decimals, so it is no number that can be trusted.
    """
    text = _SPACES.sub("", cell.replace("−", "-")).removesuffix("%").removesuffix("€")
    if re.fullmatch(r"[+-]?\d{1,3},\d{3}", text):
        raise Faulty(
            Invalid("“{text}” may be thousands or decimals.", field="value", text=cell[:60]),
            Invalid("Write it without a comma, like 1234, or with two decimals, like 1,23."),
        )
    found = _plain(text)
    value = float(found) if _NUMBER.fullmatch(found) else _MOST
    if abs(value) >= _MOST:
        raise Faulty(
            Invalid("“{text}” is no number.", field="value", text=cell[:60]), Invalid("Write it like 1234 or 12,5.")
        )
    return value


def _plain(text: str) -> str:
    """Return a number with a point before its decimals and nothing between thousands."""
    last = max(text.rfind(","), text.rfind("."))
    if "," in text and "." in text:
        return text[:last].replace(",", "").replace(".", "") + "." + text[last + 1 :]
    for sign in ",.":
        if text.count(sign) > 1:
            return text.replace(sign, "") if re.fullmatch(rf"[+-]?\d{{1,3}}(?:\{sign}\d{{3}})+", text) else ""
    return text.replace(",", ".")


def _told(row: Row, places: dict[str, int], today: date) -> Told:
    cells = {field: cell_of(row, place, field).strip() for field, place in places.items()}
    name = one_line(cells["figure"])
    if not name or len(name) > MOST_NAME:
        raise Invalid("Write which figure it is, {most} characters at most.", field="figure", most=MOST_NAME)
    day = day_in(cells["day"], "day")
    if day is None:
        raise Invalid("Write the day of the value.", field="day")
    if day > today:
        raise Invalid("This day has not come yet.", field="day")
    value = number_in(cells["value"])
    unit = one_line(cells.get("unit", ""))[:MOST_UNIT]
    return Told(
        row.line, name, day, value, unit, _threshold(cells.get("threshold", "")), _owner(cells.get("owner", ""))
    )


def _threshold(cell: str) -> int | None:
    text = _SPACES.sub("", cell).removesuffix("%")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= MOST_THRESHOLD:
        raise Invalid("Write a threshold from 1 to {most} per cent.", field="threshold", most=MOST_THRESHOLD)
    return int(text)


def _owner(cell: str) -> str:
    found = user_in(cell) if cell else ""
    if cell and not found:
        raise Invalid("Write the owner as a Slack id, such as U012AB3CD.", field="owner")
    return found
