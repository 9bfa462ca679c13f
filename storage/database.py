"""The engine: SQLite by default, PostgreSQL by address; one way to write, one way to read, migrations at start.

Writing transactions on SQLite begin with BEGIN IMMEDIATE: a transaction that reads first and upgrades later loses updates
silently or fails with SQLITE_BUSY_SNAPSHOT, whatever the busy timeout.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST = "0008"
"""The newest revision among the migrations."""
MIGRATION_LOCK = 5_417_001
"""Key of PostgreSQL's advisory lock, so that two starting processes migrate one after the other."""
OUT_OF_REACH = (OperationalError, InterfaceError, PoolTimeoutError)
"""What is raised when the database is locked, full or does not answer."""
_WRITES = "kaiku_writes"
_SWITCHING = 2.0
"""Seconds in which somebody else may switch a new SQLite file to write-ahead logging; as long as for any other lock."""


class NewerSchemaError(Exception):
    """The database was made by a newer version of the bot."""


class Database:
    """Gives sessions. The caller's `with` block is the transaction: it commits at the end or rolls back on an exception."""

    def __init__(self, url: str) -> None:
        """Make the engine for `url`; nothing is opened before the first session."""
        self.url = _driver_url(url)
        self.engine = _engine(self.url)
        self._writer = self.engine.execution_options(**{_WRITES: True})

    @property
    def is_sqlite(self) -> bool:
        """Tell whether the database is a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Open a writing transaction."""
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def begin_beside(self, temporary: Table, rows: Iterable[Sequence[dict[str, Any]]]) -> Iterator[Session]:
        """Open a writing transaction that finds `rows`, given in parts, in a temporary table.

        They are put there first, while others may write: a large change then holds SQLite's only lock for a moment.
        """
        with self.engine.connect() as connection:
            connection.detach()  # the temporary table ends with its connection
            temporary.create(connection)
            for part in rows:
                connection.execute(temporary.insert(), part)
            connection.commit()
            connection.execution_options(**{_WRITES: True})
            with Session(connection, expire_on_commit=False) as session, session.begin():
                yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a reading transaction; what is written in it is lost."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    def peek(self, sql: str) -> Any:
        """Return the first value of a plain SELECT, past SQLAlchemy: for what every second asks and nearly always finds nothing.

        A session costs twenty times as much. None without a row; raises the driver's own errors.
        """
        connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(sql)
            row = cursor.fetchone()
            cursor.close()
        finally:
            connection.close()
        return row[0] if row else None

    def ping(self) -> None:
        """Raise when the database does not answer."""
        with self.engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def migrate(self) -> None:
        """Bring the schema up to date. Raises NewerSchemaError when the database is ahead of this code.

        Processes that start together wait for each other, up to a minute on SQLite.
        """
        with self._writer.connect() as connection:
            if self.is_sqlite:
                connection.detach()  # it alone is so patient, and is closed afterwards
                connection.connection.cursor().execute("PRAGMA busy_timeout=60000")
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
                _upgrade(connection)

    def outdated(self) -> bool:
        """Tell whether `migrate` has something to do. Raises NewerSchemaError as it does."""
        with self.engine.connect() as connection:
            if _revision(connection) == NEWEST:
                return False  # the usual start: Alembic would cost a quarter of a second and ten megabytes
            return _compare(connection)[1]

    def backup(self, target: Path) -> None:
        """Write a consistent copy of a SQLite database to `target` while the bot runs.

        Raises FileExistsError when the target exists and ValueError on PostgreSQL, whose own tools do this (pg_dump).
        """
        if not self.is_sqlite:
            raise ValueError("backup copies SQLite files; use pg_dump for PostgreSQL")
        if target.exists():
            raise FileExistsError(target)
        with self.engine.connect() as connection:
            connection.connection.cursor().execute("VACUUM INTO ?", (str(target),))
        copy = sqlite3.connect(target)
        try:
            (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
        finally:
            copy.close()
        if verdict != "ok":
            raise OSError(f"the copy is damaged: {verdict}")

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _driver_url(url: str) -> URL:
    made = make_url(url)
    if made.drivername in ("postgres", "postgresql"):
        return made.set(drivername="postgresql+psycopg")
    return made


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(
            url,
            pool_size=10,
            max_overflow=30,
            pool_pre_ping=True,
            hide_parameters=True,  # what people wrote stands in no error message
            connect_args={"connect_timeout": 5},
        )
    engine = create_engine(url, pool_size=10, max_overflow=30, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the "begin" listener starts transactions, not the driver
    connection.execute("PRAGMA busy_timeout=2000").close()
    _log_ahead(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _log_ahead(connection: Any) -> None:
    """Switch to write-ahead logging. SQLite itself waits for nobody here, and processes may open a new file together."""
    until = monotonic() + _SWITCHING
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            break
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > until:
                raise
            sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - a quarter of a second that only a start needs

    config, pending = _compare(connection)
    if pending:
        command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _compare(connection: Connection) -> tuple[Config, bool]:
    """Return the way to the migrations, and whether any is still to be run; raises NewerSchemaError."""
    from alembic.config import Config  # noqa: PLC0415
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    here = MigrationContext.configure(connection).get_current_revision()
    if here is not None and here not in {script.revision for script in scripts.walk_revisions()}:
        raise NewerSchemaError(here)
    return config, here != scripts.get_current_head()
