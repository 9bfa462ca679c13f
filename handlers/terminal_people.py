"""The terminal's commands about people: the HR feed's file, and the token of its door on the web."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot import hr, hr_write, tokens
from bot.hr_report import How
from bot.services import Services
from bot.views import hr as view
from handlers.terminal import BY, Answer, Progress, operator, unreadable

Do = Callable[[Services, Namespace], Answer]


def offer(commands: Any, run: Callable[[Do, Namespace], int]) -> None:
    """Add the commands to a parser's; `run` calls one with the services and returns the exit code."""
    importing = _command(commands, "import-people", import_people, run)
    importing.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX or JSON with everybody who works here")
    importing.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
    importing.add_argument(
        "--map", action="append", default=[], metavar="HEADER=FIELD", help="what a header means; “-” leaves it out"
    )
    importing.add_argument("--save-mapping", default="", metavar="NAME", help="keep what the headers mean")
    importing.add_argument("--mapping", default="", metavar="NAME", help="use what was kept (“default” without this)")
    importing.add_argument(
        "--accept-removals", action="store_true", help="apply it even when more than a fifth of the people vanish"
    )
    keys = _command(commands, "token", token, run)
    keys.add_argument("purpose", choices=tokens.PURPOSES)
    keys.add_argument("--revoke", action="store_true", help="end every token for this, at once")


def import_people(services: Services, asked: Namespace) -> Answer:
    """Take the list of everybody who works here from HR's file: all of it, or nothing."""
    reader = operator(services)
    how = How(
        dry_run=asked.dry_run,
        accept_removals=asked.accept_removals,
        columns=tuple(asked.map),
        mapping=asked.mapping,
        save_mapping=asked.save_mapping,
        progress=Progress(reader, sys.stderr).tell,
    )
    try:
        report = hr.import_file(services, asked.file, how, by=BY)
    except OSError as error:
        raise unreadable(asked.file, error) from error
    if not how.dry_run:
        hr_write.catch_up(services, Progress(reader, sys.stderr).tell)
    return Answer(list(view.lines(report, reader)), 0 if report.is_done else 1)


def token(services: Services, asked: Namespace) -> Answer:
    """Make a token for the web door and show it once, or end all there are."""
    reader = operator(services)
    if asked.revoke:
        count = tokens.revoke(services, asked.purpose, by=BY)
        return Answer([reader.count("{n} token is ended.", "{n} tokens are ended.", count)])
    made = tokens.make(services, asked.purpose, by=BY)
    said = reader.say("Keep it where only the sending system can read it: nobody can show it again.")
    return Answer([made, said])


def _command(commands: Any, name: str, do: Do, run: Callable[[Do, Namespace], int]) -> ArgumentParser:
    added: ArgumentParser = commands.add_parser(name, help=do.__doc__, description=do.__doc__)
    added.set_defaults(do=lambda asked: run(do, asked))
    return added
