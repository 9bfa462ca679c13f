"""What an import of a file did, in words: line by line for a terminal, shorter for a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.table_faults import ImportReport
from bot.views.blocks import clean
from bot.views.table_report import MOST_LINES, changes, fault, some
from bot.words import Reader


@dataclass(frozen=True, slots=True)
class Told:
    """What a body of data says of its own reports: a field as a file calls it, the figures, and what has no owner."""

    called: Callable[[str, str], str]
    """From a field and a language."""
    counted: Callable[[ImportReport, Reader], str]
    without_owner: Callable[[ImportReport, Reader], Iterator[str]]

    def lines(self, report: ImportReport, reader: Reader) -> Iterator[str]:
        """Yield the report line by line, what matters most last."""
        yield from _unused(report, reader)
        yield from self._changes(report, reader, MOST_LINES)
        yield from some([fault(found, reader) for found in report.notes], reader)
        yield from some([fault(found, reader) for found in report.faults], reader)
        yield self.counted(report, reader)
        yield from self.without_owner(report, reader)
        if report.dry_run:
            yield reader.say("This was a dry run: nothing was written. Leave out --dry-run to import.")
        elif report.faults:
            yield reader.say(
                "The other rows are taken. Correct these and import the file again: nothing becomes double."
            )

    def parts(self, report: ImportReport, reader: Reader, most: int) -> Iterator[list[str]]:
        """Yield what a window shows below the figures, a paragraph each, what matters most first; `most` lines of one kind."""
        yield list(some([fault(found, reader) for found in report.faults], reader, most=most))
        yield list(some([fault(found, reader) for found in report.notes], reader, most=most))
        yield list(_unused(report, reader))
        yield list(self.without_owner(report, reader))
        yield list(self._changes(report, reader, most))

    def _changes(self, report: ImportReport, reader: Reader, most: int) -> Iterator[str]:
        def called(name: str) -> str:
            return self.called(name, reader.language)

        return changes(report.added, report.changed, called, reader, is_written=not report.dry_run, most=most)


def _unused(report: ImportReport, reader: Reader) -> Iterator[str]:
    if report.unused:
        yield clean(reader.say("Not used: {headers}.", headers=reader.listing(report.unused)))
