"""The rows of a file of answers, whatever its format, and an answer as such a row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

from bot import tables
from bot.answers import columns
from bot.answers.cells import NOTHING
from bot.answers.content import QUESTION, TEXT, Content
from bot.answers.draft import field_name
from bot.answers.markdown import rows_of_markdown
from bot.tables import Limits, Row
from bot.tables_json import is_json
from bot.words import LANGUAGES

LIMITS = Limits(bytes=60_000_000, unpacked=300_000_000, rows=30_000, takes_json=True)
MARKDOWN = (".md", ".markdown")


def read(data: bytes, name: str) -> list[Row]:
    """Return the rows of a file, the header among the first; its name tells Markdown from tables. Raises Invalid."""
    if len(data) > LIMITS.bytes:
        return tables.read_data(data, name, columns.recognised, LIMITS)  # which says so
    if PurePath(name).suffix.casefold() in MARKDOWN:
        return rows_of_markdown(tables.decoded(data, name), name)
    return tables.read_data(_flat(data) if is_json(data) else data, name, columns.recognised, LIMITS)


def content_of(path: Path) -> bytes:
    """Return what a file holds, at most a byte more than it may; raises OSError when it cannot be read."""
    with path.open("rb") as file:
        return file.read(LIMITS.bytes + 1)


def cells_of(answer_id: int, content: Content) -> dict[str, str]:
    """Return an answer as the cells of a row, by field, as an import reads them."""
    cells = {
        "id": f"a{answer_id}",
        "tags": ", ".join(content.tags),
        "owner": content.owner,
        "when_to_use": content.when_to_use,
        "note": content.note,
        "visibility": content.visibility,
    }
    for language in LANGUAGES:
        said = content.said(language)
        cells[field_name(QUESTION, language)], cells[field_name(TEXT, language)] = said.question, said.text
    cells = {name: "" if text in NOTHING else text for name, text in cells.items()}  # a dash would empty the field
    return cells | {"valid_until": content.valid_until.isoformat() if content.valid_until else "-"}


def _flat(data: bytes) -> bytes:
    """Return records of JSON without objects in them: {"question": {"fi": …}} becomes {"question_fi": …}."""
    try:
        listed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return data  # whoever reads it says what is wrong
    inner = [value for value in listed.values() if isinstance(value, list)] if isinstance(listed, dict) else [listed]
    if len(inner) != 1 or not all(isinstance(record, dict) for record in inner[0]):
        return data
    return json.dumps([dict(_fields(record)) for record in inner[0]]).encode()


def _fields(record: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        if isinstance(value, dict) and not any(isinstance(each, dict) for each in value.values()):
            yield from _parts(name, value)
        else:
            yield name, value


def _parts(name: str, value: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield {"fi": {...}} and {"question": {"fi": ...}} alike with the field in front."""
    for key, each in value.items():
        yield (f"{key}_{name}" if columns.field_of(key) else f"{name}_{key}"), each
