"""Duties whose holder is gone: said once to those who can give them to somebody else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class Orphan(Record, kw_only=True):
    """A stretch of time in which somebody with duties is gone or long absent; at most one is open for a person."""

    __tablename__ = "orphan"
    __table_args__ = (
        Index(
            "uq_orphan_open",
            "user_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[str] = mapped_column(String(64))
    """The Slack user who has the duties."""
    reason: Mapped[str] = mapped_column(String(16))
    """deactivated (in Slack), gone (from the HR feed), absent (for long)."""
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
