"""Mentions: what is said about the organisation in public. One story is one mention, in however many sources it stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class Mention(Record, kw_only=True):
    """One story and what the desk does about it; `version` counts the changes of its state."""

    __tablename__ = "mention"
    __table_args__ = (
        Index(
            "ix_mention_due",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL AND ended_at IS NULL"),
            postgresql_where=text("due_at IS NOT NULL AND ended_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    origin: Mapped[str] = mapped_column(String(8), default="feed")
    """feed, hand (somebody entered it), tip."""
    title: Mapped[str] = mapped_column(String(500), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    """The beginning of what it says."""
    link: Mapped[str] = mapped_column(String(2000), default="")
    author: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(String(200), default="")
    """Who published it first as far as we saw: a feed's name, a publisher, a domain."""
    language: Mapped[str] = mapped_column(String(8), default="")
    kind: Mapped[str] = mapped_column(String(16), default="")
    """The source type of its first feed."""
    severity: Mapped[str] = mapped_column(String(8), default="normal")
    signals: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """The signal words that raised its severity, as they stand in the text."""
    state: Mapped[str] = mapped_column(String(16), default="new")
    """new, claimed, answered, no_action, escalated (raised for discussion), closed (not ours), joined (told by another one)."""
    muted_by: Mapped[int | None] = mapped_column(ForeignKey("mute.id", ondelete="SET NULL"), index=True, default=None)
    """The mute that keeps it from being told."""
    handler: Mapped[str] = mapped_column(String(64), default="")
    tone: Mapped[str] = mapped_column(String(8), default="")
    """As the handler labels it: praise, neutral, question, critical; empty while nobody has."""
    answer_link: Mapped[str] = mapped_column(String(2000), default="")
    reason: Mapped[str] = mapped_column(String(500), default="")
    """Why no reply is needed, or why it is not ours."""
    entered_by: Mapped[str] = mapped_column(String(64), default="")
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    developed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it was last seen in another source."""
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """When it was answered, or needed nothing more; None while it is open."""
    reopened_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    snoozed_until: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    snoozed_by: Mapped[str] = mapped_column(String(64), default="")
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """The response clock: by then somebody has answered."""
    remind_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True, default=None)
    """When the next reminder is due: before it is late, or when a snooze ends; None when there is none to come."""
    version: Mapped[int] = mapped_column(default=1)


class Sighting(Record, kw_only=True):
    """One place in which a story was seen: an item of a feed, something entered by hand, or a tip."""

    __tablename__ = "sighting"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    mention_id: Mapped[int] = mapped_column(ForeignKey("mention.id", ondelete="CASCADE"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="SET NULL"), unique=True, default=None)
    feed_id: Mapped[int | None] = mapped_column(ForeignKey("feed.id", ondelete="SET NULL"), index=True, default=None)
    link: Mapped[str] = mapped_column(String(2000), default="")
    link_key: Mapped[str] = mapped_column(String(64), index=True, default="")
    title: Mapped[str] = mapped_column(String(500), default="")
    lead: Mapped[str] = mapped_column(String(600), default="")
    """The beginning of the text, by which the next telling is recognised."""
    language: Mapped[str] = mapped_column(String(8), default="")
    source: Mapped[str] = mapped_column(String(200), default="")
    author: Mapped[str] = mapped_column(String(200), default="")
    tipped_by: Mapped[str] = mapped_column(String(64), default="")
    joined_from: Mapped[int | None] = mapped_column(index=True, default=None)
    """The mention that had it before that one joined this one."""
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Joining(Record, kw_only=True):
    """A mention that turned out to tell the story of another one. Who parts them again keeps them apart for good."""

    __tablename__ = "mention_joining"

    mention_id: Mapped[int] = mapped_column(
        ForeignKey("mention.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    into_id: Mapped[int] = mapped_column(ForeignKey("mention.id", ondelete="CASCADE"), index=True)
    """The one that goes on. It has joined none itself."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    parted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class RuleHit(Record, kw_only=True):
    """Why a story is a mention: a rule, and the words that it was hit by."""

    __tablename__ = "rule_hit"
    __table_args__ = (UniqueConstraint("sighting_id", "rule_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    mention_id: Mapped[int] = mapped_column(ForeignKey("mention.id", ondelete="CASCADE"), index=True)
    sighting_id: Mapped[int] = mapped_column(ForeignKey("sighting.id", ondelete="CASCADE"))
    rule_id: Mapped[int] = mapped_column(ForeignKey("rule.id", ondelete="CASCADE"), index=True)
    words: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """As they stand in the text."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Digest(Record, kw_only=True):
    """Several mentions in one message: the morning brief, an hourly, daily or weekly digest, or what was too much for cards."""

    __tablename__ = "digest"
    __table_args__ = (
        Index(
            "uq_digest_open",
            "kind",
            "place",
            "rule_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(
            "ix_digest_due",
            "due_at",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[str] = mapped_column(String(8))
    """brief, hourly, daily, weekly, flood."""
    place: Mapped[str] = mapped_column(String(64))
    rule_id: Mapped[int] = mapped_column(default=0)
    """Whose digest it is; 0 for a brief and a flood, which are of a place."""
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it is shown and takes nothing more; a flood is shown at once and takes more until then."""
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class DigestItem(Record, kw_only=True):
    """A mention that stands in a digest."""

    __tablename__ = "digest_item"

    digest_id: Mapped[int] = mapped_column(ForeignKey("digest.id", ondelete="CASCADE"), primary_key=True)
    mention_id: Mapped[int] = mapped_column(ForeignKey("mention.id", ondelete="CASCADE"), primary_key=True, index=True)


class MentionNote(Record, kw_only=True):
    """Something that a mention makes somebody say elsewhere: a discussion, praise passed on, a reminder, a line in its thread."""

    __tablename__ = "mention_note"
    __table_args__ = (
        UniqueConstraint("mention_id", "what", "place", "round"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    mention_id: Mapped[int] = mapped_column(ForeignKey("mention.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(12))
    """discussion, praise, reminder (before it is late), late, returned (a snooze is over), reopened, taken (over from
    somebody), duty (a crisis at night)."""
    place: Mapped[str] = mapped_column(String(64))
    """Channel or person."""
    round: Mapped[int] = mapped_column(default=0)
    """Tells a second one of a kind from the first; the same round twice is one note."""
    text: Mapped[str] = mapped_column(String(1000), default="")
    """What the person who raised it or passed it on wrote."""
    by: Mapped[str] = mapped_column(String(64), default="")
    whom: Mapped[str] = mapped_column(String(64), default="")
    """The person whom a line in the thread is for; empty when it is for whoever reads it."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Spike(Record, kw_only=True):
    """An hour in which far more was said than is usual."""

    __tablename__ = "spike"
    __table_args__ = (UniqueConstraint("rule_id", "hour"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    rule_id: Mapped[int] = mapped_column(default=0)
    """The rule whose hits rose; 0 for everything."""
    hour: Mapped[datetime] = mapped_column(UtcDateTime)
    """When the hour began."""
    place: Mapped[str] = mapped_column(String(64))
    seen: Mapped[int]
    usual: Mapped[float]
    """The mean of the same hour and weekday kind before."""
    spread: Mapped[float] = mapped_column(default=0.0)
    words: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """Words that tell this hour from others."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class WeeklyReport(Record, kw_only=True):
    """A week of mentions in figures, as they stood when it was made."""

    __tablename__ = "weekly_report"
    __table_args__ = (UniqueConstraint("week", "place"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    week: Mapped[date] = mapped_column(Date)
    """Its Monday."""
    place: Mapped[str] = mapped_column(String(64))
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
