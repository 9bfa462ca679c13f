"""Counters that tell a process when what it holds in memory has changed in the database."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Record


class Revision(Record, kw_only=True):
    """The number of changes to one body of data, e.g. "accounts" or "people"."""

    __tablename__ = "revision"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int] = mapped_column(default=0)
