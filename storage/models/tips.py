"""Tips and ideas: what colleagues send the desk, the backlog it becomes, and the files and permissions that travel with it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class Tip(Record, kw_only=True):
    """What a colleague sent the desk: a link, words, pictures; its card stands in the desk's channel."""

    __tablename__ = "tip"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    """Made when the form is opened: the same form sent twice is one tip."""
    by: Mapped[str] = mapped_column(String(64), index=True)
    text: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(2000), default="")
    link_key: Mapped[str] = mapped_column(String(64), index=True, default="")
    """Hash of the canonical link."""
    origin: Mapped[str] = mapped_column(String(1000), default="")
    """Permalink of the message in Slack that it is about."""
    origin_author: Mapped[str] = mapped_column(String(64), default="")
    is_private: Mapped[bool] = mapped_column(default=False)
    """Its message stands where not everybody reads; the tipper decided to show it to the desk, nobody else sees it."""
    people: Mapped[str] = mapped_column(String(500), default="")
    """Who is in the picture, as the tipper says."""
    place: Mapped[str] = mapped_column(String(64), default="")
    """The desk's channel, where its card stands."""
    state: Mapped[str] = mapped_column(String(12), default="new", index=True)
    """new, taken, idea, mention, forwarded, used (published), unused, removed (taken back)."""
    handler: Mapped[str] = mapped_column(String(64), default="")
    forwarded_to: Mapped[str] = mapped_column(String(64), default="")
    """Slack id of the person or channel."""
    reason: Mapped[str] = mapped_column(String(500), default="")
    """Why it was not used."""
    result_link: Mapped[str] = mapped_column(String(2000), default="")
    """Of what was published."""
    mention_id: Mapped[int | None] = mapped_column(
        ForeignKey("mention.id", ondelete="SET NULL"), index=True, default=None
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True, default=None)
    version: Mapped[int] = mapped_column(default=1)


class Idea(Record, kw_only=True):
    """Something that may become a post: the desk's backlog."""

    __tablename__ = "idea"
    __table_args__ = (
        Index(
            "uq_idea_message",
            "origin_channel",
            "origin_ts",
            unique=True,
            sqlite_where=text("origin_ts <> '' AND state <> 'removed'"),
            postgresql_where=text("origin_ts <> '' AND state <> 'removed'"),
        ),
        Index(
            "ix_idea_next_at",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the form, the tip or the figure that made it: twice is once."""
    title: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(2000), default="")
    link_key: Mapped[str] = mapped_column(String(64), index=True, default="")
    via: Mapped[str] = mapped_column(String(8), default="form")
    """form, message (the shortcut), emoji, tip, figure, mention."""
    origin: Mapped[str] = mapped_column(String(1000), default="")
    """Permalink of the message in Slack that it was saved from."""
    origin_channel: Mapped[str] = mapped_column(String(64), default="")
    origin_ts: Mapped[str] = mapped_column(String(32), default="")
    is_private: Mapped[bool] = mapped_column(default=False)
    """Saved where not everybody reads, and nobody has decided yet that others may see it: only who saved it does."""
    author: Mapped[str] = mapped_column(String(64), default="", index=True)
    """Who wrote the message."""
    author_says: Mapped[str] = mapped_column(String(8), default="")
    """asked, yes; empty when there is nobody to ask. A no removes the idea."""
    saved_by: Mapped[str] = mapped_column(String(64), index=True)
    giver: Mapped[str] = mapped_column(String(64), default="", index=True)
    """Who hears what became of it: the tipper, else who saved it."""
    tip_id: Mapped[int | None] = mapped_column(ForeignKey("tip.id", ondelete="SET NULL"), index=True, default=None)
    mention_id: Mapped[int | None] = mapped_column(
        ForeignKey("mention.id", ondelete="SET NULL"), index=True, default=None
    )
    state: Mapped[str] = mapped_column(String(10), default="new", index=True)
    """new, chosen (the desk wants it), drafted (it is in the plan), published, archived, removed."""
    owner: Mapped[str] = mapped_column(String(64), default="", index=True)
    unit: Mapped[str] = mapped_column(String(200), default="")
    tags: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    networks: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    deadline: Mapped[date | None] = mapped_column(Date, default=None)
    score: Mapped[int] = mapped_column(default=0)
    """0 to 5, as the desk weighs it."""
    reason: Mapped[str] = mapped_column(String(500), default="")
    """Why it was archived."""
    is_age_told: Mapped[bool] = mapped_column(default=False)
    """Its owner heard that nobody has touched it for 14 days."""
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """When the clock looks at its age next."""
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True, default=None)
    version: Mapped[int] = mapped_column(default=1)


class IdeaVoice(Record, kw_only=True):
    """That a colleague votes for an idea, or can help with it."""

    __tablename__ = "idea_voice"

    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    what: Mapped[str] = mapped_column(String(4), primary_key=True)
    """vote, help."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Attachment(Record, kw_only=True):
    """A file in Slack that goes with a tip, an idea or an item of the plan; only where it is, never what is in it.

    The same row belongs to the tip, the idea it became and the item of the plan that came of it.
    """

    __tablename__ = "attachment"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    file_id: Mapped[str] = mapped_column(String(64), index=True)
    """Slack's."""
    name: Mapped[str] = mapped_column(String(300), default="")
    kind: Mapped[str] = mapped_column(String(100), default="")
    """Media type, such as image/jpeg."""
    permalink: Mapped[str] = mapped_column(String(2000), default="")
    alt: Mapped[dict[str, str]] = mapped_column(JSON, default_factory=dict)
    """What is seen in it, for who cannot see it: language -> text."""
    credit: Mapped[str] = mapped_column(String(300), default="")
    """How the photographer is named."""
    tip_id: Mapped[int | None] = mapped_column(ForeignKey("tip.id", ondelete="CASCADE"), index=True, default=None)
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"), index=True, default=None)
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("plan_item.id", ondelete="SET NULL"), index=True, default=None
    )
    added_by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Clearance(Record, kw_only=True):
    """The permission to publish, as evidence: what was asked and found for an idea and the item that came of it.

    Each point is "" (not looked at), "none" (does not apply), "asked", "yes" or "no".
    """

    __tablename__ = "clearance"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"), unique=True, default=None)
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("plan_item.id", ondelete="SET NULL"), unique=True, default=None
    )
    author: Mapped[str] = mapped_column(String(5), default="")
    """Whoever wrote it agrees."""
    people: Mapped[str] = mapped_column(String(5), default="")
    """Those in the picture agree."""
    people_named: Mapped[str] = mapped_column(String(500), default="")
    minors: Mapped[str] = mapped_column(String(5), default="")
    """Guardians of children agree; "none" when there are no children."""
    rights: Mapped[str] = mapped_column(String(5), default="")
    """The right to use the picture."""
    photographer: Mapped[str] = mapped_column(String(300), default="")
    licence: Mapped[str] = mapped_column(String(300), default="")
    """Under what it may be used: own, bought, CC BY 4.0 ..."""
    confidentiality: Mapped[str] = mapped_column(String(5), default="")
    """ "none": nothing in it is confidential; "yes": what is, may be told; "no": it may not."""
    embargo_until: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    evidence: Mapped[str] = mapped_column(String(2000), default="")
    """Where the permission stands: a link, a form's number."""
    overridden_by: Mapped[str] = mapped_column(String(64), default="")
    override_why: Mapped[str] = mapped_column(String(500), default="")
    changed_by: Mapped[str] = mapped_column(String(64), default="")
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    version: Mapped[int] = mapped_column(default=1)


