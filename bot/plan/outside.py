"""Outside calendars and notes about days: a file taken in, replaced by a newer one of its name, removed. Calls Slack.

What reads a file returns its error instead of raising it, since it is for the background.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from sqlalchemy.orm import Session

from bot import audit, chores, slack_files
from bot.audit import Act
from bot.channels_draft import check_length
from bot.errors import BotError, Conflict, Invalid, NotFound
from bot.people import Asker
from bot.plan import outside_csv, outside_ics
from bot.plan.outside_ics import Dated, Read, Window
from bot.roles import Role, require
from bot.slack_files import File
from bot.timing import wall
from bot.views.blocks import clean, cut, one_line
from storage import calendars
from storage.models import CalendarDay, OutsideCalendar

if TYPE_CHECKING:
    from bot.services import Services

KINDS: Final = ("council", "school", "campaign", "mourning", "other")
NOTE: Final = "note"
MOST_BYTES: Final = 5_000_000
MOST_TITLE: Final = 300
_MOST_NAME: Final = 150
_MOST_NOTES: Final = 20
_BEFORE, _AFTER = timedelta(days=31), timedelta(days=500)
"""The days around today that are taken from a file; a newer file brings later ones."""
_LONGEST_NOTE = timedelta(days=366)
_CHORE: Final = "import of calendars"
_LEASE: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Known:
    """The calendars in use with how many events each has, the notes to come, and whether files may be read here."""

    calendars: Sequence[tuple[OutsideCalendar, int]]
    notes: Sequence[CalendarDay]
    today: date
    may_read: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken: the calendar's name, what the file held, and whether it took the place of an older one."""

    name: str
    read: Read
    is_newer: bool


@dataclass(frozen=True, slots=True)
class Note:
    """What the desk writes about days; one day where `ends` is None."""

    title: str
    starts: date | None
    ends: date | None = None
    kind: str = NOTE


def known(services: Services, *, by: Asker) -> Known:
    """Return the calendars and notes. Managers only."""
    require(by.role, Role.MANAGER)
    today = wall.local(services.now(), services.settings.timezone).date()
    with services.database.read() as session:
        return Known(
            calendars.calendars(session),
            calendars.notes(session, today, _MOST_NOTES),
            today,
            slack_files.may_read(services),
        )


def take(services: Services, file_id: str, name: str, kind: str, *, by: Asker) -> Taken | BotError:
    """Take an uploaded calendar; one of the same name is replaced. One at a time in the whole house. Managers only."""
    try:
        require(by.role, Role.MANAGER)
        if kind not in KINDS:
            raise Invalid("Choose what kind of days these are.", field="kind")
        file = slack_files.read(services, file_id, MOST_BYTES, instead="–")
        found, title = read(services, file), one_line(name)
        return _taken(services, found, cut(title or found.name or PurePath(file.name).stem, _MOST_NAME), kind, by)
    except BotError as error:
        return error


def read(services: Services, file: File) -> Read:
    """Return what a calendar file holds, as far as it is of the time around now. Raises Invalid (field "file")."""
    if len(file.content) > MOST_BYTES:
        raise Invalid("The file is larger than {most} MB. Export a shorter time.", field="file", most=5)
    zone = services.settings.timezone
    today = wall.local(services.now(), zone).date()
    window = Window(today - _BEFORE, today + _AFTER, zone)
    if outside_ics.is_calendar(file.content) or file.name.casefold().endswith(".ics"):
        return outside_ics.read(file.content, window)
    return outside_csv.read(file.content, file.name, window)


def remove(services: Services, calendar_id: int, *, by: Asker) -> None:
    """Remove a calendar with all its days. Managers only; twice changes nothing."""
    require(by.role, Role.MANAGER)
    now = services.now()
    with services.database.begin() as session:
        found = calendars.locked(session, calendar_id)
        if found is None or found.removed_at is not None:
            return
        found.removed_at = now
        calendars.forget_days(session, found.id)
        act = Act(by.id, "calendar.removed", f"calendar:{found.id}")
        audit.note(session, now, act, before={"name": found.name, "kind": found.kind})


