"""Work that comes up again and again and that only one process does at a time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class Chore(Record, kw_only=True):
    """A chore by its name: when it may be done next, and how far whoever did it last has come."""

    __tablename__ = "chore"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    """Nobody begins before this moment: the next time, the end of somebody's lease, or a Retry-After."""
    reached: Mapped[str] = mapped_column(Text, default="")
    """Where to go on, in the chore's own words (Slack's cursor); empty at the beginning."""
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """When it was last done to the end."""
