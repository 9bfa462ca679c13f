"""What an import of the plan says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from bot.plan import file_columns
from bot.table_faults import ImportReport
from bot.views.import_report import Told
from bot.views.table_report import counts
from bot.words import Reader


def _counted(report: ImportReport, reader: Reader) -> str:
    parts = counts(len(report.added), len(report.changed), report.unchanged, report.faults, reader)
    return reader.say("In the plan: {parts}.", parts=parts)


def _without_owner(report: ImportReport, reader: Reader) -> Iterator[str]:
    if report.without_owner:
        yield reader.count(
            "{n} new item has no owner: nobody is reminded of it. Choose one in Slack.",
            "{n} new items have no owner: nobody is reminded of them. Choose owners in Slack.",
            report.without_owner,
        )


TOLD = Told(file_columns.shown, _counted, _without_owner)
