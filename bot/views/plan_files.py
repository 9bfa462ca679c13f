"""The plan from and to files, in a window: a form, what a file would do, what it has done, a file that goes out."""

from __future__ import annotations

from typing import Any

from bot.errors import BotError
from bot.file_traffic import Offer, Sent
from bot.plan.sharing import FORMATS, Looked
from bot.views import file_window, plan_report
from bot.views.file_window import FILE, Kind, Words
from bot.words import Reader

OPEN = "plan.files"
"""A button that opens the window."""
LOOKING = "plan.files.look"
TAKING = "plan.files.take"
EXPORT = "plan.export"
"""The buttons that send a file; the ending of its name follows a dot and is their value."""
__all__ = ["EXPORT", "FILE", "LOOKING", "TAKING"]


def title(reader: Reader) -> str:
    """Name the window."""
    return reader.say("Import and export")


def form(offer: Offer, reader: Reader) -> dict[str, Any]:
    """Show the window: a file to take in where files may be read, and the ways out."""
    return file_window.form(_KIND, offer, reader)


def reading(reader: Reader) -> dict[str, Any]:
    """Say that a file is being read."""
    return file_window.reading(title(reader), reader)


def taking(reader: Reader) -> dict[str, Any]:
    """Say that a file is being taken."""
    return file_window.taking(title(reader), reader)


def sending(reader: Reader) -> dict[str, Any]:
    """Say that a file is on its way."""
    return file_window.sending(title(reader), reader)


def looked(outcome: Looked | BotError, reader: Reader) -> dict[str, Any]:
    """Say what taking a file would do, with the choice to take its good rows; or why it cannot be used."""
    return file_window.looked(_KIND, outcome, reader)


def taken(outcome: Looked | BotError, reader: Reader) -> dict[str, Any]:
    """Say what taking a file has done."""
    return file_window.taken(_KIND, outcome, reader)


def sent(outcome: Sent | BotError, reader: Reader) -> dict[str, Any]:
    """Say that a file went out, or why it did not."""

    def said(count: int) -> str:
        return reader.count(
            "The file with {n} item of the plan is in your direct messages with me.",
            "The file with {n} items of the plan is in your direct messages with me.",
            count,
        )

    return file_window.sent(title(reader), outcome, said, reader)


def _words(reader: Reader) -> Words:
    return Words(
        title(reader),
        reader.say(
            "Take items and results into the plan from a file. First I show what would change; nothing is written before you "
            "agree."
        ),
        reader.say(
            "Excel (.xlsx), CSV or JSON with a title in each row, or with the number of an item that changes, such as p12."
        ),
        reader.say("Or get the plan as a file, in your direct messages with me:"),
    )


_KIND = Kind(
    LOOKING,
    TAKING,
    EXPORT,
    ("csv", "tsv", "txt", "xlsx", "json"),
    FORMATS,
    _words,
    plan_report.counted,
    plan_report.parts,
)
