"""The migrations make exactly the schema of the models, step by step, forwards and back, on both databases."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from storage.database import NEWEST, Database, NewerSchemaError
from storage.models import Record
from storage.models.profiles import SEARCH_TABLES, is_ours
from tests.migration import alembic


@contextmanager
def alembic_on(database: Database) -> Iterator[Config]:
    """Give Alembic's configuration on an open transaction, as `Database.migrate` makes it."""
    config = alembic()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        yield config


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Database]:
    opened = Database(empty_database_url)
    yield opened
    opened.close()


def tables(database: Database) -> set[str]:
    found = set(inspect(database.engine).get_table_names()) - {"alembic_version"}
    return {table for table in found if not table.startswith(SEARCH_TABLES)}


def differences(database: Database) -> list[object]:
    """Return what Alembic would change to get from the database to the models."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": is_ours})
        return list(compare_metadata(context, Record.metadata))


def revisions_oldest_first() -> list[str]:
    return [script.revision for script in ScriptDirectory.from_config(alembic()).walk_revisions()][::-1]


def test_an_empty_database_becomes_the_schema_of_the_models(empty: Database) -> None:
    empty.migrate()
    assert differences(empty) == []
    assert tables(empty) == set(Record.metadata.tables)


def test_a_difference_between_models_and_database_would_be_found(empty: Database) -> None:
    """The comparison above can fail: one column taken away is noticed."""
    empty.migrate()
    with empty.engine.begin() as connection:
        connection.execute(text("ALTER TABLE person DROP COLUMN locale"))
    assert differences(empty) != []


def test_migrating_again_changes_nothing(empty: Database) -> None:
    empty.migrate()
    empty.migrate()
    assert differences(empty) == []


def test_every_step_can_be_gone_back_and_forwards_again(empty: Database) -> None:
    empty.migrate()
    for _step in revisions_oldest_first():
        with alembic_on(empty) as config:
            command.downgrade(config, "-1")
            command.upgrade(config, "+1")
            command.downgrade(config, "-1")
    assert tables(empty) == set()
    empty.migrate()
    assert differences(empty) == []


def test_processes_that_start_together_migrate_one_after_the_other(empty: Database, empty_database_url: str) -> None:
    def start(_process: int) -> None:
        database = Database(empty_database_url)
        database.migrate()
        database.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(start, range(4)))
    assert differences(empty) == []


def test_a_database_of_a_newer_bot_is_left_alone(empty: Database) -> None:
    empty.migrate()
    with empty.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = tables(empty)
    with pytest.raises(NewerSchemaError, match="9999"):
        empty.migrate()
    assert tables(empty) == before


def test_a_migration_that_fails_leaves_nothing_behind(empty: Database) -> None:
    """A table that is in the way stops the first migration; nothing of it stays behind."""
    with empty.engine.begin() as connection:
        connection.execute(text("CREATE TABLE person (id INTEGER)"))
    with pytest.raises(DBAPIError, match="already exists"):
        empty.migrate()
    assert tables(empty) == {"person"}


def test_there_is_one_line_of_migrations() -> None:
    assert ScriptDirectory.from_config(alembic()).get_heads() == [NEWEST]


def test_sqlite_can_do_what_the_queries_ask_for() -> None:
    """RETURNING came with SQLite 3.35 and the bot's claims are made of it."""
    assert sqlite3.sqlite_version_info >= (3, 35)
