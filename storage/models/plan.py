"""The plan: posts and other communications with their texts, tasks and times."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, DateTime, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class MainMessage(Record, kw_only=True):
    """The message house: what is to be said in every channel; items of the plan are its versions."""

    __tablename__ = "main_message"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text, default="")
    """The message in one paragraph, and what supports it."""
    owner: Mapped[str] = mapped_column(String(64), default="")
    is_staff_first: Mapped[bool] = mapped_column(default=False)
    """Staff hear it before the public does."""
    embargo_until: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    version: Mapped[int] = mapped_column(default=1)
    """Of its text: an item that has seen an older one is flagged."""


class Series(Record, kw_only=True):
    """Items that come again by a rule; each occurrence is an item of its own."""

    __tablename__ = "series"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    rule: Mapped[str] = mapped_column(String(200))
    """An RRULE (RFC 5545) of local wall time, without COUNT and UNTIL: FREQ=WEEKLY;BYDAY=MO."""
    starts: Mapped[datetime] = mapped_column(DateTime)
    """Local wall time of the first, without a zone."""
    timezone: Mapped[str] = mapped_column(String(64))
    until: Mapped[date] = mapped_column(Date)
    """The last day on which it may come."""
    skips: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """Days (ISO) that were left out."""
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class PlanItem(Record, kw_only=True):
    """One thing that is to be told: a post or another communication; `version` counts every change of what people edit."""

    __tablename__ = "plan_item"
    __table_args__ = (
        UniqueConstraint("series_id", "occurrence"),
        Index("ix_plan_item_due", "due_at", "state"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the form that made it: sent twice it is one item."""
    kind: Mapped[str] = mapped_column(String(12))
    """post, newsletter, page, press, intranet, event, letter, screen."""
    title: Mapped[str] = mapped_column(String(300))
    link: Mapped[str] = mapped_column(String(2000), default="")
    """What it points to."""
    tags: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    campaign: Mapped[str] = mapped_column(String(150), default="", index=True)
    unit: Mapped[str] = mapped_column(String(200), default="")
    owner: Mapped[str] = mapped_column(String(64), default="", index=True)
    deputy: Mapped[str] = mapped_column(String(64), default="", index=True)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    """What only its kind has: name -> value."""
    checks: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """Points of its kind's checklist that are ticked."""
    languages: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """In which it is to be told."""
    local_at: Mapped[datetime | None] = mapped_column(DateTime, default=None)
    """Local wall time when it is to be published, without a zone; None while it has no time."""
    timezone: Mapped[str] = mapped_column(String(64), default="")
    """IANA zone of `local_at`."""
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """`local_at` as a moment, worked out when either changes."""
    ends_at: Mapped[datetime | None] = mapped_column(DateTime, default=None)
    """Local end of an event."""
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id", ondelete="SET NULL"), default=None)
    occurrence: Mapped[datetime | None] = mapped_column(DateTime, default=None)
    """Which of its series it is: the local time that the rule gave it, whatever it was moved to."""
    state: Mapped[str] = mapped_column(String(10), default="draft")
    """draft, ready (what is missing is there and it is approved), posted, missed (held over its time: waits for a
    decision), dropped."""
    text_version: Mapped[int] = mapped_column(default=1)
    """Counts changes of what is to be published: texts, links, pictures, alt texts; approvals are of one of them."""
    approval: Mapped[str] = mapped_column(String(9), default="none")
    """none, optional, required, steps."""
    approval_state: Mapped[str] = mapped_column(String(9), default="")
    """asked, approved, returned; empty when nobody was asked, or a change took it back."""
    message_id: Mapped[int | None] = mapped_column(
        ForeignKey("main_message.id", ondelete="SET NULL"), index=True, default=None
    )
    message_version: Mapped[int] = mapped_column(default=0)
    """The version of its main message that somebody has compared it with."""
    order_why: Mapped[str] = mapped_column(String(500), default="")
    """Why it goes before staff have heard it, or before the embargo ends."""
    order_by: Mapped[str] = mapped_column(String(64), default="")
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"), unique=True, default=None)
    held_by: Mapped[int | None] = mapped_column(ForeignKey("hold.id", ondelete="SET NULL"), index=True, default=None)
    """The hold that keeps it back."""
    posted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True, default=None)
    posted_by: Mapped[str] = mapped_column(String(64), default="")
    posted_link: Mapped[str] = mapped_column(String(2000), default="")
    dropped_why: Mapped[str] = mapped_column(String(500), default="")
    result: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    """reach, clicks, comments: numbers by hand or CSV."""
    is_worth_repeating: Mapped[bool | None] = mapped_column(default=None)
    page_review_on: Mapped[date | None] = mapped_column(Date, default=None)
    """When the page behind it is to be looked at again."""
    made_by: Mapped[str] = mapped_column(String(64), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str] = mapped_column(String(64), default="")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    version: Mapped[int] = mapped_column(default=1)


class PlanAccount(Record, kw_only=True):
    """A social account that an item is for."""

    __tablename__ = "plan_account"

    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("social_account.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class PlanText(Record, kw_only=True):
    """What an item says, in a language; of a network where it says something else there."""

    __tablename__ = "plan_text"

    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id", ondelete="CASCADE"), primary_key=True)
    network: Mapped[str] = mapped_column(String(32), primary_key=True, default="")
    """A key of `bot.networks.NETWORKS`; empty for every network without a text of its own."""
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    text: Mapped[str] = mapped_column(Text, default="")
    title: Mapped[str] = mapped_column(String(300), default="")
    """Subject or headline, for kinds that have one."""


class PlanVersion(Record, kw_only=True):
    """What an item said in a version of its texts, to show what changed."""

    __tablename__ = "plan_version"

    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id", ondelete="CASCADE"), primary_key=True)
    text_version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Names of what people edit -> plain texts."""
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class PlanTask(Record, kw_only=True):
    """Something that has to be done for an item: a photo, a text, a translation."""

    __tablename__ = "plan_task"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the form that made it: sent twice it is one."""
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(12))
    """photo, text, translation, other."""
    note: Mapped[str] = mapped_column(String(300), default="")
    assignee: Mapped[str] = mapped_column(String(64), default="", index=True)
    due_on: Mapped[date | None] = mapped_column(Date, default=None)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    done_by: Mapped[str] = mapped_column(String(64), default="")
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PlanNote(Record, kw_only=True):
    """What reviewers say to each other about an item; it is in no text that can be copied or exported for publishing."""

    __tablename__ = "plan_note"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the form that made it: sent twice it is one."""
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id", ondelete="CASCADE"), index=True)
    by: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(String(3000))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class PlanSettings(Record, kw_only=True):
    """How the plan works, as the desk has chosen; there is one row."""

    __tablename__ = "plan_settings"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    approval: Mapped[str] = mapped_column(String(9), default="optional")
    """What new items have: none, optional, required, steps."""
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default_factory=list)
    """[{"people": [...], "needs": "any"}] of new items."""
    apart_minutes: Mapped[int] = mapped_column(default=60)
    """Two items of one account within so many minutes are warned of."""
    deputy_minutes: Mapped[int] = mapped_column(default=15)
    desk_minutes: Mapped[int] = mapped_column(default=60)
    idea_emoji: Mapped[str] = mapped_column(String(60), default="bulb")
    """The reaction that saves a message as an idea, without colons; empty when none does."""
    version: Mapped[int] = mapped_column(default=1)
