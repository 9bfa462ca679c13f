"""The columns of a table that somebody hands in: their headers in three languages, and cells that mean the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot import tongues
from bot.errors import Invalid
from bot.language.folding import fold
from bot.table_faults import Faulty
from bot.tables import Row

FIRST_ROWS = 10
"""Rows among which a header is looked for."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field, its header in the three languages, and other headers that mean the same."""

    field: str
    en: str
    fi: str
    sv: str
    also: tuple[str, ...] = ()

    def header(self, language: str) -> str:
        """Return the header in one language."""
        return {"fi": self.fi, "sv": self.sv}.get(language, self.en)

    @property
    def names(self) -> tuple[str, ...]:
        """Return every header that means this column."""
        return (self.en, self.fi, self.sv, *self.also)


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a file: its cells, and the place of each field."""

    cells: tuple[str, ...]
    places: dict[str, int]

    @property
    def unused(self) -> tuple[str, ...]:
        """Return the headers that mean nothing here."""
        used = set(self.places.values())
        return tuple(cell.strip() for place, cell in enumerate(self.cells) if cell.strip() and place not in used)

    def header(self, *fields: str) -> str:
        """Return the header of the first of some fields that the file has, as it writes it; empty when it has none."""
        place = next((self.places[field] for field in fields if field in self.places), None)
        return "" if place is None else self.cells[place].strip()


_USER = re.compile(r"<?@?([UW](?=\w*\d)[A-Z0-9]{1,63})(?:\|[^>]*)?>?")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+)?")
_BETWEEN = re.compile(r"[,;/&+|\n]+")


def key_of(header: str) -> str:
    """Return what two headers have in common that differ in case, accents, spaces and signs."""
    return re.sub(r"[\W_]+", "", fold(header))


def header_row(rows: Sequence[Row], recognised: Callable[[Sequence[str]], int]) -> int:
    """Return the place of the header among the first rows: some files have titles above it."""
    return max(range(min(len(rows), FIRST_ROWS)), key=lambda place: (recognised(rows[place].cells), -place))


def places_of(cells: Sequence[str], field_of: Callable[[str], str | None]) -> dict[str, int]:
    """Return the place of each field's column; raises Invalid when one is there twice."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        field = field_of(cell)
        if field in found:
            raise twice(cells[found[field]], cell)
        if field:
            found[field] = place
    return found


def twice(one: str, two: str) -> Invalid:
    """Say that two headers mean the same."""
    return Invalid("Two columns mean the same: “{one}” and “{two}”. Remove one.", one=one, two=two)


def missing(column: Column) -> Invalid:
    """Say that a column is missing, with all that its header may be."""
    return Invalid(
        "The column “{column}” is missing; its header may be {headers}.",
        column=column.en,
        headers=" / ".join(column.names),
    )


def user_in(cell: str) -> str:
    """Return the Slack user id that a cell holds, plain or as a mention; empty when it is something else."""
    found = _USER.fullmatch(cell)
    return found[1] if found else ""


def languages_in(cell: str, field: str, code_of: Callable[[str], str | None] = tongues.code_of) -> tuple[str, ...]:
    """Return the codes of the languages in a cell, by code or by name; raises Invalid with the field."""
    codes: list[str] = []
    for part in _BETWEEN.split(cell):
        whole = code_of(part)
        for word in [part] if whole or not part.split() else part.split():
            code = code_of(word)
            if code:
                codes.append(code)
            elif word.strip():
                raise Faulty(
                    Invalid("“{word}” is no language I know.", field=field, word=word.strip()[:60]),
                    Invalid("Write codes with commas between, such as fi, sv, en."),
                )
    return tuple(codes)


def day_in(cell: str, field: str) -> date | None:
    """Return the day in a cell, None when it is empty; raises Invalid with the field."""
    if not cell:
        return None
    parts = _DAY.fullmatch(cell)
    try:
        if parts is not None:
            day, month, year, *iso = parts.groups()
            return date(int(year), int(month), int(day)) if year else date(*(int(number) for number in iso))
    except ValueError:
        pass
    raise Faulty(
        Invalid("“{text}” is no date.", field=field, text=cell[:60]),
        Invalid("Write it like 24.11.2026 or 2026-11-24."),
    )
