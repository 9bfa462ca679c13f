"""A bot without doors on a database that a case fills: what the cases that search have in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

import app
from bot.services import Services
from bot.settings import Settings
from storage.database import Database


@contextmanager
def services(settings: Settings) -> Iterator[Services]:
    """Compose a bot on a fresh schema, and close it."""
    composed = app.compose(settings)
    try:
        composed.database.migrate()
        yield composed
    finally:
        composed.replies.close()
        composed.database.close()


def analyse(database: Database) -> None:
    """Let PostgreSQL count what was filled in, as it does by itself some time later; SQLite needs nothing."""
    if not database.is_sqlite:
        with database.begin() as session:
            session.execute(text("ANALYZE"))
