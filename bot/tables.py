"""Tables in files: CSV, Excel and lists in JSON in, the same out, as rows of plain text.

Nothing in a file is ever calculated. Limits stand before the reading, so that a huge file or a packed bomb costs nothing.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import re
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from bot.errors import Invalid
from bot.tables_json import is_json, records

MOST_BYTES = 5_000_000
MOST_UNPACKED = 30_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 100
_FIRST_LINES, _FIRST_SIGNS = 10, 20_000
"""Lines that are looked at to learn which sign parts the cells; some systems put titles above the header."""
_LOOKS_LIKE_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet may take for a formula when it opens a CSV file; a leading apostrophe keeps it text."""
_FORMATS = (".csv", ".xlsx", ".json")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as text; `line` is what an editor or Excel shows, `formulas` are the places of cells that calculate."""

    line: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Limits:
    """What a table may hold."""

    bytes: int = MOST_BYTES
    unpacked: int = MOST_UNPACKED
    """Bytes that an Excel file may hold once unpacked, as its own list of contents says; no reader goes past that."""
    rows: int = MOST_ROWS
    columns: int = MOST_COLUMNS
    takes_json: bool = False
    is_whole: bool = False
    """A last row of CSV that is shorter than all others means that the file was cut off."""


_ACCOUNTS = Limits()


def read(path: Path, delimiter: Callable[[Sequence[str]], int], limits: Limits = _ACCOUNTS) -> list[Row]:
    """Return the rows of a file as `read_data` does; raises Invalid, and OSError when it cannot be read."""
    if path.stat().st_size > limits.bytes:
        raise _too_large(path.name, limits)
    return read_data(path.read_bytes(), path.name, delimiter, limits)


def read_data(
    data: bytes, name: str, delimiter: Callable[[Sequence[str]], int], limits: Limits = _ACCOUNTS
) -> list[Row]:
    """Return the rows of CSV, Excel or JSON that are not empty, whatever the name says; raises Invalid.

    `delimiter` says how many cells of a header it recognises: the separator that makes the most of them is the file's.
    In JSON the names of the fields are the header, and a row's line is its place in the list.
    """
    if len(data) > limits.bytes:
        raise _too_large(name, limits)
    if data[:4] == b"PK\x03\x04":
        rows = _of_excel(data, name, limits)
    elif limits.takes_json and is_json(data):
        rows = [Row(line, cells) for line, cells in enumerate(records(decoded(data, name), name))]
    else:
        rows = _of_csv(data, name, delimiter, limits)
    if not rows:
        raise Invalid("“{file}” is empty.", file=name)
    if len(rows) > limits.rows + 1:
        raise Invalid("“{file}” has more than {most} rows. Split it.", file=name, most=limits.rows)
    return rows


def _too_large(name: str, limits: Limits) -> Invalid:
    return Invalid(
        "“{file}” is larger than {most} MB. Split it, or remove what is not needed.",
        file=name, most=limits.bytes // 1_000_000,
    )  # fmt: skip


def write(
    path: Path, header: Sequence[str], rows: Sequence[Sequence[str | date | None]], *, names: Sequence[str]
) -> None:
    """Write a table as the end of the file's name says: .csv, .xlsx or .json, where `names` are the keys.

    The file appears whole or not at all. Raises Invalid for another ending.
    """
    writers: dict[str, Callable[[IO[bytes]], None]] = {
        ".csv": lambda file: _write_csv(file, header, rows),
        ".xlsx": lambda file: _write_excel(file, header, rows),
        ".json": lambda file: _write_json(file, names, rows),
    }
    write_it = writers.get(path.suffix.casefold())
    if write_it is None:
        raise Invalid("End the file’s name with {endings}: that decides the format.", endings=" / ".join(_FORMATS))
    handle, name = tempfile.mkstemp(dir=path.parent or Path(), prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            write_it(file)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _of_csv(data: bytes, name: str, delimiter: Callable[[Sequence[str]], int], limits: Limits) -> list[Row]:
    text = decoded(data, name)
    first = [line[:_FIRST_SIGNS] for line in itertools.islice(io.StringIO(text, newline=None), _FIRST_LINES)]
    separator = max(";,\t|", key=lambda sign: _recognised(first, sign, delimiter))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, line = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, tuple(_unmarked(cell) for cell in cells)))
            line = reader.line_num + 1
            if len(rows) > limits.rows + 1:
                break
    except csv.Error as error:
        raise Invalid(
            "Line {line} of “{file}” cannot be read: a quotation mark is not closed, or a cell is far too long.",
            line=line, file=name,
        ) from error  # fmt: skip
    if limits.is_whole and len(rows) > 1 and len(rows[-1].cells) < min(len(row.cells) for row in rows[:-1]):
        raise Invalid(
            "The last row of “{file}” ends in the middle (row {line}): the file was cut off on its way. Send it again.",
            file=name, line=rows[-1].line,
        )  # fmt: skip
    return rows


def _recognised(lines: list[str], sign: str, delimiter: Callable[[Sequence[str]], int]) -> int:
    return max((delimiter(next(csv.reader(line.splitlines()[:1], delimiter=sign), [])) for line in lines), default=0)


def decoded(data: bytes, name: str) -> str:
    """Return a file's text, whichever of the usual encodings it has; raises Invalid when it is none."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Invalid("“{file}” is no text. Save it as CSV (UTF-8) or as an Excel workbook (.xlsx).", file=name)


