"""Counters of change: each body counts for itself, and a change that was taken back does not count."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from storage import revisions
from storage.database import Database


def numbers(database: Database) -> dict[str, int]:
    with database.read() as session:
        return revisions.all_numbers(session)


def test_nothing_has_changed_at_first(database: Database) -> None:
    assert numbers(database) == {}


def test_each_body_counts_its_own_changes(database: Database) -> None:
    with database.begin() as session:
        revisions.bump(session, "people")
        revisions.bump(session, "accounts")
        revisions.bump(session, "accounts")
    assert numbers(database) == {"people": 1, "accounts": 2}


def test_a_change_that_is_taken_back_does_not_count(database: Database) -> None:
    with pytest.raises(RuntimeError), database.begin() as session:
        revisions.bump(session, "accounts")
        raise RuntimeError
    assert numbers(database) == {}


def test_the_very_first_changes_may_come_at_once(database: Database) -> None:
    together = Barrier(4)

    def change(_worker: int) -> None:
        together.wait(10)
        with database.begin() as session:
            revisions.bump(session, "accounts")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(change, range(4)))
    assert numbers(database) == {"accounts": 4}
