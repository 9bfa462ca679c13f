"""The terminal's door: what an operator asks on the command line, answered in lines of text and an exit code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TextIO

from bot import channels_files, checkup, dead_letters, standing
from bot.errors import BotError, Conflict, Invalid, Unavailable
from bot.services import Services
from bot.settings import Settings
from bot.views import channels_report
from bot.views import checkup as checkup_view
from bot.words import Reader

BY = "operator"
"""Stands in the audit log for whoever may run commands on the machine."""
_SECONDS_IN_FILE, _SECONDS_ON_SCREEN = 5.0, 0.2


@dataclass(frozen=True, slots=True)
class Answer:
    """What is printed, and the exit code: 0 only when it worked."""

    lines: list[str]
    code: int = 0


class Progress:
    """Says how far long work has come: on a screen in one line, in a file every few seconds."""

    def __init__(self, reader: Reader, out: TextIO) -> None:
        """Say it to somebody, on standard error as a rule: standard output is the answer's."""
        self._reader, self._out = reader, out
        self._on_screen = out.isatty()
        self._last = monotonic()

    def tell(self, done: int, total: int) -> None:
        """Say it when the last time is long enough ago."""
        pause = _SECONDS_ON_SCREEN if self._on_screen else _SECONDS_IN_FILE
        is_last = self._on_screen and done == total
        if monotonic() - self._last < pause and not is_last:
            return
        self._last = monotonic()
        numbers = {"done": self._reader.number(done), "total": self._reader.number(total)}
        text = self._reader.say("{done} of {total}", **numbers)
        self._out.write((f"\r\x1b[K{text}" + "\n" * is_last) if self._on_screen else f"{text}\n")
        self._out.flush()


def missing_tokens(settings: Settings) -> list[str]:
    """Say which tokens are missing and what works without them; empty when all are there."""
    reader = Reader(settings.language)
    missing = [fault.words(reader) for fault in standing.missing_tokens(settings)]
    without = reader.say("To try Kaiku without Slack: {command}", command="python app.py playground")
    return [*missing, without] if missing else []


def check(services: Services) -> Answer:
    """Name every fault with its cure."""
    findings = checkup.look(services, operator(services))
    faulty = any(finding.state is checkup.State.FAULT for finding in findings)
    return Answer([checkup_view.line(finding) for finding in findings], 1 if faulty else 0)


def import_accounts(services: Services, path: Path, *, dry_run: bool) -> Answer:
    """Take social accounts from a CSV or Excel file, all rows or none."""
    try:
        report = channels_files.import_file(services, path, dry_run=dry_run, by=BY)
    except OSError as error:
        raise unreadable(path, error) from error
    return Answer(list(channels_report.lines(report, operator(services))), 0 if report.ok else 1)


def export_accounts(services: Services, path: Path) -> Answer:
    """Write the social accounts to a CSV, Excel or JSON file."""
    try:
        count = channels_files.export_file(services, path)
    except OSError as error:
        raise unreadable(path, error) from error
    reader = operator(services)
    return Answer(
        [reader.count("{n} social account is in {file}.", "{n} social accounts are in {file}.", count, file=path)]
    )


def backup(services: Services, path: Path) -> Answer:
    """Copy the database while the bot runs."""
    try:
        services.database.backup(path)
    except FileExistsError as error:
        raise Conflict("{file} exists already: choose another name.", file=path) from error
    except ValueError as error:
        raise Invalid("This database is PostgreSQL: copy it with pg_dump.") from error
    except OSError as error:
        raise unreadable(path, error) from error
    return Answer([operator(services).say("The database is copied to {file}.", file=path)])


def list_dead_letters(services: Services) -> Answer:
    """List what could not be shown in Slack."""
    letters = dead_letters.listed(services)
    lines = [
        f"{letter.kind:<16} {letter.where:<14} {letter.since:%Y-%m-%d %H:%M} UTC  {letter.reason}" for letter in letters
    ]
    return Answer(lines or [operator(services).say("Nothing is stuck.")])


def retry_dead_letters(services: Services) -> Answer:
    """Give what could not be shown a new chance."""
    count = dead_letters.retry(services)
    return Answer([operator(services).count("{n} thing is tried again.", "{n} things are tried again.", count)])


def operator(services: Services) -> Reader:
    """Return whoever reads the terminal: they read the house's language."""
    return Reader(services.settings.language, services.settings.timezone)


def unreadable(path: Path, error: OSError) -> BotError:
    """Return what to raise when a file cannot be read or written."""
    return Unavailable("{file} cannot be used ({reason}).", file=path, reason=error.strerror or str(error))
