"""Questions to colleagues: what somebody asks a circle, what colleagues answer in its thread, and who heard the end."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class Question(Record, kw_only=True):
    """What somebody asks a circle of colleagues, until it is solved or closed; its card and thread stand in a channel."""

    __tablename__ = "question"
    __table_args__ = (
        Index(
            "ix_question_next_at",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    """Made when the form is opened: the same form sent twice is one question."""
    asked_by: Mapped[str] = mapped_column(String(64), index=True)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2), default="")
    """Of the question, as far as it can be told."""
    answer_language: Mapped[str] = mapped_column(String(2), default="")
    """In which the public answer is to be given."""
    circle: Mapped[str] = mapped_column(String(8))
    """house, unit, desk, channel (one that the asker chose), experts (nobody but those)."""
    place: Mapped[str] = mapped_column(String(64), default="", index=True)
    """The channel with its card and thread; empty for experts only."""
    is_closed_circle: Mapped[bool] = mapped_column(default=False)
    """Its channel is private: nothing of it is found, counted or exported for others."""
    left_closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """When it went on from a closed circle to another place: what was answered until then is for its asker alone."""
    closed_rooms: Mapped[str] = mapped_column(Text, default="")
    """The channels of those circles, a space after each: what is answered there is for its asker ever after."""
    why: Mapped[str] = mapped_column(String(500), default="")
    public_link: Mapped[str] = mapped_column(String(2000), default="")
    """Of what somebody asked in public."""
    origin: Mapped[str] = mapped_column(String(1000), default="")
    """Permalink of the message in Slack that it is about."""
    mention_id: Mapped[int | None] = mapped_column(
        ForeignKey("mention.id", ondelete="SET NULL"), index=True, default=None
    )
    inquiry_id: Mapped[int | None] = mapped_column(
        ForeignKey("inquiry.id", ondelete="SET NULL"), unique=True, default=None
    )
    """Through which experts are asked; that inquiry has no card for the asker: its answers come here."""
    state: Mapped[str] = mapped_column(String(8), default="open")
    """open, solved, closed (needed no more), removed (taken back by its asker or the desk)."""
    solution: Mapped[str] = mapped_column(Text, default="")
    """What the asker or the desk accepted, as they merged it."""
    solved_by: Mapped[str] = mapped_column(String(64), default="")
    reply_link: Mapped[str] = mapped_column(String(2000), default="")
    """Of the public reply."""
    reply_language: Mapped[str] = mapped_column(String(2), default="")
    replied_by: Mapped[str] = mapped_column(String(64), default="")
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    needed_by: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """When the clock looks at it next: at half time, at the deadline; None when there is nothing to look for."""
    nudged_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    is_due: Mapped[bool] = mapped_column(default=False)
    """The deadline is over without a solution and the asker decides: widen, extend, close."""
    is_reworded: Mapped[bool] = mapped_column(default=False)
    """Its words were changed after an answer was accepted, which stands as it was."""
    version: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True, default=None)


class Contribution(Record, kw_only=True):
    """What one colleague answered: in the thread, by the button, or an expert in their direct messages."""

    __tablename__ = "contribution"
    __table_args__ = (UniqueConstraint("channel", "ts"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), index=True)
    by: Mapped[str] = mapped_column(String(64), index=True)
    text: Mapped[str] = mapped_column(Text, default="")
    """Empty once it was deleted."""
    source: Mapped[str] = mapped_column(String(8))
    """thread, form, direct (an expert's), message (added by the shortcut)."""
    channel: Mapped[str | None] = mapped_column(String(64), default=None)
    ts: Mapped[str | None] = mapped_column(String(32), default=None)
    """The message in Slack that it is; None when it came by a form."""
    key: Mapped[str | None] = mapped_column(String(64), unique=True, default=None)
    """Of the form that made it: sent twice it is one."""
    state: Mapped[str] = mapped_column(String(8), default="given")
    """given, accepted, deleted."""
    is_changed: Mapped[bool] = mapped_column(default=False)
    """Its author has changed it since it was accepted; the solution stands as it was accepted."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class Closing(Record, kw_only=True):
    """That somebody who had a part in a question is told its end: one direct message, edited when more comes of it."""

    __tablename__ = "closing"
    __table_args__ = (UniqueConstraint("question_id", "user_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class UnitCircle(Record, kw_only=True):
    """The channel in which a unit of the house talks."""

    __tablename__ = "unit_circle"

    unit: Mapped[str] = mapped_column(String(200), primary_key=True)
    """Folded: the same however it is capitalised."""
    shown: Mapped[str] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(64))


class DirectWord(Record, kw_only=True):
    """What somebody wrote to the bot in their direct messages, kept only while its answer stands there."""

    __tablename__ = "direct_word"
    __table_args__ = (UniqueConstraint("user_id", "ts"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[str] = mapped_column(String(64))
    ts: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text, default="")
    """Empty once it was deleted."""
    found: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    """Ids of what was found when it came: the card shows nobody more than they may see."""
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class HelpChannel(Record, kw_only=True):
    """A channel whose people want suggestions from the answer bank when they ask something there."""

    __tablename__ = "help_channel"

    channel: Mapped[str] = mapped_column(String(64), primary_key=True)
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class HelpHint(Record, kw_only=True):
    """That a suggestion was made in a thread: one at most, seen by the asker alone."""

    __tablename__ = "help_hint"
    __table_args__ = (UniqueConstraint("channel", "thread_ts"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    channel: Mapped[str] = mapped_column(String(64))
    thread_ts: Mapped[str] = mapped_column(String(32))
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[str] = mapped_column(String(64), index=True)
    outcome: Mapped[str] = mapped_column(String(8), default="")
    """helped, later (not now), never (no more in this channel); empty while nobody has said."""
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Helper(Record, kw_only=True):
    """Somebody who agrees to stand in the monthly list of those who helped."""

    __tablename__ = "helper"

    user_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class HelperList(Record, kw_only=True):
    """The thanks of one month, in one channel."""

    __tablename__ = "helper_list"
    __table_args__ = (UniqueConstraint("month"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    month: Mapped[date] = mapped_column(Date)
    """Its first day."""
    place: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
