"""What an import of answers says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers import columns
from bot.table_faults import ImportReport
from bot.views.import_report import Told
from bot.views.table_report import counts
from bot.words import Reader


def _counted(report: ImportReport, reader: Reader) -> str:
    parts = counts(len(report.added), len(report.changed), report.unchanged, report.faults, reader)
    return reader.say("Answers: {parts}.", parts=parts)


def _without_owner(report: ImportReport, reader: Reader) -> Iterator[str]:
    if report.without_owner:
        yield reader.count(
            "{n} new answer has no owner: nobody is asked whether it is still true. Choose one in Slack.",
            "{n} new answers have no owner: nobody is asked whether they are still true. Choose owners in Slack.",
            report.without_owner,
        )


TOLD = Told(columns.shown, _counted, _without_owner)
