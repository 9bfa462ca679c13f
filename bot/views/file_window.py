"""Data from and to files, in a window: a form, what a file would do, what it has done, a file that goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from slack_sdk.models.blocks import ActionsBlock, Block
from slack_sdk.models.blocks.block_elements import FileInputElement

from bot.errors import BotError
from bot.file_traffic import Looked, Offer, Sent
from bot.slack_files import not_readable
from bot.views.blocks import Message, button, cut, foreign, rich, words
from bot.views.import_report import Told
from bot.views.modal import VALUE, entry, form_window, modal
from bot.words import Reader

FILE: Final = "file"
"""The field of the form."""
_MOST = 20
"""Lines of one kind in a window."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a window says about its own data."""

    way_in: str
    hint: str
    way_out: str


@dataclass(frozen=True, slots=True)
class Window:
    """The window of one body of data: the ids of its forms and buttons, its formats, its words and its report."""

    looking: str
    taking: str
    export: str
    """The buttons that send a file; the ending of its name follows a dot and is their value."""
    endings: tuple[str, ...]
    formats: Mapping[str, str]
    words: Callable[[Reader], Words]
    gone_out: Callable[[int, Reader], str]
    """Says that a file with so many things went out."""
    told: Told

    def form(self, offer: Offer, reader: Reader) -> dict[str, Any]:
        """Show a file to take in where files may be read, and the ways out."""
        said = self.words(reader)
        blocks = [*_ways_in(self, said, offer, reader), *_ways_out(self, said, offer)]
        if not offer.may_read:
            return modal(title(reader), Message("", blocks), reader)
        labels = (title(reader), reader.say("Look at the file"), reader.say("Cancel"))
        return form_window(self.looking, labels, blocks)

    def looked(self, outcome: Looked | BotError, reader: Reader) -> dict[str, Any]:
        """Say what taking a file would do, with the choice to take its good rows; or why it cannot be used."""
        if isinstance(outcome, BotError):
            return told(outcome.words(reader), reader)
        blocks = list(_report(self, outcome, reader))
        if not outcome.report.takes:
            said = reader.say("There is nothing to take in this file.")
            return modal(title(reader), Message("", [*blocks, rich(words(said))]), reader)
        said = reader.say("Nothing is written yet.")
        if outcome.report.faults:
            said = reader.say("Nothing is written yet. Faulty rows are left out when you take the others.")
        send = reader.count("Take {n} row", "Take {n} rows", outcome.report.takes)
        labels = (title(reader), send, reader.say("Cancel"))
        return form_window(self.taking, labels, [*blocks, rich(words(said))], carried=outcome.file_id)

    def taken(self, outcome: Looked | BotError, reader: Reader) -> Message:
        """Say what taking a file has done, for its window or for a direct message."""
        if isinstance(outcome, BotError):
            said = reader.say("The import did nothing: {why}", why=outcome.words(reader))
            return Message(foreign(said), [rich(words(said))])
        blocks = list(_report(self, outcome, reader))
        if outcome.report.faults:
            said = reader.say(
                "The other rows are taken. Correct these and import the file again: nothing becomes double."
            )
            blocks.append(rich(words(said)))
        figures = self.told.counted(outcome.report, reader)
        return Message(foreign(f"{cut(outcome.name, 200)}\n{figures}", 1_000), blocks)

    def sent(self, outcome: Sent | BotError, reader: Reader) -> dict[str, Any]:
        """Say that a file went out, or why it did not."""
        said = outcome.words(reader) if isinstance(outcome, BotError) else self.gone_out(outcome.count, reader)
        return told(said, reader)


def title(reader: Reader) -> str:
    """Name the window."""
    return reader.say("Import and export")


def reading(reader: Reader) -> dict[str, Any]:
    """Say that a file is being read."""
    return told(reader.say("Reading the file…"), reader)


def taking(reader: Reader) -> dict[str, Any]:
    """Say that a file is being taken."""
    return told(
        reader.say(
            "Taking the rows… You can close this window: the import goes on, and I tell you here or in a direct message."
        ),
        reader,
    )


def sending(reader: Reader) -> dict[str, Any]:
    """Say that a file is on its way."""
    return told(reader.say("Sending the file…"), reader)


def shown(message: Message, reader: Reader) -> dict[str, Any]:
    """Show a message in the window."""
    return modal(title(reader), message, reader)


def told(said: str, reader: Reader) -> dict[str, Any]:
    """Say one thing in the window."""
    return modal(title(reader), Message(said, [rich(words(said))]), reader)


def _ways_in(window: Window, said: Words, offer: Offer, reader: Reader) -> Iterator[Block]:
    if not offer.may_read:
        yield rich(words(not_readable(offer.import_by).words(reader)))
        return
    yield rich(words(said.way_in))
    element = FileInputElement(action_id=VALUE, filetypes=list(window.endings), max_files=1)
    yield entry(FILE, reader.say("File"), element, hint=said.hint)


def _ways_out(window: Window, said: Words, offer: Offer) -> Iterator[Block]:
    if not offer.may_write:
        return
    yield rich(words(said.way_out))
    ways = [button(name, f"{window.export}.{ending}", value=ending) for ending, name in window.formats.items()]
    yield ActionsBlock(block_id=window.export, elements=ways)


def _report(window: Window, looked: Looked, reader: Reader) -> Iterator[Block]:
    yield rich(words(looked.name, bold=True, most=200))
    yield rich(words(window.told.counted(looked.report, reader)))
    for lines in window.told.parts(looked.report, reader, _MOST):
        if lines:
            yield rich(words("\n".join(lines)))
