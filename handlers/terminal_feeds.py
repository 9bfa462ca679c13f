"""The terminal's commands about feeds: a list of them comes in or goes out as OPML."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.feeds import lists
from bot.services import Services
from bot.views import feeds_add as view
from handlers.terminal import BY, Answer, operator, unreadable

Do = Callable[[Services, Namespace], Answer]


def offer(commands: Any, run: Callable[[Do, Namespace], int]) -> None:
    """Add the command to a parser's; `run` calls one with the services and returns the exit code."""
    importing = commands.add_parser("import-feeds", help=import_feeds.__doc__, description=import_feeds.__doc__)
    importing.add_argument("file", type=Path, metavar="FILE", help="OPML, or a text with one address a line")
    importing.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
    importing.set_defaults(do=lambda asked: run(import_feeds, asked))


def import_feeds(services: Services, asked: Namespace) -> Answer:
    """Take feeds from an OPML file; those that are known stay as they are."""
    try:
        with asked.file.open("rb") as file:
            data = file.read(lists.MOST_BYTES + 1)
    except OSError as error:
        raise unreadable(asked.file, error) from error
    report = lists.import_list(services, data, who=BY, dry_run=asked.dry_run)
    lines = view.report_lines(report, operator(services), most=len(report.refused), dry_run=asked.dry_run)
    return Answer(lines, 1 if report.refused else 0)


def export_feeds(services: Services, path: Path) -> Answer:
    """Write the feeds in use to an OPML file, without user names and passwords."""
    file, reader = lists.exported(services, who=BY), operator(services)
    try:
        path.write_text(file.text, encoding="utf-8")
    except OSError as error:
        raise unreadable(path, error) from error
    said = reader.count("{n} feed is in {file}.", "{n} feeds are in {file}.", file.feeds, file=path)
    return Answer([said, *view.without_secrets(file, reader)])
