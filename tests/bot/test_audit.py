"""The audit log remembers who did what and notices when somebody rewrites it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.orm import Session

from bot.audit import Act, faults, note
from storage import audit
from storage.database import Database
from storage.models import AuditEntry, AuditHead
from tests.clock import Clock

OPENED = Act("UAINO", "account.added", "account:7")
EDITED = Act("UBOSSE", "account.edited", "account:7", why="The library moved.")
CLOSED = Act("UAINO", "account.closed", "account:9")


def tell(database: Database, clock: Clock) -> None:
    """Let Aino and Bosse do three things, a minute apart."""
    story: list[tuple[Act, dict[str, Any] | None, dict[str, Any]]] = [
        (OPENED, None, {"name": "Kirjasto"}),
        (EDITED, {"name": "Kirjasto"}, {"name": "Kaupunginkirjasto", "languages": ["fi", "sv"]}),
        (CLOSED, {"open": True}, {"open": False}),
    ]
    for act, before, after in story:
        with database.begin() as session:
            note(session, clock.move(minutes=1), act, before=before, after=after)


def wrong(database: Database) -> list[int]:
    with database.read() as session:
        return faults(session)


def test_an_empty_log_is_whole(database: Database) -> None:
    assert wrong(database) == []


def test_a_log_that_nobody_touched_is_whole(database: Database, clock: Clock) -> None:
    tell(database, clock)
    assert wrong(database) == []


def test_the_log_tells_who_did_what_when_and_why(database: Database, clock: Clock) -> None:
    start = clock()
    tell(database, clock)
    with database.read() as session:
        entries = audit.about(session, "account:7")
    assert [(entry.who, entry.what) for entry in entries] == [
        ("UAINO", "account.added"),
        ("UBOSSE", "account.edited"),
    ]
    edited = entries[1]
    assert edited.at == start + timedelta(minutes=2)
    assert edited.why == "The library moved."
    assert edited.before == {"name": "Kirjasto"}
    assert edited.after == {"name": "Kaupunginkirjasto", "languages": ["fi", "sv"]}


def test_a_change_that_is_taken_back_leaves_no_entry(database: Database, clock: Clock) -> None:
    tell(database, clock)
    with pytest.raises(RuntimeError), database.begin() as session:
        note(session, clock(), OPENED)
        raise RuntimeError
    with database.begin() as session:
        note(session, clock(), OPENED)
    assert wrong(database) == []


Tampering = Callable[[Session], object]

_second = AuditEntry.id == 2
CRIMES: dict[str, tuple[Tampering, list[int]]] = {
    "who is changed": (lambda session: session.execute(update(AuditEntry).where(_second).values(who="UCARL")), [2]),
    "why is changed": (lambda session: session.execute(update(AuditEntry).where(_second).values(why="")), [2]),
    "the values are changed": (
        lambda session: session.execute(update(AuditEntry).where(_second).values(after={"name": "Museo"})),
        [2],
    ),
    "the time is changed": (
        lambda session: session.execute(update(AuditEntry).where(_second).values(at=Clock().move(days=9))),
        [2],
    ),
    "an entry in the middle is gone": (lambda session: session.execute(delete(AuditEntry).where(_second)), [3]),
    "the first entry is gone": (
        lambda session: session.execute(delete(AuditEntry).where(AuditEntry.id == 1)),
        [2],
    ),
    "the newest entry is gone": (
        lambda session: session.execute(delete(AuditEntry).where(AuditEntry.id == 3)),
        [3],
    ),
    "every entry is gone": (lambda session: session.execute(delete(AuditEntry)), [1]),
    "the head is gone": (lambda session: session.execute(delete(AuditHead)), [4]),
    "an entry is added past the bot": (
        lambda session: session.execute(
            text(
                "INSERT INTO audit_entry (id, at, who, what, subject, why, previous, hash) "
                "SELECT 4, at, who, what, subject, why, hash, hash FROM audit_entry WHERE id = 3"
            )
        ),
        [4, 5],
    ),
}


@pytest.mark.parametrize("crime", CRIMES)
def test_tampering_is_noticed(database: Database, clock: Clock, crime: str) -> None:
    tell(database, clock)
    commit, numbers = CRIMES[crime]
    with database.begin() as session:
        commit(session)
    assert wrong(database) == numbers


def test_entries_written_at_once_form_one_chain(database: Database, clock: Clock) -> None:
    """Four people act at the same moment, in an empty log."""
    together = Barrier(4)

    def act(number: int) -> None:
        together.wait(10)
        for _ in range(5):
            with database.begin() as session:
                note(session, clock(), Act(f"U{number}", "account.edited", "account:7"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(act, range(4)))
    with database.read() as session:
        entries = list(audit.entries_in_order(session))
    assert [entry.id for entry in entries] == list(range(1, 21))
    assert wrong(database) == []


def test_a_long_reason_is_cut_to_what_the_column_holds(database: Database, clock: Clock) -> None:
    with database.begin() as session:
        note(session, clock(), Act("UAINO", "account.edited", "account:7", why="x" * 10_000))
    with database.read() as session:
        assert len(audit.about(session, "account:7")[0].why) == 2_000
    assert wrong(database) == []


@pytest.mark.parametrize("name", ["Ääkköset", "🎉", "שלום", "a\u202eb", "<!channel>", "'; DROP TABLE person; --"])
def test_any_text_keeps_the_chain_whole(database: Database, clock: Clock, name: str) -> None:
    with database.begin() as session:
        note(session, clock(), OPENED, after={"name": name})
    assert wrong(database) == []
