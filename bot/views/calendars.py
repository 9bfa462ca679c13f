"""Calendars and notes around the plan, in a window: what is in use, a file to add, a note about days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ConfirmObject, DatePickerElement, SectionBlock
from slack_sdk.models.blocks.block_elements import FileInputElement

from bot.errors import BotError
from bot.plan.outside import KINDS, MOST_TITLE, Known, Note, Taken
from bot.plan.outside import NOTE as A_NOTE
from bot.plan.outside_ics import Read
from bot.views import plan_days
from bot.views.blocks import Message, button, cut, foreign, one_line, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.views.plan_parts import line, menu
from bot.words import Reader
from storage.models import CalendarDay, OutsideCalendar

OPEN, ADD, REMOVE = "calendars.open", "calendars.add", "calendars.remove"
NOTE, FORGET = "calendars.note", "calendars.forget"
FILE_FORM, NOTE_FORM = "calendars.file", "calendars.noted"
WINDOW = "calendars.window"
_SHOWN = 30


def title(reader: Reader) -> str:
    """Name the window and the button that opens it."""
    return reader.say("Calendars")


def window(known: Known, reader: Reader, note: str = "") -> dict[str, Any]:
    """Show the calendars in use, the notes to come, and the ways to add."""
    blocks: list[Block] = [rich(words(note, bold=True))] if note else []
    said = reader.say(
        "Days from elsewhere that the plan shows and warns of: council meetings, school terms, campaigns."
    )
    blocks.append(rich(words(said)))
    for calendar, count in known.calendars[:_SHOWN]:
        blocks.append(_calendar(calendar, count, reader))
    if not known.calendars:
        blocks.append(rich(words(reader.say("No calendar is added yet."), italic=True)))
    if not known.may_read:
        said = reader.say("I may not read files here. Ask an administrator to allow “files:read”.")
        blocks.append(rich(words(said)))
    if known.notes:
        blocks.append(rich(words(reader.say("Notes about days"), bold=True)))
        blocks += [_note(one, reader) for one in known.notes]
    made = [button(reader.say("Add a calendar"), ADD, style="primary")] if known.may_read else []
    made.append(button(reader.say("Note about a day"), NOTE))
    blocks.append(ActionsBlock(block_id="calendars", elements=made))
    return {**modal(title(reader), Message("", blocks), reader), "callback_id": WINDOW}


def file_form(reader: Reader) -> dict[str, Any]:
    """Ask for a calendar's file, its name and what kind of days it holds."""
    element = FileInputElement(action_id=VALUE, filetypes=["ics", "csv", "xlsx"], max_files=1)
    hint = reader.say(
        "A calendar (.ics), or a table with the columns Day and Title, and where known Last day and Time. At most 5 MB."
    )
    names = plan_days.kinds(reader)
    same = reader.say("A calendar of the same name is replaced. Empty: the name in the file.")
    blocks = [
        entry("file", reader.say("File"), element, hint=hint),
        optional("name", reader.say("Name"), line("", 150), hint=same),
        entry("kind", reader.say("What kind of days?"), menu({kind: names[kind] for kind in KINDS}, KINDS[0])),
    ]
    labels = (reader.say("Add a calendar"), reader.say("Add"), reader.say("Cancel"))
    return form_window(FILE_FORM, labels, blocks)


def reading(reader: Reader) -> dict[str, Any]:
    """Say that a file is being read."""
    said = reader.say("Reading the file…")
    return shown(Message(said, [rich(words(said))]), reader)


def taken(outcome: Taken | BotError, reader: Reader) -> Message:
    """Say what became of a file, for its window or for a direct message."""
    said = outcome.words(reader) if isinstance(outcome, BotError) else "\n".join(_outcome(outcome, reader))
    return Message(foreign(said), [rich(words(said))])


def shown(message: Message, reader: Reader) -> dict[str, Any]:
    """Show a message in the window."""
    return modal(title(reader), message, reader)


