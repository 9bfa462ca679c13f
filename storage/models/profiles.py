"""The directory of experts: one profile a person, the terms by which it is found, and the vocabulary of all terms.

A profile has three sources, each with columns of its own: Slack, the HR feed, and the person. None overwrites another.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record

SEARCH_TABLES = ("profile_search", "text_search")
"""SQLite's FTS5 tables over `profile_terms` and `text_terms`, kept by triggers; made by hand in the migrations."""
SEARCH_COLUMN = "document"
"""PostgreSQL's tsvector of both, generated from the same columns; made by hand in the migrations."""


def is_ours(_thing: object, name: str | None, _kind: str, _reflected: bool, _model: object) -> bool:  # noqa: FBT001 - Alembic's
    """Tell Alembic which parts of the schema the models describe: all but those made by hand for search."""
    return name is None or not (name.startswith(SEARCH_TABLES) or name.endswith(SEARCH_COLUMN))


class Profile(Record, kw_only=True):
    """One person of the organisation, whether Slack, HR or both know them."""

    __tablename__ = "profile"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[str | None] = mapped_column(String(64), unique=True, default=None)
    """The Slack user; None while nobody in Slack matches."""
    hr_id: Mapped[str | None] = mapped_column(String(200), unique=True, default=None)
    """The person's key in the HR feed; None when HR does not know them (any more)."""
    email: Mapped[str] = mapped_column(String(254), index=True, default="")
    """In small letters; joins what HR and Slack say."""
    name: Mapped[str] = mapped_column(String(200), default="")
    """From HR, else from Slack."""

    slack_title: Mapped[str] = mapped_column(String(200), default="")
    slack_skills: Mapped[str] = mapped_column(Text, default="")
    """From a custom field of Slack's profile, one a line."""

    title: Mapped[str] = mapped_column(String(200), default="")
    unit: Mapped[str] = mapped_column(String(200), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    hr_skills: Mapped[str] = mapped_column(Text, default="")
    """One a line."""
    hr_languages: Mapped[str] = mapped_column(String(60), default="")
    """ISO 639-1 codes with commas."""
    hr_deputy: Mapped[str] = mapped_column(String(200), default="")
    """The deputy's key in the HR feed."""
    hr_gone_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """Since when the HR feed, which knew them, knows them no more; a return to Slack alone does not bring them back."""

    skills: Mapped[str] = mapped_column(Text, default="")
    """The person's own, one a line."""
    about: Mapped[str] = mapped_column(String(500), default="")
    """"Ask me about", in their own words."""
    languages: Mapped[str] = mapped_column(String(60), default="")
    """The languages they answer in: ISO 639-1 codes with commas."""
    away_until: Mapped[date | None] = mapped_column(default=None)
    """The first day on which they may be asked again, in their own calendar."""
    is_hidden: Mapped[bool] = mapped_column(default=False)
    """They do not want to be found by search."""
    deputy: Mapped[str] = mapped_column(String(64), default="")
    """Slack user id, their own choice; wins over HR's."""
    version: Mapped[int] = mapped_column(default=1)
    """Counts their own edits."""
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """When they last saved or confirmed their own words."""
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    """Since when they are gone: deactivated in Slack, or gone from the HR feed."""


class ProfileTerms(Record, kw_only=True):
    """The search terms of a profile that may be found, one column a kind, with spaces between; without a row, nobody is found."""

    __tablename__ = "profile_terms"

    profile_id: Mapped[int] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(Text, default="")
    skill: Mapped[str] = mapped_column(Text, default="")
    about: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[str] = mapped_column(Text, default="")
    """Of questions that the person has answered and somebody accepted."""
    work: Mapped[str] = mapped_column(Text, default="")
    """Title, unit and place."""


class UnindexedProfile(Record, kw_only=True):
    """A profile whose search terms are older than itself: a large delivery of the HR feed makes them afterwards, bit by bit."""

    __tablename__ = "unindexed_profile"

    profile_id: Mapped[int] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True)


class Word(Record, kw_only=True):
    """A term that somebody's profile has: mistyped words are mended with these."""

    __tablename__ = "word"

    term: Mapped[str] = mapped_column(String(100), primary_key=True)
    shown: Mapped[str] = mapped_column(String(100))
    """As somebody wrote it."""
    uses: Mapped[int]
    """How many profiles have it; at zero the row goes, so that nobody's name outlives their profile."""
