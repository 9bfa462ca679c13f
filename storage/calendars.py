"""The queries about the year around the plan: outside calendars, what their days are, and the desk's notes about days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from storage.models import CalendarDay, OutsideCalendar


def between(session: Session, first: date, last: date) -> Sequence[CalendarDay]:
    """Return what falls on days from `first` to `last`, both included, of calendars that are not removed; one statement."""
    query = (
        select(CalendarDay)
        .outerjoin(OutsideCalendar, OutsideCalendar.id == CalendarDay.calendar_id)
        .where(CalendarDay.starts <= last, CalendarDay.ends >= first)
        .where(or_(CalendarDay.calendar_id.is_(None), OutsideCalendar.removed_at.is_(None)))
    )
    return session.scalars(query.order_by(CalendarDay.starts, CalendarDay.begins_at, CalendarDay.id)).all()


def calendars(session: Session) -> list[tuple[OutsideCalendar, int]]:
    """Return the outside calendars that are in use, by name, and how many events each has."""
    query = (
        select(OutsideCalendar, func.count(CalendarDay.id))
        .outerjoin(CalendarDay, CalendarDay.calendar_id == OutsideCalendar.id)
        .where(OutsideCalendar.removed_at.is_(None))
        .group_by(OutsideCalendar.id)
        .order_by(OutsideCalendar.name, OutsideCalendar.id)
    )
    return [(calendar, count) for calendar, count in session.execute(query)]


def locked(session: Session, calendar_id: int) -> OutsideCalendar | None:
    """Return an outside calendar as it is now and hold it until the transaction ends."""
    return session.get(OutsideCalendar, calendar_id, with_for_update=True, populate_existing=True)


def named(session: Session, name: str) -> OutsideCalendar | None:
    """Return and hold the outside calendar in use that is called so, whatever its letters' size."""
    query = select(OutsideCalendar).where(OutsideCalendar.removed_at.is_(None)).with_for_update()
    wanted = name.casefold()
    return next((one for one in session.scalars(query) if one.name.casefold() == wanted), None)


def put_days(session: Session, calendar_id: int, days: Iterable[CalendarDay]) -> None:
    """Let an outside calendar have these events and no others."""
    forget_days(session, calendar_id)
    session.add_all(days)
    session.flush()


def forget_days(session: Session, calendar_id: int) -> None:
    """Delete the events of an outside calendar."""
    session.execute(delete(CalendarDay).where(CalendarDay.calendar_id == calendar_id))


def notes(session: Session, since: date, most: int) -> Sequence[CalendarDay]:
    """Return the desk's own notes about days that are not over on a day, the next first."""
    query = select(CalendarDay).where(CalendarDay.calendar_id.is_(None), CalendarDay.ends >= since)
    return session.scalars(query.order_by(CalendarDay.starts, CalendarDay.id).limit(most)).all()


def note(session: Session, note_id: int) -> CalendarDay | None:
    """Return a note of the desk about days and hold it; None for what is part of an outside calendar."""
    found = session.get(CalendarDay, note_id, with_for_update=True)
    return found if found is not None and found.calendar_id is None else None
