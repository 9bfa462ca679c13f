"""Words that mean the same, as the desk has changed them; the starting set is part of the program."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class SynonymGroup(Record, kw_only=True):
    """A group that the desk made, changed or removed; it stands before the shipped group with its key."""

    __tablename__ = "synonym_group"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    """The shipped group that it replaces, or a key of its own."""
    words: Mapped[list[str]] = mapped_column(JSON)
    """Words and phrases of any language; none means removed."""
    version: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[str] = mapped_column(String(64))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
