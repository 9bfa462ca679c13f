"""What an import of the plan did: line by line for a terminal, shorter for a window."""

from __future__ import annotations

from collections.abc import Iterator

from bot.plan import file_columns
from bot.plan.files import Report
from bot.views.blocks import clean
from bot.views.table_report import changes, counts, fault, some
from bot.words import Reader


def lines(report: Report, reader: Reader) -> Iterator[str]:
    """Yield the report line by line, what matters most last."""
    yield from _unused(report, reader)
    yield from _changes(report, reader, 200)
    yield from some([fault(found, reader) for found in report.notes], reader)
    yield from some([fault(found, reader) for found in report.faults], reader)
    yield counted(report, reader)
    yield from _without_owner(report, reader)
    if report.dry_run:
        yield reader.say("This was a dry run: nothing was written. Leave out --dry-run to import.")
    elif report.faults:
        yield reader.say("The other rows are taken. Correct these and import the file again: nothing becomes double.")


def counted(report: Report, reader: Reader) -> str:
    """Say how many rows there are of each kind."""
    parts = counts(len(report.added), len(report.changed), report.unchanged, report.faults, reader)
    return reader.say("In the plan: {parts}.", parts=parts)


def parts(report: Report, reader: Reader, most: int) -> Iterator[list[str]]:
    """Yield what a window shows below the figures, a paragraph each, what matters most first; `most` lines of one kind."""
    yield list(some([fault(found, reader) for found in report.faults], reader, most=most))
    yield list(some([fault(found, reader) for found in report.notes], reader, most=most))
    yield list(_unused(report, reader))
    yield list(_without_owner(report, reader))
    yield list(_changes(report, reader, most))


def _changes(report: Report, reader: Reader, most: int) -> Iterator[str]:
    def called(name: str) -> str:
        return file_columns.shown(name, reader.language)

    return changes(report.added, report.changed, called, reader, is_written=not report.dry_run, most=most)


def _unused(report: Report, reader: Reader) -> Iterator[str]:
    if report.unused:
        yield clean(reader.say("Not used: {headers}.", headers=reader.listing(report.unused)))


def _without_owner(report: Report, reader: Reader) -> Iterator[str]:
    if report.without_owner:
        yield reader.count(
            "{n} new item has no owner: nobody is reminded of it. Choose one in Slack.",
            "{n} new items have no owner: nobody is reminded of them. Choose owners in Slack.",
            report.without_owner,
        )
