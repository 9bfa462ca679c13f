"""A list of records in JSON as a table: the names of the fields are the header, each record is a row of plain text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bot.errors import Invalid

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def is_json(data: bytes) -> bool:
    """Tell whether data begins like a list or an object."""
    for mark in _MARKS:
        data = data.removeprefix(mark) if data.startswith(mark) else data
    return data[:1000].lstrip(b"\x00 \t\r\n")[:1] in (b"[", b"{")


def records(text: str, name: str) -> Iterator[tuple[str, ...]]:
    """Yield the header, then a row for each record; raises Invalid when it is no list of records.

    An object that holds one list, such as {"people": [...]}, stands for that list.
    """
    listed = _listed(text, name)
    header: dict[str, None] = {}
    for number, record in enumerate(listed, start=1):
        if not isinstance(record, dict):
            raise Invalid("Record {line} of “{file}” is no object with named fields.", line=number, file=name)
        header |= dict.fromkeys(record)
    if header:
        yield tuple(header)
    for number, record in enumerate(listed, start=1):
        yield tuple(_text(record.get(field), field, number) for field in header)


def _listed(text: str, name: str) -> list[Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Invalid(
            "“{file}” is no JSON that can be read: it breaks off at line {line}. Send it again as a whole.",
            file=name, line=getattr(error, "lineno", 1),
        ) from error  # fmt: skip
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list)]
        filled = [value for value in lists if value] or lists
        found = filled[0] if len(filled) == 1 else None
    if not isinstance(found, list):
        raise Invalid("“{file}” holds no list of records. Write [{{…}}, {{…}}].", file=name)
    return found


def _text(value: Any, name: str, number: int) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(_text(one, name, number) for one in value)
    if isinstance(value, dict):
        raise Invalid("Record {line}: “{name}” holds an object. Give it as text or as a list.", line=number, name=name)
    return str(value)
