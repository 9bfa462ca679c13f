"""The plan as a file in Slack: one that is uploaded is looked at, then taken; ours goes to who asks. Calls Slack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot import file_traffic
from bot.errors import BotError, Conflict
from bot.file_traffic import Offer, Sent, Traffic
from bot.people import Asker
from bot.plan import files
from bot.plan.files import LIMITS, Report
from bot.slack_files import File

if TYPE_CHECKING:
    from bot.services import Services

Looked = file_traffic.Looked[Report]
FORMATS: Final = {"xlsx": "Excel", "csv": "CSV", "json": "JSON"}
"""The endings of files that go out, and what people call them."""


def offer(services: Services, *, by: Asker) -> Offer:
    """Return what can be done with files. Managers only."""
    return file_traffic.offer(services, _TRAFFIC, by=by)


def look(services: Services, file_id: str, *, by: Asker) -> Looked | BotError:
    """Look at an uploaded file and say what taking it would do; nothing is written."""
    return file_traffic.look(services, _TRAFFIC, file_id, by=by)


def take(services: Services, file_id: str, *, by: Asker) -> Looked | BotError:
    """Take the good rows of an uploaded file; faulty ones are left out. One import at a time in the whole house."""
    return file_traffic.take(services, _TRAFFIC, file_id, by=by)


def send(services: Services, ending: str, *, by: Asker) -> Sent | BotError:
    """Send the plan to somebody's direct messages as a file with one of the endings of FORMATS."""
    return file_traffic.send(services, _TRAFFIC, ending, by=by)


def _bring(services: Services, file: File, by: Asker, dry_run: bool) -> Report:  # noqa: FBT001 - as Traffic has it
    return files.import_data(services, file.content, file.name, dry_run=dry_run, by=by)


def _write(services: Services, path: Path, by: Asker) -> int:
    return files.export_file(services, path, by=by)


_TRAFFIC: Final = Traffic(
    "plan",
    "python app.py import-plan FILE",
    "python app.py export plan {file}",
    FORMATS,
    LIMITS.bytes,
    _bring,
    _write,
    Conflict("Another import into the plan is under way. Wait until it is over, then press Import again."),
)
