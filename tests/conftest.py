"""What every test may ask for: a clock that stands still and databases of both kinds. No test leaves this machine."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import event

from storage.database import Database
from tests import engines, network, postgres
from tests.clock import Clock


def plain_logs() -> None:
    """Log as structlog does unasked, but tracebacks as plain text: pictures of all variables take two seconds each."""
    structlog.reset_defaults()
    renderer = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], renderer])


network.install()
network.cover_children()
engines.install()
plain_logs()
LONG_FILES = (
    "tests/bot/test_inquiries_simulation.py",
    "tests/crash/",
    "tests/browser/",
    "tests/bot/test_messenger_storm.py",
    "tests/handlers/",
    "tests/playground/",
    "tests/test_bench_smoke.py",
)
"""What takes long for its few tests, the longest first."""
IN_CI = os.environ.get("CI", "").casefold() not in ("", "0", "false", "no")


def absent(what: str) -> None:
    """End a test whose tool is missing: a counted skip on somebody's machine, a failure where CI is set."""
    if IN_CI:
        pytest.fail(f"{what}; nothing may be skipped in CI", pytrace=False)
    pytest.skip(what)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take minutes: at the end of a run, one process would work on them alone."""

    def place(item: pytest.Item) -> int:
        return next((place for place, start in enumerate(LONG_FILES) if item.nodeid.startswith(start)), len(LONG_FILES))

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """Look for garbage as seldom as the bot itself does, and never among what the collection has made."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest.fixture(autouse=True, scope="module")
def _plain_logs() -> None:
    """Begin every module with plain logs: whatever ran in this process before may have set logging up for itself."""
    plain_logs()


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at nine o'clock on a Monday in Helsinki until it is moved."""
    return Clock()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Postgres]:
    """One PostgreSQL for the whole run."""
    try:
        with postgres.server() as server:
            yield server
    except postgres.NoPostgresError as error:
        absent(str(error))


@pytest.fixture(scope="session")
def postgres_template(postgres_server: postgres.Postgres) -> str:
    """The address of a migrated PostgreSQL database, to be copied."""
    url = postgres_server.create()
    _migrate(url)
    return url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    file = tmp_path_factory.mktemp("template") / "kaiku.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a single table, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: postgres.Postgres = request.getfixturevalue("postgres_server")
    url = server.create()
    yield url
    server.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh migrated database, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield _copy(request.getfixturevalue("sqlite_template"), tmp_path)
        return
    server: postgres.Postgres = request.getfixturevalue("postgres_server")
    url = server.create(request.getfixturevalue("postgres_template"))
    yield url
    server.drop(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh migrated database, on SQLite and on PostgreSQL; on SQLite, writers wait a minute for each other."""
    opened = engines.without_disk(Database(database_url))
    if opened.is_sqlite:
        event.listen(opened.engine, "connect", _patiently)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A fresh migrated SQLite database, where the kind does not matter."""
    opened = engines.without_disk(Database(_copy(sqlite_template, tmp_path)))
    yield opened
    opened.close()


def _patiently(connection: Any, _record: Any) -> None:
    # Of twenty people at once, the last waits longest: on a machine that is busy with other tests, longer than two seconds.
    connection.execute("PRAGMA busy_timeout=60000").close()


def _copy(template: Path, folder: Path) -> str:
    file = folder / "kaiku.db"
    shutil.copy(template, file)
    return f"sqlite:///{file}"


def _migrate(url: str) -> None:
    database = engines.without_disk(Database(url))
    database.migrate()
    database.close()