def note_form(day: date, reader: Reader) -> dict[str, Any]:
    """Ask what a day is, or several."""
    kinds = plan_days.kinds(reader)
    hint = reader.say("A council meeting or a day of mourning warns about items on that day.")
    blocks = [
        entry("starts", reader.say("Day"), DatePickerElement(action_id=VALUE, initial_date=day.isoformat())),
        optional("ends", reader.say("Last day"), DatePickerElement(action_id=VALUE)),
        entry("kind", reader.say("What kind of day?"), menu(kinds, A_NOTE), hint=hint),
        entry("title", reader.say("What is it?"), line("", MOST_TITLE)),
    ]
    labels = (reader.say("Note about a day"), reader.say("Save"), reader.say("Cancel"))
    return form_window(NOTE_FORM, labels, blocks)


def note_from(values: dict[str, Any]) -> Note:
    """Return what stands in a sent form."""
    starts, ends = (date.fromisoformat(values[name]) if values.get(name) else None for name in ("starts", "ends"))
    return Note(str(values.get("title") or ""), starts, ends, str(values.get("kind") or A_NOTE))


def noted(reader: Reader) -> str:
    """Say that a note is written."""
    return reader.say("Saved. It stands in the plan on that day.")


def _calendar(calendar: OutsideCalendar, count: int, reader: Reader) -> SectionBlock:
    events = reader.count("{n} event", "{n} events", count)
    kind = plan_days.kinds(reader).get(calendar.kind, calendar.kind)
    added = reader.say("added {day}", day=reader.day(calendar.added_at.date()))
    said = f"{cut(one_line(calendar.name), 150)}\n{kind} · {events} · {added}"
    remove = button(reader.say("Remove"), REMOVE, value=str(calendar.id))
    gone = reader.count(
        "“{name}” and its {n} marked day go from the plan.", "“{name}” and its {n} marked days go from the plan.", count,
        name=cut(one_line(calendar.name), 100),
    )  # fmt: skip
    remove.confirm = ConfirmObject(
        title=plain(reader.say("Remove this calendar?"), 100),
        text=plain(gone, 300),
        confirm=plain(reader.say("Remove"), 30),
        deny=plain(reader.say("Keep it"), 30),
        style="danger",
    )
    return SectionBlock(text=plain(said, 500), block_id=f"calendar:{calendar.id}", accessory=remove)


def _note(note: CalendarDay, reader: Reader) -> SectionBlock:
    days = reader.day(note.starts) if note.starts == note.ends else _span(note, reader)
    kind = plan_days.kinds(reader).get(note.kind, note.kind)
    forget = button(reader.say("Remove"), FORGET, value=str(note.id))
    said = f"{days} · {kind}\n{cut(one_line(note.title), 300)}"
    return SectionBlock(text=plain(said, 500), block_id=f"day_note:{note.id}", accessory=forget)


def _span(note: CalendarDay, reader: Reader) -> str:
    return f"{reader.day(note.starts)} – {reader.day(note.ends)}"


def _outcome(outcome: Taken, reader: Reader) -> Iterator[str]:
    events = len(outcome.read.days)
    if outcome.is_newer:
        yield reader.count(
            "“{name}” is replaced: {n} event.", "“{name}” is replaced: {n} events.", events, name=outcome.name
        )
    else:
        yield reader.count("“{name}” is added: {n} event.", "“{name}” is added: {n} events.", events, name=outcome.name)
    yield from _left_out(outcome.read, reader)
    yield reader.say("You see the days with “/some plan”.")


def _left_out(read: Read, reader: Reader) -> Iterator[str]:
    if read.cancelled:
        yield reader.count("{n} cancelled event is left out.", "{n} cancelled events are left out.", read.cancelled)
    if read.outside:
        yield reader.count(
            "{n} event of another time is left out.", "{n} events of another time are left out.", read.outside
        )
    if read.faulty:
        yield reader.count("{n} event cannot be read.", "{n} events cannot be read.", read.faulty)
    if read.not_understood:
        yield reader.count(
            "Of {n} recurring event only the first day is taken: I do not understand its rule.",
            "Of {n} recurring events only the first day is taken: I do not understand their rules.",
            read.not_understood,
        )
