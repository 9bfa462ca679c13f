"""A body of data as a file in Slack: one that a social manager uploads is looked at, then taken; ours goes to them. Calls Slack.

Nothing is kept between looking and taking: Slack still has the file, and what the data says by then decides. What calls Slack
returns its error instead of raising it, since it is for the background.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from bot import chores, slack_files
from bot.errors import BotError, Conflict, Invalid
from bot.people import Asker
from bot.roles import Role, require
from bot.slack_files import File
from bot.table_faults import ImportReport

if TYPE_CHECKING:
    from bot.services import Services

T = TypeVar("T")
_LONGEST: Final = timedelta(minutes=15)
"""How long an import may take before another can begin although nobody has said that it is over: its process died."""


@dataclass(frozen=True, slots=True)
class Traffic:
    """What comes in and goes out: its name, the commands that do the same on a terminal, formats by ending, and how."""

    name: str
    import_by: str
    export_by: str
    """With {file} in it."""
    formats: Mapping[str, str]
    most_bytes: int
    bring: Callable[[Services, File, Asker, bool], ImportReport]
    """The last says that nothing is to be written."""
    write: Callable[[Services, Path, Asker], int]
    under_way: Conflict

    def offer(self, services: Services, *, by: Asker) -> Offer:
        """Return what can be done with files. Managers only."""
        require(by.role, Role.MANAGER)
        return Offer(slack_files.may_read(services), slack_files.may_write(services), self.import_by)

    def look(self, services: Services, file_id: str, *, by: Asker) -> Looked | BotError:
        """Look at an uploaded file and say what taking it would do; nothing is written."""
        return _said(lambda: _through(services, self, file_id, by, dry_run=True))

    def take(self, services: Services, file_id: str, *, by: Asker) -> Looked | BotError:
        """Take the good rows of an uploaded file; faulty ones are left out. One import at a time in the whole house."""
        return _said(lambda: _taken(services, self, file_id, by))

    def send(self, services: Services, ending: str, *, by: Asker) -> Sent | BotError:
        """Send what there is to somebody's direct messages as a file with one of the endings of the formats."""
        return _said(lambda: _sent(services, self, ending, by))


@dataclass(frozen=True, slots=True)
class Offer:
    """What this person can do with files, as far as the app was granted it; `import_by` is the command for where it was not."""

    may_read: bool
    may_write: bool
    import_by: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A file and what taking it would do, or has done."""

    file_id: str
    name: str
    report: ImportReport


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that went out, and how many things are in it."""

    name: str
    count: int


def _said(act: Callable[[], T]) -> T | BotError:
    try:
        return act()
    except BotError as error:
        return error


def _through(services: Services, traffic: Traffic, file_id: str, by: Asker, *, dry_run: bool) -> Looked:
    require(by.role, Role.MANAGER)
    file = slack_files.read(services, file_id, traffic.most_bytes, instead=traffic.import_by)
    return Looked(file_id, file.name, traffic.bring(services, file, by, dry_run))


def _taken(services: Services, traffic: Traffic, file_id: str, by: Asker) -> Looked:
    require(by.role, Role.MANAGER)
    mine = chores.take(services, f"import of {traffic.name}", _LONGEST)
    if mine is None:
        raise traffic.under_way
    try:
        return _through(services, traffic, file_id, by, dry_run=False)
    finally:
        chores.give_back(services, mine)


def _sent(services: Services, traffic: Traffic, ending: str, by: Asker) -> Sent:
    require(by.role, Role.MANAGER)
    if ending not in traffic.formats:
        raise Invalid("Choose a format.")
    name = f"{traffic.name}.{ending}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        count = traffic.write(services, path, by)
        content = path.read_bytes()
    slack_files.send(services, by.id, File(name, content), instead=traffic.export_by.format(file=name))
    return Sent(name, count)
