"""The engine keeps its promises: writers one at a time, readers beside them, rollbacks whole, backups consistent."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread
from time import sleep

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from storage import revisions
from storage.database import Database
from storage.models import Card, Delivery, Revision
from tests.clock import START

ROOT = Path(__file__).parents[2]


def run_counters(url: str, way: str, processes: int = 4, times: int = 100) -> None:
    """Count in several processes at once and wait until all are done."""
    command = [sys.executable, "-m", "tests.storage.increments", url, str(times), way]
    children = [subprocess.Popen(command, cwd=ROOT, env=os.environ) for _ in range(processes)]
    assert [child.wait(120) for child in children] == [0] * processes


def number(database: Database, name: str) -> int:
    with database.read() as session:
        return revisions.all_numbers(session).get(name, 0)


def test_what_is_written_in_a_block_is_there_after_it(database: Database) -> None:
    with database.begin() as session:
        session.add(Revision(name="accounts", number=3))
    assert number(database, "accounts") == 3


def test_an_exception_takes_back_the_whole_block(database: Database) -> None:
    with pytest.raises(RuntimeError), database.begin() as session:
        session.add(Revision(name="accounts", number=3))
        session.flush()
        raise RuntimeError
    assert number(database, "accounts") == 0


def test_a_record_stays_readable_after_its_transaction(database: Database) -> None:
    with database.begin() as session:
        record = Revision(name="accounts", number=3)
        session.add(record)
    assert (record.name, record.number) == ("accounts", 3)


def test_what_is_written_while_reading_is_lost(database: Database) -> None:
    with database.read() as session:
        session.add(Revision(name="accounts", number=3))
        session.flush()
    assert number(database, "accounts") == 0


def test_four_processes_that_count_lose_nothing(database: Database, database_url: str) -> None:
    run_counters(database_url, "bump")
    assert number(database, "visitors") == 400


def test_on_sqlite_even_reading_first_and_writing_later_loses_nothing(sqlite_database: Database) -> None:
    with sqlite_database.begin() as session:
        session.add(Revision(name="visitors", number=0))
    run_counters(sqlite_database.url.render_as_string(), "read then write")
    assert number(sqlite_database, "visitors") == 400


def test_a_writing_transaction_on_sqlite_is_immediate_and_a_reading_one_is_not(sqlite_database: Database) -> None:
    said: list[str] = []
    event.listen(sqlite_database.engine, "before_cursor_execute", lambda _c, _u, sql, *_rest: said.append(sql))
    with sqlite_database.begin() as session:
        session.scalar(select(Revision.number))
    with sqlite_database.read() as session:
        session.scalar(select(Revision.number))
    assert [sql for sql in said if sql.startswith("BEGIN")] == ["BEGIN IMMEDIATE", "BEGIN"]


def test_a_reader_on_sqlite_is_not_held_up_by_a_writer(sqlite_database: Database) -> None:
    with sqlite_database.begin() as writer:
        writer.add(Revision(name="accounts", number=3))
        writer.flush()
        assert number(sqlite_database, "accounts") == 0


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 2), ("busy_timeout", 2000)],
)
def test_sqlite_is_opened_with_care(tmp_path: Path, pragma: str, value: object) -> None:
    database = Database(f"sqlite:///{tmp_path / 'kaiku.db'}")
    with database.read() as session:
        assert session.scalar(text(f"PRAGMA {pragma}")) == value
    database.close()


def test_a_new_sqlite_file_that_somebody_else_is_opening_is_waited_for(tmp_path: Path) -> None:
    """SQLite refuses the switch to write-ahead logging at once while another writes, whatever the busy timeout says."""
    file, done = tmp_path / "new.db", Event()
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE first (id)")
    other.execute("BEGIN IMMEDIATE")
    other.execute("SELECT * FROM first").fetchall()

    def go_on() -> None:
        sleep(0.2)  # by then it was refused, which nobody else can see
        other.execute("COMMIT")
        done.set()

    database = Database(f"sqlite:///{file}")
    Thread(target=go_on).start()
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    assert done.is_set()
    database.close()
    other.close()


def test_a_card_without_its_place_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.begin() as session:
        session.add(Card(kind="post", record_id=1, place_id=404, key="k", asked_at=START))


def test_ping_says_nothing_while_the_database_answers(database: Database) -> None:
    database.ping()


def test_ping_raises_when_the_database_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(OperationalError):
        Database(f"sqlite:///{tmp_path / 'missing' / 'kaiku.db'}").ping()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_an_address_of_postgresql_needs_no_driver_name(scheme: str) -> None:
    database = Database(f"{scheme}://kaiku@127.0.0.1/kaiku")
    assert database.url.drivername == "postgresql+psycopg"
    assert not database.is_sqlite


def test_a_backup_holds_everything_and_passes_sqlites_own_check(sqlite_database: Database, tmp_path: Path) -> None:
    with sqlite_database.begin() as session:
        session.add(Revision(name="accounts", number=3))
    sqlite_database.backup(tmp_path / "copy.db")
    copy = Database(f"sqlite:///{tmp_path / 'copy.db'}")
    assert number(copy, "accounts") == 3
    copy.close()


def test_a_backup_taken_while_the_bot_writes_is_of_one_moment(sqlite_database: Database, tmp_path: Path) -> None:
    """Each transaction writes a pair: a copy that caught one half of a pair would be of two moments."""
    stop, under_way = Event(), Event()

    def write() -> None:
        pair = 0
        while not stop.is_set():
            pair += 1
            with sqlite_database.begin() as session:
                session.add(Delivery(key=f"{pair}:left", taken_at=START))
                session.flush()
                session.add(Delivery(key=f"{pair}:right", taken_at=START))
            if pair == 20:
                under_way.set()

    writer = Thread(target=write)
    writer.start()
    try:
        assert under_way.wait(20)
        for copy in range(5):
            sqlite_database.backup(tmp_path / f"{copy}.db")
    finally:
        stop.set()
        writer.join(20)
    counts = [_sides(tmp_path / f"{copy}.db") for copy in range(5)]
    assert all(left == right for left, right in counts)
    assert counts[0][0] >= 20


def _sides(copy: Path) -> tuple[int, int]:
    connection = sqlite3.connect(copy)
    try:
        rows = connection.execute("SELECT key FROM delivery").fetchall()
    finally:
        connection.close()
    sides = [key.partition(":")[2] for (key,) in rows]
    return sides.count("left"), sides.count("right")


def test_a_backup_never_overwrites_a_file(sqlite_database: Database, tmp_path: Path) -> None:
    target = tmp_path / "precious.txt"
    target.write_text("precious")
    with pytest.raises(FileExistsError):
        sqlite_database.backup(target)
    assert target.read_text() == "precious"


def test_a_backup_of_postgresql_is_left_to_its_own_tools() -> None:
    with pytest.raises(ValueError, match="pg_dump"):
        Database("postgresql://kaiku@127.0.0.1/kaiku").backup(Path("copy.db"))
