"""The answer bank as a file in Slack: one that is uploaded is looked at, then taken; ours goes to who asks. Calls Slack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.answers import files
from bot.answers.file_rows import LIMITS
from bot.errors import Conflict
from bot.file_traffic import Traffic
from bot.people import Asker
from bot.slack_files import File
from bot.table_faults import ImportReport

if TYPE_CHECKING:
    from bot.services import Services

FORMATS: Final = {"xlsx": "Excel", "csv": "CSV", "md": "Markdown", "json": "JSON"}
"""The endings of files that go out, and what people call them."""


def _bring(services: Services, file: File, by: Asker, dry_run: bool) -> ImportReport:  # noqa: FBT001 - as Traffic has it
    return files.import_data(services, file.content, file.name, dry_run=dry_run, by=by.id)


def _write(services: Services, path: Path, by: Asker) -> int:
    return files.export_file(services, path, by=by.id)


TRAFFIC: Final = Traffic(
    "answers",
    "python app.py import-answers FILE",
    "python app.py export answers {file}",
    FORMATS,
    LIMITS.bytes,
    _bring,
    _write,
    Conflict("Another import of answers is under way. Wait until it is over, then press Import again."),
)
