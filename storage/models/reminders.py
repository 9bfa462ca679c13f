"""What people are reminded of and when, and what holds it back."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Date, DateTime, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class Hold(Record, kw_only=True):
    """Nothing goes out: everywhere, on some networks, or from some accounts, until somebody ends it."""

    __tablename__ = "hold"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    scope: Mapped[str] = mapped_column(String(8))
    """all, networks, accounts."""
    networks: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    accounts: Mapped[list[int]] = mapped_column(JSON, default_factory=list)
    reason: Mapped[str] = mapped_column(String(500))
    begun_by: Mapped[str] = mapped_column(String(64))
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[str] = mapped_column(String(64), default="")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True, default=None)


class Reminder(Record, kw_only=True):
    """One occurrence of something that somebody is reminded of; its key is unique, so it is said once whatever the clock does."""

    __tablename__ = "reminder"
    __table_args__ = (
        Index(
            "ix_reminder_due",
            "due_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    """Rule, subject and local time: "now:item12:2026-11-24T09:00"; a series is its own subject."""
    rule: Mapped[str] = mapped_column(String(10))
    """day, hour, now, deputy (15 minutes overdue), desk (60 minutes), snoozed, task, result, review."""
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("plan_item.id", ondelete="CASCADE"), index=True, default=None
    )
    task_id: Mapped[int | None] = mapped_column(
        ForeignKey("plan_task.id", ondelete="CASCADE"), index=True, default=None
    )
    series_id: Mapped[int | None] = mapped_column(
        ForeignKey("series.id", ondelete="SET NULL"), index=True, default=None
    )
    user_id: Mapped[str] = mapped_column(String(64), index=True)
    """Whom it is for; who really got it stands in `told`."""
    told: Mapped[str] = mapped_column(String(64), default="")
    why_other: Mapped[str] = mapped_column(String(10), default="")
    """Why somebody else got it: gone (their account has ended), away, late (overdue), handed (over)."""
    local_at: Mapped[datetime] = mapped_column(DateTime)
    """Local wall time, without a zone, that the rule gives."""
    timezone: Mapped[str] = mapped_column(String(64))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it is said: `local_at` as a moment, moved where working hours ask for it."""
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    """waiting, said, digest (too late for a message of its own), missed (a newer one of its series stands for it), held,
    done, dropped (its reason is gone)."""
    is_late: Mapped[bool] = mapped_column(default=False)
    said_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True, default=None)
    outcome: Mapped[str] = mapped_column(String(8), default="")
    """What its reader did: posted, snoozed, handed, declined, dropped."""


class ReminderDigest(Record, kw_only=True):
    """Reminders that passed while the bot was down, in one message for one person."""

    __tablename__ = "reminder_digest"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[str] = mapped_column(String(64), index=True)
    reminders: Mapped[list[int]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class DeskList(Record, kw_only=True):
    """What is overdue or waits for a decision on a day: one quiet message in the desk's channel, edited in place."""

    __tablename__ = "desk_list"
    __table_args__ = (UniqueConstraint("day"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    day: Mapped[date] = mapped_column(Date)
    place: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
