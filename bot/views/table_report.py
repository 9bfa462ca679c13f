"""What every report on a table says: what rows do, which are faulty and why, and long lists cut short."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.table_faults import Change, Fault
from bot.views.blocks import clean
from bot.words import Reader

MOST_LINES = 200
"""Lines of one kind; the rest is counted."""


def some(said: Sequence[str], reader: Reader, *, of: int | None = None, most: int = MOST_LINES) -> Iterator[str]:
    """Yield lines and count those that are too many; `of` says how many there are when `said` holds only the first."""
    yield from (clean(line).replace("\n", " ") for line in said[:most])
    more = (len(said) if of is None else of) - min(len(said), most)
    if more:
        yield reader.count("… and {n} more row.", "… and {n} more rows.", more)


def fault(found: Fault, reader: Reader) -> str:
    """Say where a fault is, what it is and what helps."""
    why = found.why.words(reader)
    if not found.column:
        return reader.say("Row {line}: {why}", line=found.line, why=why)
    return reader.say("Row {line}, column “{column}”: {why}", line=found.line, column=found.column, why=why)


def changes(
    added: Iterable[Change],
    changed: Iterable[Change],
    column: Callable[[str], str],
    reader: Reader,
    *,
    is_written: bool,
    most: int = MOST_LINES,
) -> Iterator[str]:
    """Say which rows add something and which change what, or would; `column` is what a field is called in the file."""
    yield from some([_added(change, reader, is_written=is_written) for change in added], reader, most=most)
    yield from some([_changed(change, column, reader, is_written=is_written) for change in changed], reader, most=most)


def counts(added: int, changed: int, unchanged: int, faults: Iterable[Fault], reader: Reader) -> str:
    """Say how many rows there are of each kind; several faults of one row count once."""
    new = reader.count("{n} new", "{n} new", added)
    other = reader.count("{n} changed", "{n} changed", changed)
    same = reader.count("{n} as before", "{n} as before", unchanged)
    faulty = reader.count("{n} faulty", "{n} faulty", len({fault.line for fault in faults}))
    return reader.listing([new, other, same, faulty])


def _added(change: Change, reader: Reader, *, is_written: bool) -> str:
    if is_written:
        return reader.say("Row {line}: “{name}” is added.", line=change.line, name=change.name)
    return reader.say("Row {line}: “{name}” would be added.", line=change.line, name=change.name)


def _changed(change: Change, column: Callable[[str], str], reader: Reader, *, is_written: bool) -> str:
    said = {"line": change.line, "name": change.name, "fields": reader.listing(map(column, change.fields))}
    if is_written:
        return reader.say("Row {line}: “{name}” is changed: {fields}.", **said)
    return reader.say("Row {line}: “{name}” would change: {fields}.", **said)
