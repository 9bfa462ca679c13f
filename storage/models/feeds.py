"""Feeds that are read for mentions, and every item that was seen in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class Feed(Record, kw_only=True):
    """A feed and how reading it stands; `version` counts the edits of people."""

    __tablename__ = "feed"
    __table_args__ = (
        Index(
            "uq_feed_open_url",
            "url_key",
            unique=True,
            sqlite_where=text("state <> 'removed'"),
            postgresql_where=text("state <> 'removed'"),
        ),
        Index(
            "ix_feed_due",
            "next_poll_at",
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    url: Mapped[str] = mapped_column(String(2000))
    """Where it is read; may hold a key of its owner, so people see it only in the form."""
    url_key: Mapped[str] = mapped_column(String(2000))
    """The address in its canonical form: two feeds in use never share it."""
    name: Mapped[str] = mapped_column(String(200))
    site: Mapped[str] = mapped_column(String(1000), default="")
    """The web page it belongs to."""
    kind: Mapped[str] = mapped_column(String(16), default="news")
    """The source type of rules: news, blog, social, forum, video, podcast, search, monitoring, other."""
    language: Mapped[str] = mapped_column(String(8), default="")
    takes: Mapped[str] = mapped_column(String(8), default="auto")
    """all: every new item is a mention; rules: only what a rule hits; auto: everything while no rule is on that may hit it."""
    place: Mapped[str] = mapped_column(String(64), default="")
    """Channel or person for mentions that no rule places; empty means the monitoring channel."""
    owner: Mapped[str] = mapped_column(String(64), default="")
    added_by: Mapped[str] = mapped_column(String(64), default="")
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(8), default="active")
    """active, paused (by a person), gone (410, nobody asks there any more), removed (by a person)."""
    version: Mapped[int] = mapped_column(default=1)

    etag: Mapped[str] = mapped_column(String(1000), default="")
    last_modified: Mapped[str] = mapped_column(String(1000), default="")
    given_by: Mapped[str] = mapped_column(Text, default="")
    """The address that gave the validators, at the end of its redirects; they go to no other. May hold a key, as `url`."""
    body_hash: Mapped[str] = mapped_column(String(64), default="")
    unchanged_since: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """The first of a row of 304s; some servers answer so for ever, so the validators are dropped after eight days."""
    is_conditional: Mapped[bool] = mapped_column(default=False)
    """It has answered 304 lately."""
    polls_since_304: Mapped[int] = mapped_column(default=0)
    """Polls since the last 304 that brought nothing new: a 304 would have done."""
    max_age: Mapped[int] = mapped_column(default=0)
    """Seconds that its server calls an answer fresh for (Cache-Control, Expires); 0 when it does not say."""
    ttl: Mapped[int] = mapped_column(default=0)
    """Minutes that the feed itself asks to be left alone for."""
    skip_hours: Mapped[str] = mapped_column(String(100), default="")
    """Hours of the day (UTC) in which it asks not to be read, with commas between."""
    skip_days: Mapped[str] = mapped_column(String(100), default="")
    """English names of weekdays on which it asks not to be read, with commas between."""
    interval: Mapped[int] = mapped_column(default=0)
    """Seconds between two polls as they have turned out; 0 before the first."""
    next_poll_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lease_owner: Mapped[str | None] = mapped_column(String(64), default=None)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    last_polled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    last_success_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    last_news_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    errors: Mapped[int] = mapped_column(default=0)
    """Failures in a row."""
    failing_since: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    last_error: Mapped[str] = mapped_column(String(40), default="")
    """A key of `bot.feeds.judgement`, such as "timeout" or "http:503"."""
    moved_to: Mapped[str] = mapped_column(String(2000), default="")
    """Where a permanent redirect points, while it is watched."""
    moved_seen: Mapped[int] = mapped_column(default=0)
    moved_since: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class Entry(Record, kw_only=True):
    """An item seen in a feed. Its text is emptied after a while; that it was seen is kept as long as its feed shows it."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("feed_id", "ident"),
        Index("ix_entry_feed_id_link_key", "feed_id", "link_key"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    feed_id: Mapped[int] = mapped_column(ForeignKey("feed.id", ondelete="CASCADE"))
    ident: Mapped[str] = mapped_column(String(64))
    """Hash of what identifies the item within its feed."""
    link: Mapped[str] = mapped_column(String(2000), default="")
    link_key: Mapped[str] = mapped_column(String(64), default="")
    """Hash of the canonical link; empty when there is none."""
    title: Mapped[str] = mapped_column(String(500), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    """The first part of its text."""
    author: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(String(200), default="")
    """The publisher that an aggregator names."""
    language: Mapped[str] = mapped_column(String(8), default="")
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    is_quiet: Mapped[bool] = mapped_column(default=False)
    """It was there at the first poll, or is too old to be news: it alerts nobody."""


class FeedTrouble(Record, kw_only=True):
    """A stretch of time in which a feed could not be read: one message to its owner, edited when it is over."""

    __tablename__ = "feed_trouble"
    __table_args__ = (
        Index(
            "uq_feed_trouble_open",
            "feed_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    feed_id: Mapped[int] = mapped_column(ForeignKey("feed.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(String(40))
    """As `Feed.last_error`; also gone, moved (it lives at another address from now on)."""
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    last_good_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    told: Mapped[str] = mapped_column(String(64), default="")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
