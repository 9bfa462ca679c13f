"""Cards and places: what is to be visible in Slack, where, and how far Slack has got.

A place is a queue of its own: it carries the lease, the pace and the hold of everything that is shown there,
so order and pace per place are the shape of the data and not a rule to remember.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class Place(Record, kw_only=True):
    """Somewhere in Slack where cards are shown: a channel (C or G id) or a person (U id, meaning their direct messages)."""

    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    address: Mapped[str] = mapped_column(String(64), unique=True)
    channel: Mapped[str | None] = mapped_column(String(64), default=None)
    """The channel id Slack answered with; for a person it is known only after the first message."""
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    """Nothing is sent here before this moment: the pace, a Retry-After, or the next try of a blocked place."""
    lease_owner: Mapped[str | None] = mapped_column(String(64), default=None)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class Card(Record, kw_only=True):
    """One record's visible message in one place; `wanted` counts what was asked for, `shown` what Slack has."""

    __tablename__ = "card"
    __table_args__ = (
        UniqueConstraint("kind", "record_id", "place_id"),
        Index(
            "ix_card_waiting",
            "place_id",
            "asked_at",
            sqlite_where=text("wanted > shown AND dead_at IS NULL"),
            postgresql_where=text("wanted > shown AND dead_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[str] = mapped_column(String(32))
    record_id: Mapped[int]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    thread_of: Mapped[int | None] = mapped_column(ForeignKey("card.id"), default=None)
    """The card in whose thread this one stands, in the same place."""
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Travels in the message's metadata; by it a message is found again after a crash."""
    asked_by: Mapped[str | None] = mapped_column(String(64), default=None)
    """Who is told when the card cannot be shown."""
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    wanted: Mapped[int] = mapped_column(default=1)
    shown: Mapped[int] = mapped_column(default=0)
    ts: Mapped[str | None] = mapped_column(String(32), default=None)
    attempts: Mapped[int] = mapped_column(default=0)
    posting_since: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """Set before a first post leaves; still set at the next try means that Slack may have the message already."""
    short_form: Mapped[bool] = mapped_column(default=False)
    """Slack refused the blocks: send the plain text alone."""
    without_metadata: Mapped[bool] = mapped_column(default=False)
    dead_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """Somebody deleted the message in Slack; it is not made again unless a person asks."""
    last_error: Mapped[str | None] = mapped_column(String(200), default=None)


class Blockage(Record, kw_only=True):
    """A stretch of time in which a place refused messages (archived, bot not a member, person deactivated)."""

    __tablename__ = "blockage"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    reason: Mapped[str] = mapped_column(String(64))
    """Slack's error name."""
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    moved_to: Mapped[str | None] = mapped_column(String(64), default=None)
    """The address to which somebody sent what waited."""
