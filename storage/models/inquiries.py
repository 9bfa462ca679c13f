"""Questions put to experts: an inquiry is what somebody wants to know, a ping is one expert asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class Inquiry(Record, kw_only=True):
    """What somebody asks the experts, until it is solved or they stop."""

    __tablename__ = "inquiry"
    # Old inquiries are deleted, and their cards and audit entries must never come to mean others.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    """Made when the form is opened: the same form sent twice is one inquiry."""
    asked_by: Mapped[str] = mapped_column(String(64), index=True)
    question: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(String(1000), default="")
    """Permalink of the message it is about; empty when it came from a search."""
    state: Mapped[str] = mapped_column(String(16), default="asked")
    """asked (somebody has it), moving (nobody has it, the next in line is looked for), choosing (the asker decides),
    answered, solved, stopped; circle (it belongs to an open question to a circle, which decides and has the answers)."""
    moves_on: Mapped[bool] = mapped_column(default=False)
    """The asker agreed beforehand that the next in line is asked when somebody declines or is silent."""
    next_id: Mapped[int | None] = mapped_column(ForeignKey("profile.id", ondelete="SET NULL"), index=True, default=None)
    """Who is offered to the asker while they decide."""
    answered_by: Mapped[int | None] = mapped_column(
        ForeignKey("profile.id", ondelete="SET NULL"), index=True, default=None
    )
    """Whose answer the asker accepted; the answers stand at the pings."""
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True, default=None)


class Ping(Record, kw_only=True):
    """One expert asked, by one direct message that is edited in place."""

    __tablename__ = "ping"
    __table_args__ = (
        UniqueConstraint("inquiry_id", "profile_id"),
        Index("ix_ping_profile_id_sent_at", "profile_id", "sent_at"),
        Index(
            "ix_ping_due",
            "due_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    inquiry_id: Mapped[int] = mapped_column(ForeignKey("inquiry.id", ondelete="CASCADE"))
    profile_id: Mapped[int] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(String(64))
    """The expert in Slack."""
    state: Mapped[str] = mapped_column(String(16), default="waiting")
    """waiting, answered, declined (not me, or out of reach), later (not now), silent, withdrawn (needed no more)."""
    suggested: Mapped[str] = mapped_column(String(64), default="")
    """Slack user id of whom the expert names instead."""
    answer: Mapped[str] = mapped_column(Text, default="")
    may_be_kept: Mapped[bool] = mapped_column(default=False)
    """The expert agrees that the answer goes towards the answer bank."""
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """From then on the expert counts as silent: working hours in their own time zone are counted."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """When the expert answered, or was waited for no more."""
