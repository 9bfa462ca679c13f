"""The buttons by which an answer is used from anywhere: it solved the question, copy it, show all of it, report it.

Their value is the answer's id, with the language to begin with where one is known: "12", "12:sv".
"""

from __future__ import annotations

from slack_sdk.models.blocks import ButtonElement

from bot.views.blocks import button
from bot.words import Reader

SOLVED = "answers.solved"
COPY = "answers.copy"
USED = "answers.used"
"""A button that tells of a public reply that was made with an answer."""
OPEN = "answers.open"
REPORT = "answers.report"
EDIT = "answers.edit"
WITHDRAW = "answers.withdraw"
"""For whoever may change an answer; their value is its id alone."""
BROWSE = "answers.browse"
"""The button elsewhere that shows the list; its value is a packed Look, or nothing. What follows a dot tells two apart."""
NEW = "answers.new"
"""A button that opens the form of a new answer; its value is a question to begin with, or nothing."""
FILES = "answers.files"
"""A button that opens the window in which answers come in from a file or go out into one."""
FROM_QUESTION = "answers.from_question"
"""A button that opens the form of an answer made of a solved question, whose id is its value."""


def solved(answer_id: int, language: str, reader: Reader) -> ButtonElement:
    """Return the button that says: this was what I looked for."""
    return button(reader.say("This solves it"), SOLVED, value=f"{answer_id}:{language}", style="primary")


def copy(answer_id: int, language: str, reader: Reader) -> ButtonElement:
    """Return the button that copies an answer for a network."""
    return button(reader.say("Copy for a network"), COPY, value=f"{answer_id}:{language}")


def used(answer_id: int, reader: Reader) -> ButtonElement:
    """Return the button that tells of a public reply."""
    return button(reader.say("Used it"), USED, value=str(answer_id))


def show_all(answer_id: int, reader: Reader) -> ButtonElement:
    """Return the button that opens an answer's window."""
    return button(reader.say("Show all"), OPEN, value=str(answer_id))


def report(answer_id: int, reader: Reader) -> ButtonElement:
    """Return the button that says that an answer is not true any more."""
    return button(reader.say("Outdated or wrong"), REPORT, value=str(answer_id))


def from_question(question_id: int, reader: Reader) -> ButtonElement:
    """Return the button that makes an answer of a solved question."""
    return button(reader.say("Save in the answer bank"), FROM_QUESTION, value=str(question_id))


def files(reader: Reader) -> ButtonElement:
    """Return the button that opens the window of files."""
    return button(reader.say("Import and export"), FILES)


def answer_of(value: str) -> tuple[int, str]:
    """Return the answer's id and the language that a button carries; the language is empty where it names none."""
    number, _, language = value.partition(":")
    return int(number), language
