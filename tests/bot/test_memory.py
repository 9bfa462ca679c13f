"""What a process remembers is never older than its own changes, and at most one look behind those of others."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event

from bot import memory as module
from bot.memory import Memory
from storage import revisions
from storage.database import Database


@pytest.fixture
def memory(database: Database) -> Memory:
    """An empty memory, on SQLite and on PostgreSQL."""
    return Memory(database)


def number(database: Database) -> int:
    """Return what is kept in these tests: the number of changes."""
    with database.read() as session:
        return revisions.all_numbers(session).get("accounts", 0)


def test_what_was_made_once_is_not_made_again_and_costs_no_sql(memory: Memory, database: Database) -> None:
    memory.recall("accounts", "all", lambda: number(database))
    said: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda _c, _u, sql, *_rest: said.append(sql))
    assert memory.recall("accounts", "all", lambda: number(database)) == 0
    assert said == []


@pytest.mark.parametrize("nothing", [None, 0, "", ()])
def test_nothing_is_worth_remembering_too(memory: Memory, nothing: object) -> None:
    memory.recall("accounts", "all", lambda: nothing)
    assert memory.recall("accounts", "all", lambda: "made again") == nothing


def test_a_change_is_seen_as_soon_as_it_is_committed_and_not_before(memory: Memory, database: Database) -> None:
    memory.recall("accounts", "all", lambda: number(database))
    with database.begin() as session:
        memory.changed(session, "accounts")
        assert memory.recall("accounts", "all", lambda: -1) == 0
    assert memory.recall("accounts", "all", lambda: number(database)) == 1


def test_a_savepoint_is_no_commit(memory: Memory, database: Database) -> None:
    """What is read again between the two must not stay."""
    with database.begin() as session:
        memory.changed(session, "accounts")
        session.begin_nested().commit()
        memory.recall("accounts", "all", lambda: "old")
    assert memory.recall("accounts", "all", lambda: "new") == "new"


def test_a_change_that_is_taken_back_changes_nothing(memory: Memory, database: Database) -> None:
    memory.recall("accounts", "all", lambda: number(database))

    def fail() -> None:
        with database.begin() as session:
            memory.changed(session, "accounts")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert memory.recall("accounts", "all", lambda: -1) == 0


def test_other_bodies_stay(memory: Memory, database: Database) -> None:
    memory.recall("people", "U1", lambda: "Anna")
    with database.begin() as session:
        memory.changed(session, "accounts")
    assert memory.recall("people", "U1", lambda: "made again") == "Anna"


def test_another_process_notices_a_change_at_its_next_look(memory: Memory, database: Database) -> None:
    other = Memory(database)
    other.notice_changes()
    other.recall("accounts", "all", lambda: number(database))
    with database.begin() as session:
        memory.changed(session, "accounts")
    assert other.recall("accounts", "all", lambda: -1) == 0
    other.notice_changes()
    assert other.recall("accounts", "all", lambda: number(database)) == 1


def test_a_look_without_news_keeps_everything(memory: Memory, database: Database) -> None:
    with database.begin() as session:
        memory.changed(session, "accounts")
    memory.notice_changes()
    memory.recall("accounts", "all", lambda: "kept")
    memory.notice_changes()
    assert memory.recall("accounts", "all", lambda: "made again") == "kept"


def test_what_was_read_while_somebody_changed_it_is_used_once_and_not_kept(memory: Memory, database: Database) -> None:
    def read_before_the_change() -> int:
        seen = number(database)
        with database.begin() as session:
            memory.changed(session, "accounts")
        return seen

    assert memory.recall("accounts", "all", read_before_the_change) == 0
    assert memory.recall("accounts", "all", lambda: number(database)) == 1


def test_what_could_not_be_made_is_tried_again(memory: Memory) -> None:
    with pytest.raises(ZeroDivisionError):
        memory.recall("accounts", "all", lambda: 1 // 0)
    assert memory.recall("accounts", "all", lambda: 1) == 1


def test_a_full_memory_begins_anew(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 3)
    for key in range(3):
        memory.recall("accounts", key, lambda: "old")
    memory.recall("accounts", 3, lambda: "old")
    assert memory.recall("accounts", 0, lambda: "made again") == "made again"
    assert memory.recall("accounts", 3, lambda: "made again") == "old"


class Interrupting:
    """A key that lets another thread fill the memory while it is being looked up."""

    def __init__(self, memory: Memory) -> None:
        """Interrupt nobody yet."""
        self.memory = memory
        self.armed = False

    def __hash__(self) -> int:
        """Let the other thread in once the first look is over."""
        if self.armed:
            for other in range(module.MOST_KEPT + 1):
                self.memory.recall("accounts", other, lambda: "other")
        self.armed = True
        return 1


def test_a_memory_that_begins_anew_in_the_middle_of_a_look_does_no_harm(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 3)
    key = Interrupting(memory)
    memory._kept["accounts"] = {}
    memory._kept["accounts"][key] = "kept"
    key.armed = False
    assert memory.recall("accounts", key, lambda: "made again") in ("kept", "made again")


def test_many_threads_never_see_an_answer_older_than_their_own_change(memory: Memory, database: Database) -> None:
    def change_and_look(_turn: int) -> bool:
        with database.begin() as session:
            memory.changed(session, "accounts")
            at_least = revisions.all_numbers(session)["accounts"]
        return memory.recall("accounts", "all", lambda: number(database)) >= at_least

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(change_and_look, range(40)))
