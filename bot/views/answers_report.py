"""What an import of answers did, as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers import columns
from bot.answers.files import Change, Report
from bot.views.blocks import clean
from bot.views.table_report import fault, some
from bot.words import Reader


def lines(report: Report, reader: Reader) -> Iterator[str]:
    """Yield the report line by line, what matters most last."""
    if report.unused:
        yield clean(reader.say("Not used: {headers}.", headers=reader.listing(report.unused)))
    yield from some([_added(change, report, reader) for change in report.added], reader)
    yield from some([_changed(change, report, reader) for change in report.changed], reader)
    yield from some([fault(found, reader) for found in report.notes], reader)
    yield from some([fault(found, reader) for found in report.faults], reader)
    yield from _counts(report, reader)
    if report.without_owner:
        yield reader.count(
            "{n} new answer has no owner: nobody is asked whether it is still true. Choose one in Slack.",
            "{n} new answers have no owner: nobody is asked whether they are still true. Choose owners in Slack.",
            report.without_owner,
        )
    if report.dry_run:
        yield reader.say("This was a dry run: nothing was written. Leave out --dry-run to import.")
    elif report.faults:
        yield reader.say("The other rows are taken. Correct these and import the file again: nothing becomes double.")


def _added(change: Change, report: Report, reader: Reader) -> str:
    if report.dry_run:
        return reader.say("Row {line}: “{name}” would be added.", line=change.line, name=change.name)
    return reader.say("Row {line}: “{name}” is added.", line=change.line, name=change.name)


def _changed(change: Change, report: Report, reader: Reader) -> str:
    fields = reader.listing(columns.shown(name, reader.language) for name in change.fields)
    if report.dry_run:
        return reader.say(
            "Row {line}: “{name}” would change: {fields}.", line=change.line, name=change.name, fields=fields
        )
    return reader.say("Row {line}: “{name}” is changed: {fields}.", line=change.line, name=change.name, fields=fields)


def _counts(report: Report, reader: Reader) -> Iterator[str]:
    new = reader.count("{n} new", "{n} new", len(report.added))
    changed = reader.count("{n} changed", "{n} changed", len(report.changed))
    same = reader.count("{n} as before", "{n} as before", report.unchanged)
    faulty = reader.count("{n} faulty", "{n} faulty", len({fault.line for fault in report.faults}))
    yield reader.say("Answers: {parts}.", parts=reader.listing([new, changed, same, faulty]))
