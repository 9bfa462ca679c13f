"""Data from and to files, in a window: a form, what a file would do, what it has done, a file that goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from slack_sdk.models.blocks import ActionsBlock, Block
from slack_sdk.models.blocks.block_elements import FileInputElement

from bot.errors import BotError
from bot.file_traffic import Looked, Offer, Report, Sent
from bot.slack_files import not_readable
from bot.views.blocks import Message, button, rich, words
from bot.views.modal import VALUE, entry, form_window, modal
from bot.words import Reader

FILE: Final = "file"
"""The field of the form."""
_MOST = 20
"""Lines of one kind in a window."""


R = TypeVar("R", bound=Report)


@dataclass(frozen=True, slots=True)
class Words:
    """What a window says about its own data."""

    title: str
    way_in: str
    hint: str
    way_out: str


@dataclass(frozen=True, slots=True)
class Kind(Generic[R]):
    """One body of data: the ids of its forms and buttons, its formats, its words and its report."""

    looking: str
    taking: str
    export: str
    """The buttons that send a file; the ending of its name follows a dot and is their value."""
    endings: tuple[str, ...]
    formats: Mapping[str, str]
    words: Callable[[Reader], Words]
    counted: Callable[[R, Reader], str]
    parts: Callable[[R, Reader, int], Iterator[list[str]]]


def form(kind: Kind[R], offer: Offer, reader: Reader) -> dict[str, Any]:
    """Show the window: a file to take in where files may be read, and the ways out."""
    said = kind.words(reader)
    blocks = [*_ways_in(kind, said, offer, reader), *_ways_out(kind, said, offer)]
    if not offer.may_read:
        return modal(said.title, Message("", blocks), reader)
    return form_window(kind.looking, (said.title, reader.say("Look at the file"), reader.say("Cancel")), blocks)


def reading(title: str, reader: Reader) -> dict[str, Any]:
    """Say that a file is being read."""
    return told(title, reader.say("Reading the file…"), reader)


def taking(title: str, reader: Reader) -> dict[str, Any]:
    """Say that a file is being taken."""
    return told(title, reader.say("Taking the rows… You can close this window: the import goes on."), reader)


def sending(title: str, reader: Reader) -> dict[str, Any]:
    """Say that a file is on its way."""
    return told(title, reader.say("Sending the file…"), reader)


def looked(kind: Kind[R], outcome: Looked[R] | BotError, reader: Reader) -> dict[str, Any]:
    """Say what taking a file would do, with the choice to take its good rows; or why it cannot be used."""
    title = kind.words(reader).title
    if isinstance(outcome, BotError):
        return told(title, outcome.words(reader), reader)
    blocks = list(_report(kind, outcome, reader))
    if not outcome.takes:
        said = reader.say("There is nothing to take in this file.")
        return modal(title, Message("", [*blocks, rich(words(said))]), reader)
    said = reader.say("Nothing is written yet.")
    if outcome.report.faults:
        said = reader.say("Nothing is written yet. Faulty rows are left out when you take the others.")
    send = reader.count("Take {n} row", "Take {n} rows", outcome.takes)
    labels = (title, send, reader.say("Cancel"))
    return form_window(kind.taking, labels, [*blocks, rich(words(said))], carried=outcome.file_id)


def taken(kind: Kind[R], outcome: Looked[R] | BotError, reader: Reader) -> dict[str, Any]:
    """Say what taking a file has done."""
    title = kind.words(reader).title
    if isinstance(outcome, BotError):
        return told(title, outcome.words(reader), reader)
    blocks = list(_report(kind, outcome, reader))
    if outcome.report.faults:
        said = reader.say("The other rows are taken. Correct these and import the file again: nothing becomes double.")
        blocks.append(rich(words(said)))
    return modal(title, Message("", blocks), reader)


def sent(title: str, outcome: Sent | BotError, said: Callable[[int], str], reader: Reader) -> dict[str, Any]:
    """Say that a file went out, in the words of `said` for so many things, or why it did not."""
    return told(title, outcome.words(reader) if isinstance(outcome, BotError) else said(outcome.count), reader)


def told(title: str, said: str, reader: Reader) -> dict[str, Any]:
    """Say one thing in the window."""
    return modal(title, Message(said, [rich(words(said))]), reader)


def _ways_in(kind: Kind[R], said: Words, offer: Offer, reader: Reader) -> Iterator[Block]:
    if not offer.may_read:
        yield rich(words(not_readable(offer.import_by).words(reader)))
        return
    yield rich(words(said.way_in))
    element = FileInputElement(action_id=VALUE, filetypes=list(kind.endings), max_files=1)
    yield entry(FILE, reader.say("File"), element, hint=said.hint)


def _ways_out(kind: Kind[R], said: Words, offer: Offer) -> Iterator[Block]:
    if not offer.may_write:
        return
    yield rich(words(said.way_out))
    ways = [button(name, f"{kind.export}.{ending}", value=ending) for ending, name in kind.formats.items()]
    yield ActionsBlock(block_id=kind.export, elements=ways)


def _report(kind: Kind[R], looked: Looked[R], reader: Reader) -> Iterator[Block]:
    yield rich(words(looked.name, bold=True, most=200))
    yield rich(words(kind.counted(looked.report, reader)))
    for lines in kind.parts(looked.report, reader, _MOST):
        if lines:
            yield rich(words("\n".join(lines)))
