"""Approving what is to be published: whose word is needed, what was decided, and who was asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class ApprovalStep(Record, kw_only=True):
    """Who has to approve an item, and when: steps come one after the other."""

    __tablename__ = "approval_step"
    __table_args__ = (UniqueConstraint("item_id", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column()
    """From 1."""
    people: Mapped[list[str]] = mapped_column(JSON)
    """Slack user ids; their deputies stand in while they are away."""
    needs: Mapped[str] = mapped_column(String(3), default="any")
    """any, all."""


class Decision(Record, kw_only=True):
    """What somebody decided about a version of an item's texts."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("item_id", "text_version", "number", "by"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id", ondelete="CASCADE"), index=True)
    text_version: Mapped[int] = mapped_column()
    number: Mapped[int] = mapped_column(default=1)
    """Of the step."""
    by: Mapped[str] = mapped_column(String(64))
    instead_of: Mapped[str] = mapped_column(String(64), default="")
    """For whom they stood in."""
    what: Mapped[str] = mapped_column(String(9))
    """approved, returned."""
    comment: Mapped[str] = mapped_column(String(2000), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ApprovalAsk(Record, kw_only=True):
    """That somebody is asked to approve an item: one direct message, edited until the end."""

    __tablename__ = "approval_ask"
    __table_args__ = (UniqueConstraint("item_id", "user_id", "round"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(String(64), index=True)
    number: Mapped[int] = mapped_column(default=1)
    """Of the step."""
    round: Mapped[int] = mapped_column(default=1)
    """Counts how often they were asked about the item: an edited message rings for nobody."""
    text_version: Mapped[int] = mapped_column()
    """Which they were shown."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