class FollowChannel(Record, kw_only=True):
    """A channel whose people agreed that colleagues may follow words and authors there."""

    __tablename__ = "follow_channel"

    channel: Mapped[str] = mapped_column(String(64), primary_key=True)
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Follow(Record, kw_only=True):
    """What somebody follows inside the house, for a list of their own once a day."""

    __tablename__ = "follow"
    __table_args__ = (UniqueConstraint("user_id", "what", "value"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[str] = mapped_column(String(64), index=True)
    what: Mapped[str] = mapped_column(String(8))
    """channel, author, word."""
    value: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class FollowHit(Record, kw_only=True):
    """That a message met what somebody follows: where it is, never what it says."""

    __tablename__ = "follow_hit"
    __table_args__ = (UniqueConstraint("follow_id", "channel", "ts"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    follow_id: Mapped[int] = mapped_column(ForeignKey("follow.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str] = mapped_column(String(64))
    ts: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class FollowList(Record, kw_only=True):
    """The list of one person's day."""

    __tablename__ = "follow_list"
    __table_args__ = (UniqueConstraint("user_id", "day"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[str] = mapped_column(String(64))
    day: Mapped[date] = mapped_column(Date)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Figure(Record, kw_only=True):
    """A key figure of the house, such as visitors of the library; a big change proposes an idea."""

    __tablename__ = "figure"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name_key: Mapped[str] = mapped_column(String(200), unique=True)
    """The name, folded."""
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(50), default="")
    """Of measure: %, euros, visitors."""
    threshold: Mapped[int] = mapped_column(default=10)
    """Per cent of change that propose an idea."""
    owner: Mapped[str] = mapped_column(String(64), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class FigureValue(Record, kw_only=True):
    """What a figure was on a day."""

    __tablename__ = "figure_value"

    figure_id: Mapped[int] = mapped_column(ForeignKey("figure.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    value: Mapped[float] = mapped_column()
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"), index=True, default=None)
