"""What counts as a mention and how it arrives: rules, mutes, signal words, and the desk's settings for alerts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class Rule(Record, kw_only=True):
    """What to look for in feeds, and where, when and how loudly to tell; `version` counts its edits."""

    __tablename__ = "rule"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(150))
    is_on: Mapped[bool] = mapped_column(default=False)
    any_words: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default_factory=list)
    """Words as `bot.feeds.rule_words` writes them, with their forms."""
    all_words: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default_factory=list)
    none_words: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default_factory=list)
    authors: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    domains: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    languages: Mapped[str] = mapped_column(String(60), default="")
    """ISO 639-1 codes with commas; empty means every language."""
    kinds: Mapped[str] = mapped_column(String(120), default="")
    """Source types with commas; empty means every kind."""
    feed_id: Mapped[int | None] = mapped_column(ForeignKey("feed.id", ondelete="CASCADE"), index=True, default=None)
    """The only feed it looks at; None means all."""
    place: Mapped[str] = mapped_column(String(64), default="")
    """Channel or person; empty means the monitoring channel."""
    severity: Mapped[str] = mapped_column(String(8), default="normal")
    """low, normal, high, crisis."""
    delivery: Mapped[str] = mapped_column(String(8), default="now")
    """now, hourly, daily, weekly."""
    quiet: Mapped[str] = mapped_column(String(16), default="house")
    """house (the desk's quiet hours), never (it always arrives at once), or its own hours as "20:00-07:30", house time."""
    speaks: Mapped[str] = mapped_column(String(2), default="")
    """The language of its cards; empty means the language of the place."""
    owner: Mapped[str] = mapped_column(String(64), default="")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    version: Mapped[int] = mapped_column(default=1)


class RuleDraft(Record, kw_only=True):
    """A rule while somebody writes it: the form is sent, it has been tried, and nothing is in force yet."""

    __tablename__ = "rule_draft"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    """Made when the form opens, so that the same form sent twice is one draft, and one rule."""
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("rule.id", ondelete="CASCADE"), index=True, default=None)
    """The rule that it changes, or has become; None for a new one."""
    version: Mapped[int] = mapped_column(default=0)
    """The version of the rule that the form was opened with."""
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Columns of the rule, checked."""
    made_by: Mapped[str] = mapped_column(String(64))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class RuleAdvice(Record, kw_only=True):
    """One suggestion to the owner of a rule whose hits are mostly dismissed."""

    __tablename__ = "rule_advice"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    rule_id: Mapped[int] = mapped_column(ForeignKey("rule.id", ondelete="CASCADE"), index=True)
    hits: Mapped[int]
    dismissed: Mapped[int]
    words: Mapped[str] = mapped_column(String(300), default="")
    """The word that most of the dismissed ones were hit by."""
    told: Mapped[str] = mapped_column(String(64), default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decision: Mapped[str] = mapped_column(String(16), default="")
    """daily, muted, narrowed, kept; empty while nobody has decided."""
    decided_by: Mapped[str] = mapped_column(String(64), default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class Mute(Record, kw_only=True):
    """Something that is not told for a while: it is stored all the same, and comes back by itself."""

    __tablename__ = "mute"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    what: Mapped[str] = mapped_column(String(8))
    """rule, feed, domain, author, word."""
    value: Mapped[str] = mapped_column(String(300), default="")
    """The domain, author or word; empty for a whole rule or feed."""
    word: Mapped[dict[str, Any] | None] = mapped_column(JSON, default=None)
    """The word with its forms."""
    feed_id: Mapped[int | None] = mapped_column(ForeignKey("feed.id", ondelete="CASCADE"), index=True, default=None)
    """The feed in which it holds; None means all."""
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("rule.id", ondelete="CASCADE"), index=True, default=None)
    """The rule for which it holds; None means all."""
    why: Mapped[str] = mapped_column(String(300), default="")
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ended_by: Mapped[str] = mapped_column(String(64), default="")
    """Who ended it before its time."""


class SignalWord(Record, kw_only=True):
    """A word that makes a mention more urgent, wherever it stands."""

    __tablename__ = "signal_word"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    language: Mapped[str] = mapped_column(String(2))
    key: Mapped[str] = mapped_column(String(120), unique=True)
    """Language and word in small letters: a word is there once."""
    word: Mapped[dict[str, Any]] = mapped_column(JSON)
    severity: Mapped[str] = mapped_column(String(8), default="high")
    is_off: Mapped[bool] = mapped_column(default=False)
    """A shipped word that the desk does not want."""


class AlertSettings(Record, kw_only=True):
    """How alerts arrive, as the desk has chosen; there is one row. Times are minutes of the day in the house's time zone."""

    __tablename__ = "alert_settings"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    channel: Mapped[str] = mapped_column(String(64), default="")
    """The monitoring channel, where the environment names none."""
    on_duty: Mapped[str] = mapped_column(String(64), default="")
    """Who hears of a crisis outside working hours."""
    quiet_from: Mapped[int] = mapped_column(default=18 * 60)
    quiet_to: Mapped[int] = mapped_column(default=7 * 60 + 30)
    """Quiet ends here, and the morning brief comes; equal to `quiet_from` means no quiet hours."""
    quiet_weekends: Mapped[bool] = mapped_column(default=True)
    quiet_holidays: Mapped[bool] = mapped_column(default=True)
    digest_at: Mapped[int] = mapped_column(default=9 * 60)
    """When daily and weekly digests come; weekly ones on Monday."""
    flood_cap: Mapped[int] = mapped_column(default=6)
    """New cards a place and hour."""
    minutes_normal: Mapped[int] = mapped_column(default=480)
    """Response time by severity, in minutes of working time; a crisis counts every minute. 0 means no clock."""
    minutes_high: Mapped[int] = mapped_column(default=120)
    minutes_crisis: Mapped[int] = mapped_column(default=30)
    version: Mapped[int] = mapped_column(default=1)
