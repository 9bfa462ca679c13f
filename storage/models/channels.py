"""The organisation's social accounts (way 1: employees find and follow them)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class SocialAccount(Record, kw_only=True):
    """An official account of the organisation on a network; `version` counts its edits."""

    __tablename__ = "social_account"
    __table_args__ = (
        Index(
            "uq_social_account_open_link",
            "link_key",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(150))
    network: Mapped[str] = mapped_column(String(32))
    """A key of `bot.networks.NETWORKS`."""
    url: Mapped[str] = mapped_column(String(1000))
    link_key: Mapped[str] = mapped_column(String(1000))
    """The link in its canonical form: two open accounts never share it."""
    unit: Mapped[str] = mapped_column(String(150), default="")
    area: Mapped[str] = mapped_column(String(150), default="")
    """Town part or campus."""
    purpose: Mapped[str] = mapped_column(String(1000), default="")
    audience: Mapped[str] = mapped_column(String(300), default="")
    languages: Mapped[str] = mapped_column(String(60), default="")
    """ISO 639-1 codes with commas, in the order in which the account uses them: "fi,sv,en"."""
    tone: Mapped[str] = mapped_column(String(300), default="")
    owner: Mapped[str] = mapped_column(String(64), default="")
    """Slack user id."""
    owner_name: Mapped[str] = mapped_column(String(150), default="")
    """As written in an imported file, while no Slack user is known."""
    deputy: Mapped[str] = mapped_column(String(64), default="")
    deputy_name: Mapped[str] = mapped_column(String(150), default="")
    reviewed_on: Mapped[date | None] = mapped_column(Date, default=None)
    version: Mapped[int] = mapped_column(default=1)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    closed_why: Mapped[str] = mapped_column(String(500), default="")
