"""The terminal's commands about the answer bank: answers come in from a file, or go out into one."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.answers import files, meanings
from bot.services import Services
from bot.views import answers_report as view
from handlers.terminal import BY, Answer, Progress, operator, unreadable

Do = Callable[[Services, Namespace], Answer]


def offer(commands: Any, run: Callable[[Do, Namespace], int]) -> None:
    """Add the command to a parser's; `run` calls one with the services and returns the exit code."""
    importing = commands.add_parser("import-answers", help=import_answers.__doc__, description=import_answers.__doc__)
    importing.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX, JSON or Markdown (.md)")
    importing.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
    importing.set_defaults(do=lambda asked: run(import_answers, asked))


def import_answers(services: Services, asked: Namespace) -> Answer:
    """Take answers from a file into the answer bank; faulty rows are named and left out."""
    try:
        report = files.import_file(services, asked.file, dry_run=asked.dry_run, by=BY)
    except OSError as error:
        raise unreadable(asked.file, error) from error
    if not asked.dry_run:
        meanings.read_now(services, Progress(operator(services), sys.stderr).tell)
    return Answer(list(view.TOLD.lines(report, operator(services))), 1 if report.faults else 0)


def export_answers(services: Services, path: Path) -> Answer:
    """Write the answers in use to a CSV, Excel, JSON or Markdown file."""
    try:
        count = files.export_file(services, path, by=BY)
    except OSError as error:
        raise unreadable(path, error) from error
    return Answer(
        [operator(services).count("{n} answer is in {file}.", "{n} answers are in {file}.", count, file=path)]
    )
