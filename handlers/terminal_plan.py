"""The terminal's commands about the plan: it comes in from a table, or goes out into one."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.people import Asker
from bot.plan import files
from bot.roles import Role
from bot.services import Services
from bot.views import plan_report as view
from handlers.terminal import BY, Answer, operator, unreadable

Do = Callable[[Services, Namespace], Answer]


def offer(commands: Any, run: Callable[[Do, Namespace], int]) -> None:
    """Add the command to a parser's; `run` calls one with the services and returns the exit code."""
    importing = commands.add_parser("import-plan", help=import_plan.__doc__, description=import_plan.__doc__)
    importing.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX or JSON with a header row")
    importing.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
    importing.set_defaults(do=lambda asked: run(import_plan, asked))


def import_plan(services: Services, asked: Namespace) -> Answer:
    """Take items and results into the plan from a file; faulty rows are named and left out."""
    try:
        report = files.import_file(services, asked.file, dry_run=asked.dry_run, by=_by(services))
    except OSError as error:
        raise unreadable(asked.file, error) from error
    return Answer(list(view.TOLD.lines(report, operator(services))), 1 if report.faults else 0)


def export_plan(services: Services, path: Path) -> Answer:
    """Write what is planned and posted to a CSV, Excel or JSON file, without reviewers' notes."""
    try:
        count = files.export_file(services, path, by=_by(services))
    except OSError as error:
        raise unreadable(path, error) from error
    said = operator(services).count(
        "{n} item of the plan is in {file}.", "{n} items of the plan are in {file}.", count, file=path
    )
    return Answer([said])


def _by(services: Services) -> Asker:
    return Asker(BY, BY, Role.ADMIN, operator(services))
