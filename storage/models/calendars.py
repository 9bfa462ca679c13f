"""The year around the plan: outside calendars, notes about days, and the keys to calendar feeds."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class OutsideCalendar(Record, kw_only=True):
    """Days from elsewhere that the plan has to know: council meetings, school terms, campaigns, days of mourning."""

    __tablename__ = "outside_calendar"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(150))
    kind: Mapped[str] = mapped_column(String(10), default="other")
    """council, school, campaign, mourning, other."""
    added_by: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class CalendarDay(Record, kw_only=True):
    """One event of an outside calendar, or a note of the desk about a day (without a calendar)."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("calendar_id", "uid", "starts"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    calendar_id: Mapped[int | None] = mapped_column(ForeignKey("outside_calendar.id", ondelete="CASCADE"), default=None)
    uid: Mapped[str] = mapped_column(String(255), default="")
    kind: Mapped[str] = mapped_column(String(10), default="note")
    """council, school, campaign, mourning, other, note."""
    title: Mapped[str] = mapped_column(String(300))
    starts: Mapped[date] = mapped_column(Date, index=True)
    ends: Mapped[date] = mapped_column(Date)
    """The last day, itself included."""
    begins_at: Mapped[str] = mapped_column(String(5), default="")
    """Local clock time "18:00"; empty for whole days."""
    ends_at: Mapped[str] = mapped_column(String(5), default="")
    """Local clock time on the last day, or in the night after it; empty when nobody said."""
    by: Mapped[str] = mapped_column(String(64), default="")


class CalendarToken(Record, kw_only=True):
    """The key to one view of the plan as a calendar feed; only its hash is kept."""

    __tablename__ = "calendar_token"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[str] = mapped_column(String(64), index=True)
    """Whose it is: it shows what they may see."""
    view: Mapped[str] = mapped_column(String(100))
    """What it holds: all, mine, or a filter as `/some plan` writes it."""
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
