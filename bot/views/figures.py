"""Key figures in a window: a table to take in, what was read of it with the faults of its rows, and the same as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import Block, PlainTextInputElement
from slack_sdk.models.blocks.block_elements import FileInputElement

from bot.errors import BotError
from bot.ideas.figures import Newest, Report
from bot.table_faults import Faulty
from bot.views import table_report
from bot.views.blocks import Message, cut, one_line, rich, words
from bot.views.modal import VALUE, form_window, modal, optional
from bot.words import Reader
from storage.models import Figure

OPEN, FORM = "figures.open", "figures.form"
FILE, TEXT = "file", "text"
_ENDINGS = ["csv", "tsv", "txt", "xlsx", "json"]
_MOST = 30


def title(reader: Reader) -> str:
    """Name the window and the button that opens it."""
    return reader.say("Key figures")


def form(known: Sequence[Figure], reader: Reader, *, takes_files: bool) -> dict[str, Any]:
    """Return the window that takes a table in."""
    what = reader.say(
        "Hand in values of the house’s key figures. When the newest value of one differs from the one before by its threshold "
        "(10 % unless the table says otherwise), I propose an idea for a post."
    )
    columns = reader.say(
        "The first row names the columns: Figure, Date, Value; if you like also Unit, Threshold, Owner."
    )
    blocks: list[Block] = [rich(words(f"{what}\n{columns}"))]
    if known:
        names = reader.listing([cut(one_line(one.name), 60) for one in known[:_MOST]])
        blocks.append(rich(words(reader.say("Known so far: {names}.", names=names))))
    if takes_files:
        element = FileInputElement(action_id=VALUE, filetypes=_ENDINGS, max_files=1)
        blocks.append(optional(FILE, reader.say("File"), element, hint=reader.say("CSV, Excel (.xlsx) or JSON.")))
    pasted = PlainTextInputElement(action_id=VALUE, multiline=True, max_length=3_000)
    blocks.append(optional(TEXT, reader.say("Or paste rows"), pasted))
    return form_window(FORM, (title(reader), reader.say("Take in"), reader.say("Cancel")), blocks)


def reading(reader: Reader) -> dict[str, Any]:
    """Say that a table is being read."""
    said = reader.say("Reading the file…")
    return modal(title(reader), Message(said, [rich(words(said))]), reader)


def taken(outcome: Report | BotError, reader: Reader) -> dict[str, Any]:
    """Say what came of a table; or why it cannot be used."""
    if isinstance(outcome, BotError):
        said = outcome.words(reader)
        return modal(title(reader), Message(said, [rich(words(said))]), reader)
    blocks: list[Block] = [rich(words(counts(outcome, reader), bold=True))]
    parts = ("\n".join(part) for part in (_figures(outcome, reader), _faults(outcome, reader)))
    blocks += [rich(words(part)) for part in parts if part]
    return modal(title(reader), Message("", blocks), reader)


def answer(report: Report, reader: Reader) -> dict[str, Any]:
    """Return what came of a table as JSON for a program."""
    return {
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "proposed": [one.figure.name for one in report.figures if one.is_proposed],
        "faults": [
            {
                "row": one.line,
                "column": one.column,
                "error": one.why.problem.words(reader) if isinstance(one.why, Faulty) else one.why.words(reader),
                "cure": one.why.cure.words(reader) if isinstance(one.why, Faulty) else "",
            }
            for one in report.faults[: table_report.MOST_LINES]
        ],
        "faulty": len(report.faults),
        "unused_columns": list(report.unused),
    }


def counts(report: Report, reader: Reader) -> str:
    """Say how many rows there were of each kind."""
    return table_report.counts(report.added, report.changed, report.unchanged, report.faults, reader)


def _figures(report: Report, reader: Reader) -> Iterator[str]:
    yield from table_report.some([_newest(one, reader) for one in report.figures], reader, most=_MOST)


def _newest(one: Newest, reader: Reader) -> str:
    value = f"{reader.number(one.value)} {one.figure.unit}".strip()
    said = reader.say("{figure}, {day}: {value}", figure=one.figure.name, day=reader.day(one.day), value=value)
    told = [said]
    if one.before is not None:
        told.append(reader.say("before: {value}", value=f"{reader.number(one.before)} {one.figure.unit}".strip()))
    if one.percent is not None:
        told.append(reader.say("change: {n} %", n=reader.number(round(one.percent, 1))))
    if one.is_proposed:
        told.append(reader.say("proposed as an idea"))
    return " · ".join(told)


def _faults(report: Report, reader: Reader) -> Iterator[str]:
    yield from table_report.some([table_report.fault(one, reader) for one in report.faults], reader, most=_MOST)
    if report.unused:
        names = reader.quoted([cut(one_line(name), 40) for name in report.unused[:10]])
        yield reader.say("Columns that I do not use: {names}", names=names)
