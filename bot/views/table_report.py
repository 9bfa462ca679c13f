"""What every report on a table says: which rows are faulty and why, and long lists cut short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.table_faults import Fault
from bot.views.blocks import clean
from bot.words import Reader

MOST_LINES = 200
"""Lines of one kind; the rest is counted."""


def some(said: Sequence[str], reader: Reader, *, of: int | None = None) -> Iterator[str]:
    """Yield lines and count those that are too many; `of` says how many there are when `said` holds only the first."""
    yield from (clean(line).replace("\n", " ") for line in said[:MOST_LINES])
    more = (len(said) if of is None else of) - min(len(said), MOST_LINES)
    if more:
        yield reader.count("… and {n} more row.", "… and {n} more rows.", more)


def fault(found: Fault, reader: Reader) -> str:
    """Say where a fault is, what it is and what helps."""
    why = found.why.words(reader)
    if not found.column:
        return reader.say("Row {line}: {why}", line=found.line, why=why)
    return reader.say("Row {line}, column “{column}”: {why}", line=found.line, column=found.column, why=why)
