"""Tokens for the web door: only their hashes are kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class AccessToken(Record, kw_only=True):
    """The key to one view or feed of the web door."""

    __tablename__ = "access_token"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    purpose: Mapped[str] = mapped_column(String(32), index=True)
    """What it opens: people."""
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token, which has 256 random bits."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
