"""The watched folder: HR leaves a file, the bot takes it when it has stopped growing, and says beside it what came of it.

A file is taken by moving it, so of two processes one gets it. It ends in `done/` or `failed/`, with a report in the house's
language. Whoever dies in the middle leaves it in `working/`, from where it comes back; delivering twice does no harm.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import structlog

from bot import hr
from bot.errors import BotError, Unavailable
from bot.views import hr as view
from bot.words import Reader, zone
from storage.database import OUT_OF_REACH

if TYPE_CHECKING:
    from bot.services import Services

BY = "people folder"
"""Stands in the audit log for what comes through the folder."""
STILL = timedelta(seconds=3)
"""A file whose size and time have not changed for so long is complete."""
CUT_OFF = timedelta(minutes=15)
"""Whoever took a file and has not finished after so long was cut off."""
WORKING, DONE, FAILED = "working", "done", "failed"
_UNFINISHED = (".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".swp", "~")
_log = structlog.get_logger(__name__)


class Watch:
    """Looks into the folder again and again; remembers what it saw, to tell a complete file from one that grows."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self._seen: dict[str, tuple[tuple[int, int], datetime]] = {}
        self._is_in_trouble = False

    def look(self, services: Services) -> None:
        """Take every file that is complete. A folder that cannot be used is told in the log once."""
        folder, now = Path(services.settings.people_folder), services.now()
        try:
            _take_back(folder / WORKING, folder, now)
            for path in self._complete(folder, now):
                self._seen.pop(path.name, None)
                _take(services, folder, path)
        except OSError as error:
            if not self._is_in_trouble:
                _log.warning("people folder cannot be used", error=error.strerror or type(error).__name__)
            self._is_in_trouble = True
        else:
            self._is_in_trouble = False

    def _complete(self, folder: Path, now: datetime) -> list[Path]:
        there = {path.name: (path, _mark(found)) for path, found in _files(folder)}
        self._seen = {name: seen for name, seen in self._seen.items() if name in there}
        complete = []
        for name, (path, mark) in there.items():
            known, since = self._seen.get(name, (None, now))
            if known != mark:
                self._seen[name] = (mark, now)
            elif now - since >= STILL:
                complete.append(path)
        return complete


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            hidden = entry.name.startswith((".", "~$")) or entry.name.casefold().endswith(_UNFINISHED)
            with suppress(FileNotFoundError):
                if not hidden and entry.is_file(follow_symlinks=False):
                    yield Path(entry.path), entry.stat(follow_symlinks=False)


def _mark(found: os.stat_result) -> tuple[int, int]:
    return (found.st_size, found.st_mtime_ns)


def _take(services: Services, folder: Path, path: Path) -> None:
    own = folder / WORKING / uuid4().hex
    own.mkdir(parents=True)
    taken, moment = own / path.name, services.now().timestamp()
    try:
        path.rename(taken)
    except FileNotFoundError:  # another process was faster
        own.rmdir()
        return
    os.utime(own, (moment, moment))
    try:
        end, said = _import(services, taken)
    except (Unavailable, *OUT_OF_REACH) as error:
        _log.warning("people file is tried again later", error=type(error).__name__)
        _give_back(own, folder)
        return
    _put_away(taken, folder / end, said, services.now().astimezone(zone(services.settings.timezone)))
    own.rmdir()


def _import(services: Services, path: Path) -> tuple[str, list[str]]:
    """Return the folder where a file ends, and the report."""
    reader = Reader(services.settings.language, services.settings.timezone)
    head = reader.say("“{file}”, {moment}", file=path.name, moment=reader.moment(services.now()))
    try:
        report = hr.import_file(services, path, by=BY)
    except Unavailable:
        raise
    except BotError as error:
        return FAILED, [head, error.words(reader)]
    return DONE if report.is_done else FAILED, [head, *view.lines(report, reader)]


def _put_away(path: Path, folder: Path, said: list[str], now: datetime) -> None:
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    if target.exists():
        target = folder / f"{path.stem} {now:%Y-%m-%d %H.%M.%S} {uuid4().hex[:4]}{path.suffix}"
    target.with_name(f"{target.name}.txt").write_text("\n".join(said) + "\n", "utf-8")
    path.rename(target)


def _take_back(working: Path, folder: Path, now: datetime) -> None:
    """Return files to the folder whose taker was cut off."""
    if not working.is_dir():
        return
    for own in sorted(working.iterdir()):
        with suppress(FileNotFoundError):
            if own.stat().st_mtime <= (now - CUT_OFF).timestamp():
                _give_back(own, folder)


def _give_back(own: Path, folder: Path) -> None:
    for path in own.iterdir():
        target = folder / path.name
        path.rename(target.with_stem(f"{target.stem} {uuid4().hex[:4]}") if target.exists() else target)
    own.rmdir()