def _of_excel(data: bytes, name: str, limits: Limits) -> list[Row]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked <= limits.unpacked:
            return _of_sheet(data, limits)
    except Exception as error:  # a damaged workbook fails in many ways, none of which is the person's business
        raise Invalid(
            "“{file}” is no Excel workbook that can be read. Save it again as .xlsx, or as CSV.", file=name
        ) from error
    raise Invalid(
        "“{file}” unpacks to more than {most} MB. Split it, or remove pictures and other sheets.",
        file=name, most=limits.unpacked // 1_000_000,
    )  # fmt: skip


def _of_sheet(data: bytes, limits: Limits) -> list[Row]:
    from openpyxl import load_workbook  # noqa: PLC0415 - only the command line reads and writes workbooks

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    sheet: Any = book.worksheets[0]
    sheet.reset_dimensions()  # what a file says about its own size need not be true
    rows: list[Row] = []
    for line, cells in enumerate(sheet.iter_rows(max_col=limits.columns), start=1):
        texts = tuple(_text(cell.value) for cell in cells)
        if any(text.strip() for text in texts):
            rows.append(Row(line, texts, frozenset(place for place, cell in enumerate(cells) if cell.data_type == "f")))
        if len(rows) > limits.rows + 1 or line > limits.rows * 20:
            break
    book.close()
    return rows


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.hour or value.minute else value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _unmarked(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _LOOKS_LIKE_FORMULA.match(cell) else cell


def _marked(value: str | date | None) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if _LOOKS_LIKE_FORMULA.match(text) else text


def _write_csv(file: IO[bytes], header: Sequence[str], rows: Sequence[Sequence[str | date | None]]) -> None:
    with io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True) as text:
        writer = csv.writer(text, delimiter=";")
        writer.writerow(header)
        writer.writerows([_marked(value) for value in row] for row in rows)


def _write_excel(file: IO[bytes], header: Sequence[str], rows: Sequence[Sequence[str | date | None]]) -> None:
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(header))
    for row in rows:
        sheet.append([_excel_cell(sheet, value) for value in row])
    book.save(file)


def _excel_cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # whatever it begins with, it is text and no formula
    return cell


def _write_json(file: IO[bytes], names: Sequence[str], rows: Sequence[Sequence[str | date | None]]) -> None:
    records = [dict(zip(names, row, strict=True)) for row in rows]
    file.write(json.dumps(records, ensure_ascii=False, indent=2, default=str).encode() + b"\n")
