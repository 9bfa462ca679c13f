"""Replies in public that are approved first: an item of the plan without a time, and the mention that it answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class PlanReply(Record, kw_only=True):
    """What an item of the kind "reply" answers, and where; of a mention one at a time is open."""

    __tablename__ = "plan_reply"
    __table_args__ = (
        Index(
            "uq_plan_reply_open",
            "mention_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    item_id: Mapped[int] = mapped_column(
        ForeignKey("plan_item.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    mention_id: Mapped[int] = mapped_column(ForeignKey("mention.id", ondelete="CASCADE"), index=True)
    network: Mapped[str] = mapped_column(String(32), default="")
    """A key of `bot.networks.NETWORKS`; empty when nobody has said."""
    language: Mapped[str] = mapped_column(String(2))
    note: Mapped[str] = mapped_column(String(1000), default="")
    """What its writer says to those who approve it; it is never published."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """When it was published or given up; None while it is written and approved."""
