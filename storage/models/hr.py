"""The HR feed: which header means what, and imports that wait for a person's decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcDateTime
from storage.models.base import Record


class ColumnMapping(Record, kw_only=True):
    """What the headers of one HR system's files mean, saved by name."""

    __tablename__ = "column_mapping"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    columns: Mapped[dict[str, str]] = mapped_column(JSON)
    """Field by header."""
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PeopleImport(Record, kw_only=True):
    """One delivery of the HR feed: what it did, or what it would do while it waits for a decision."""

    __tablename__ = "people_import"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    source: Mapped[str] = mapped_column(String(200))
    """The file's name, or the door it came through."""
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    """Hash of the rows: the same delivery twice is one."""
    state: Mapped[str] = mapped_column(String(16))
    """applied, waiting (too many would vanish), accepted (somebody decided so, not applied yet), discarded, overtaken (a newer
    delivery came), expired (nobody decided in time)."""
    people: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True), default=None, deferred=True)
    """The checked rows, only while it waits."""
    examples: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True), default=None)
    """Profiles of a few who would vanish, only while it waits."""
    total: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    gone: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str] = mapped_column(String(64), default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
