"""What an import of social accounts did, as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from bot import channels_columns as columns
from bot.table_faults import ImportReport
from bot.views.blocks import clean
from bot.views.table_report import changes, counts, fault, some
from bot.words import Reader


def lines(report: ImportReport, reader: Reader) -> Iterator[str]:
    """Yield the report line by line, what matters most last."""
    if report.unused:
        yield clean(reader.say("Not used: {headers}.", headers=reader.listing(report.unused)))
    yield from changes(
        report.added,
        report.changed,
        lambda name: columns.column(name).header(reader.language),
        reader,
        is_written=not (report.dry_run or report.faults),
    )
    yield from some([fault(found, reader) for found in report.faults], reader)
    parts = counts(len(report.added), len(report.changed), report.unchanged, report.faults, reader)
    yield reader.say("Social accounts: {parts}.", parts=parts)
    if report.faults:
        yield reader.say("Nothing was written. Correct the rows above and import the file again.")
    elif report.dry_run:
        yield reader.say("This was a dry run: nothing was written. Leave out --dry-run to import.")
