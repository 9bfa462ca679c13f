"""The plan from and to files, in a window: a form, what a file would do, what it has done, a file that goes out."""

from __future__ import annotations

from bot.plan.sharing import FORMATS
from bot.views import plan_report
from bot.views.file_window import Window, Words
from bot.words import Reader

OPEN = "plan.files"
"""A button that opens the window."""
LOOKING = "plan.files.look"
TAKING = "plan.files.take"
EXPORT = "plan.export"


def _words(reader: Reader) -> Words:
    return Words(
        reader.say(
            "Take items and results into the plan from a file. First I show what would change; nothing is written before you "
            "agree."
        ),
        reader.say(
            "Excel (.xlsx), CSV or JSON with a title in each row, or with the number of an item that changes, such as p12. "
            "An export shows how the columns are called."
        ),
        reader.say("Or get the plan as a file, in your direct messages with me:"),
    )


def _gone_out(count: int, reader: Reader) -> str:
    return reader.count(
        "The file with {n} item of the plan is in your direct messages with me.",
        "The file with {n} items of the plan is in your direct messages with me.",
        count,
    )


WINDOW = Window(
    LOOKING,
    TAKING,
    EXPORT,
    ("csv", "tsv", "txt", "xlsx", "json"),
    FORMATS,
    _words,
    _gone_out,
    plan_report.TOLD,
)
