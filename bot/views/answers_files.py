"""The answer bank from and to files, in a window: a form, what a file would do, what it has done, a file that goes out."""

from __future__ import annotations

from bot.answers.sharing import FORMATS
from bot.views import answers_report
from bot.views.file_window import Window, Words
from bot.words import Reader

LOOKING = "answers.files.look"
TAKING = "answers.files.take"
EXPORT = "answers.export"


def _words(reader: Reader) -> Words:
    return Words(
        reader.say("Take answers in from a file. First I show what would change; nothing is written before you agree."),
        reader.say(
            "Excel (.xlsx), CSV, Markdown or JSON with a question and an answer in each row. At most 60 MB and 30,000 rows."
        ),
        reader.say("Or get all answers as a file, in your direct messages with me:"),
    )


def _gone_out(count: int, reader: Reader) -> str:
    return reader.count(
        "The file with {n} answer is in your direct messages with me.",
        "The file with {n} answers is in your direct messages with me.",
        count,
    )


WINDOW = Window(
    LOOKING,
    TAKING,
    EXPORT,
    ("csv", "tsv", "txt", "xlsx", "md", "json"),
    FORMATS,
    _words,
    _gone_out,
    answers_report.TOLD,
)