def add_note(services: Services, note: Note, *, by: Asker) -> None:
    """Write a note about a day, or about several. Managers only; raises Invalid with the field."""
    require(by.role, Role.MANAGER)
    title, starts, now = one_line(clean(note.title)), note.starts, services.now()
    if not title:
        raise Invalid("Write what the day is.", field="title")
    check_length(title, MOST_TITLE, "title")
    if starts is None:
        raise Invalid("Choose a day.", field="starts")
    ends = note.ends or starts
    if ends < starts:
        raise Invalid("The last day is before the first one.", field="ends")
    if ends - starts > _LONGEST_NOTE:
        raise Invalid("A note can be about a year at most.", field="ends")
    if note.kind not in (NOTE, *KINDS):
        raise Invalid("Choose what kind of day it is.", field="kind")
    with services.database.begin() as session:
        row = CalendarDay(kind=note.kind, title=title, starts=starts, ends=ends, by=by.id)
        session.add(row)
        session.flush()
        after = {"kind": note.kind, "starts": starts.isoformat(), "ends": ends.isoformat()}
        audit.note(session, now, Act(by.id, "day.noted", f"day:{row.id}"), after=after)


def remove_note(services: Services, note_id: int, *, by: Asker) -> None:
    """Delete a note about days. Managers only; raises NotFound when it is gone."""
    require(by.role, Role.MANAGER)
    now = services.now()
    with services.database.begin() as session:
        found = calendars.note(session, note_id)
        if found is None:
            raise NotFound("This note is gone already.")
        before = {"kind": found.kind, "starts": found.starts.isoformat(), "ends": found.ends.isoformat()}
        session.delete(found)
        audit.note(session, now, Act(by.id, "day.note_removed", f"day:{note_id}"), before=before)


def _taken(services: Services, found: Read, name: str, kind: str, by: Asker) -> Taken:
    """Write a calendar while nobody else writes one: two of the same name would both be new."""
    if not found.days:
        raise Invalid("The file holds no events of the time to come, so nothing is changed.", field="file")
    mine = chores.take(services, _CHORE, _LEASE)
    if mine is None:
        raise Conflict("Somebody else is adding a calendar just now. Wait a moment, then send the file again.")
    try:
        now = services.now()
        with services.database.begin() as session:
            is_newer = _write(session, found, OutsideCalendar(name=name, kind=kind, added_by=by.id, added_at=now), now)
        return Taken(name, found, is_newer)
    finally:
        chores.give_back(services, mine)


def _write(session: Session, found: Read, wanted: OutsideCalendar, now: datetime) -> bool:
    standing = calendars.named(session, wanted.name)
    row = standing or wanted
    if standing is None:
        session.add(row)
        session.flush()
    row.kind, row.added_by, row.added_at = wanted.kind, wanted.added_by, wanted.added_at
    calendars.put_days(session, row.id, [_day(one, row) for one in _each_once(found.days)])
    what = "calendar.replaced" if standing else "calendar.added"
    after = {"name": row.name, "kind": row.kind, "events": len(found.days)}
    audit.note(session, now, Act(wanted.added_by, what, f"calendar:{row.id}"), after=after)
    return standing is not None


def _each_once(days: Sequence[Dated]) -> list[Dated]:
    """Return events each once: some systems write one twice. An event without a uid is known by its title."""
    return list({(one.uid or f"{one.title} {one.begins_at}"[:255], one.starts): one for one in days}.values())


def _day(one: Dated, row: OutsideCalendar) -> CalendarDay:
    return CalendarDay(
        calendar_id=row.id,
        uid=one.uid or f"{one.title} {one.begins_at}"[:255],
        kind=row.kind,
        title=one.title,
        starts=one.starts,
        ends=one.ends,
        begins_at=one.begins_at,
        ends_at=one.ends_at,
    )
