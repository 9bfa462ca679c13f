"""What an import of answers did: line by line for a terminal, shorter for a window."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers import columns
from bot.answers.files import Report
from bot.views.blocks import clean
from bot.views.table_report import changes, counts, fault, some
from bot.words import Reader


def lines(report: Report, reader: Reader) -> Iterator[str]:
    """Yield the report line by line, what matters most last."""
    if report.unused:
        yield clean(reader.say("Not used: {headers}.", headers=reader.listing(report.unused)))
    yield from changes(
        report.added,
        report.changed,
        lambda name: columns.shown(name, reader.language),
        reader,
        is_written=not report.dry_run,
    )
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
    return reader.say("Answers: {parts}.", parts=parts)


def parts(report: Report, reader: Reader, most: int) -> Iterator[list[str]]:
    """Yield what a window shows below the figures, a paragraph each, what matters most first; `most` lines of one kind."""
    yield list(some([fault(found, reader) for found in report.faults], reader, most=most))
    yield list(some([fault(found, reader) for found in report.notes], reader, most=most))
    if report.unused:
        yield [clean(reader.say("Not used: {headers}.", headers=reader.listing(report.unused)))]
    yield list(_without_owner(report, reader))
    yield list(
        changes(
            report.added,
            report.changed,
            lambda name: columns.shown(name, reader.language),
            reader,
            is_written=not report.dry_run,
            most=most,
        )
    )


def _without_owner(report: Report, reader: Reader) -> Iterator[str]:
    if report.without_owner:
        yield reader.count(
            "{n} new answer has no owner: nobody is asked whether it is still true. Choose one in Slack.",
            "{n} new answers have no owner: nobody is asked whether they are still true. Choose owners in Slack.",
            report.without_owner,
        )
