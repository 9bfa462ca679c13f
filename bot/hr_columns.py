"""The columns of an HR file: which header means what, in any of three languages and as many HR systems write it.

A header that is known wins over one that is only like it: of “Yksikkö” and “Osasto” in one file the first is the unit. What an
operator says about a header wins over everything.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.errors import Invalid
from bot.hr_headers import COLUMNS
from bot.table_columns import Column, key_of, twice
from bot.tables import Row

IGNORED = "-"
"""The field of a header that shall mean nothing."""
FIRST_ROWS = 10
"""Rows among which the header is looked for: some systems put titles above it."""
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a file: its cells, the place of each field's column, and the headers that mean nothing here."""

    cells: tuple[str, ...]
    places: dict[str, int]
    unused: tuple[str, ...]

    def of(self, field: str | None) -> str:
        """Return the header of a field as the file writes it; empty when it has none."""
        return self.cells[self.places[field]].strip() if field in self.places else ""


def column(field: str) -> Column:
    """Return the column of a field."""
    return next(column for column in COLUMNS if column.field == field)


def field_of(header: str) -> str | None:
    """Return the field that a header means, in any case and spacing, with or without a remark in brackets."""
    found = _meaning(header)
    return found[0] if found else None


def recognised(cells: Sequence[str]) -> int:
    """Count the headers in a row."""
    return sum(_meaning(cell) is not None for cell in cells)


def parted(rows: Sequence[Row], mapping: Mapping[str, str], *, is_strict: bool) -> tuple[Header, deque[Row]]:
    """Return the header and the rows below it. `mapping` says field by header; raises Invalid when columns are missing.

    When `is_strict` is set, a header of the mapping that the file does not have is a fault.
    """
    first = max(range(min(len(rows), FIRST_ROWS)), key=lambda place: (_known(rows[place], mapping), -place))
    cells = rows[first].cells
    if is_strict:
        _check_present(cells, mapping)
    places = _places(cells, mapping)
    _check_complete(places)
    unused = tuple(cell.strip() for place, cell in enumerate(cells) if cell.strip() and place not in places.values())
    return Header(cells, places, unused), deque(rows[first + 1 :])


def mapping_of(said: Sequence[str]) -> dict[str, str]:
    """Return field by header from texts such as "Vastuualue=unit"; a field may be written as any of its headers."""
    found: dict[str, str] = {}
    for text in said:
        header, sign, wanted = text.rpartition("=")
        field = IGNORED if wanted.strip() == IGNORED else _field_named(wanted)
        if not sign or not header.strip() or field is None:
            raise Invalid(
                "“{text}” says nothing about a column. Write --map Header=field, with one of these fields: {fields}. "
                "A field “-” leaves the column out.",
                text=text, fields=", ".join(column.field for column in COLUMNS),
            )  # fmt: skip
        found[header.strip()] = field
    return found


def _field_named(word: str) -> str | None:
    wanted = key_of(word)
    exact = (column.field for column in COLUMNS if key_of(column.field) == wanted)
    return next(exact, None) or field_of(word)


def _known(row: Row, mapping: Mapping[str, str]) -> int:
    named = set(map(key_of, mapping))
    return sum(key_of(cell) in named or _meaning(cell) is not None for cell in row.cells)


def _places(cells: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
    chosen = {key_of(header): field for header, field in mapping.items()}
    best: dict[str, tuple[int, int]] = {}
    for place, cell in enumerate(cells):
        said = chosen.get(key_of(cell))
        found = (said, -1) if said else _meaning(cell)
        if found is None or found[0] == IGNORED:
            continue
        field, rank = found
        if field in best and best[field][0] == rank:
            raise twice(cells[best[field][1]], cell)
        best[field] = min(best.get(field, (rank, place)), (rank, place))
    return {field: place for field, (_, place) in sorted(best.items(), key=lambda each: each[1][1])}


def _check_present(cells: Sequence[str], mapping: Mapping[str, str]) -> None:
    there = set(map(key_of, cells))
    for header in mapping:
        if key_of(header) not in there:
            raise Invalid(
                "There is no column “{column}”. The file has these: {headers}.",
                column=header, headers=", ".join(cell.strip() for cell in cells if cell.strip())[:1000],
            )  # fmt: skip


def _check_complete(places: Mapping[str, int]) -> None:
    if not places.keys() & {"id", "email", "slack"}:
        raise Invalid(
            "Nothing in the file tells people apart. Add a column with an employee number ({ids}), an e-mail address "
            "({emails}) or a Slack ID ({slacks}); never a personal identity code.",
            ids=_first_names("id"), emails=_first_names("email"), slacks=_first_names("slack"),
        )  # fmt: skip
    if "name" not in places and not {"first_name", "last_name"} <= places.keys():
        raise Invalid(
            "The column “{column}” is missing; its header may be {headers}.",
            column=column("name").en,
            headers=" / ".join((*column("name").names[:6], "Etunimi + Sukunimi", "Förnamn + Efternamn")),
        )


def _first_names(field: str) -> str:
    return " / ".join(column(field).names[:4])


def _meaning(header: str) -> tuple[str, int] | None:
    """Return the field that a header means, and how far down it stands in the list of the field's headers."""
    known = _meanings()
    return known.get(key_of(header)) or known.get(key_of(_IN_BRACKETS.sub("", header)))


@cache
def _meanings() -> dict[str, tuple[str, int]]:
    return {key_of(name): (column.field, rank) for column in COLUMNS for rank, name in enumerate(column.names)}
