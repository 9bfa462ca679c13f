"""Deliveries from Slack that were seen before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class Delivery(Record, kw_only=True):
    """One delivery by its key (event id, trigger id or signature); without `done_at` it is being worked on or was cut off."""

    __tablename__ = "delivery"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
