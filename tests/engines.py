"""What is spared the tests' databases: compiling the same statements for each, and waiting for the disk.

SQLAlchemy keeps what it has compiled by engine and dialect. A bot has one engine for its whole life, every test opens new ones;
here all of one kind share what is compiled, as in a bot that has run for a while.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from storage.database import Database

_MOST = 20_000


class _Alike:
    """Makes the dialects of all engines of one kind equal: they differ in nothing, as there is one server of each kind."""

    compiled: LRUCache[object, object]

    def __init_subclass__(cls) -> None:
        cls.compiled = LRUCache(_MOST)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        """Let a new engine remember where the others do."""
        engine._compiled_cache = cls.compiled  # type: ignore[assignment]


class Sqlite(_Alike, SQLiteDialect_pysqlite):
    """SQLite's dialect."""

    supports_statement_cache = True


class Postgresql(_Alike, PGDialect_psycopg):
    """PostgreSQL's dialect."""

    supports_statement_cache = True


def install() -> None:
    """Let the engines made from now on share what is compiled."""
    registry.register("sqlite", __name__, Sqlite.__name__)
    registry.register("postgresql.psycopg", __name__, Postgresql.__name__)


def without_disk(database: Database) -> Database:
    """Let a database's new connections not wait for SQLite's disk: the data lives as long as the test, power cuts or not."""
    if database.is_sqlite:
        event.listen(database.engine, "connect", _carelessly)
    return database


def _carelessly(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF").close()
