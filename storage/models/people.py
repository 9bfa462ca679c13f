"""People as Slack describes them, with the language they chose here, and the members of the desk's user group."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class Person(Record, kw_only=True):
    """One Slack user. Only what rights, words and times need is kept."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str | None] = mapped_column(String(2), default=None)
    """The person's own choice (fi, sv, en); None follows Slack's locale."""
    locale: Mapped[str] = mapped_column(String(16), default="")
    timezone: Mapped[str] = mapped_column(String(64), default="")
    is_admin: Mapped[bool] = mapped_column(default=False)
    is_guest: Mapped[bool] = mapped_column(default=False)
    """A guest account or somebody from another workspace."""
    is_bot: Mapped[bool] = mapped_column(default=False)
    is_deactivated: Mapped[bool] = mapped_column(default=False)
    fetched_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DeskMember(Record, kw_only=True):
    """A member of the Slack user group of the social managers, as last read."""

    __tablename__ = "desk_member"

    user_id: Mapped[str] = mapped_column(String(64), primary_key=True)
