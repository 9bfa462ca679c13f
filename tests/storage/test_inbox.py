"""A delivery counts once: whoever takes it first works on it, unless that one was cut off or failed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from storage import inbox
from storage.database import Database
from tests.clock import Clock

CUT_OFF = timedelta(minutes=1)


def test_only_the_first_may_take_a_delivery(database: Database, clock: Clock) -> None:
    with database.begin() as session:
        assert inbox.add(session, "Ev1", clock())
    with database.begin() as session:
        assert not inbox.add(session, "Ev1", clock())
        assert inbox.add(session, "Ev2", clock())


def test_a_delivery_that_came_twice_leaves_the_transaction_usable(database: Database, clock: Clock) -> None:
    with database.begin() as session:
        inbox.add(session, "Ev1", clock())
        inbox.add(session, "Ev1", clock())
        inbox.add(session, "Ev2", clock())
    with database.begin() as session:
        assert not inbox.add(session, "Ev2", clock())


def test_of_two_that_take_it_at_once_exactly_one_gets_it(database: Database, clock: Clock) -> None:
    together = Barrier(2)

    def take(key: str) -> bool:
        together.wait(10)
        with database.begin() as session:
            return inbox.add(session, key, clock())

    with ThreadPoolExecutor(2) as pool:
        for round_number in range(20):
            key = f"Ev{round_number}"
            assert sorted(pool.map(take, [key, key])) == [False, True]


def test_a_delivery_that_was_cut_off_may_be_taken_over_later(database: Database, clock: Clock) -> None:
    with database.begin() as session:
        inbox.add(session, "Ev1", clock())
        clock.move(seconds=30)
        assert not inbox.take_over(session, "Ev1", clock(), cut_off_after=CUT_OFF)
        clock.move(seconds=31)
        assert inbox.take_over(session, "Ev1", clock(), cut_off_after=CUT_OFF)
        assert not inbox.take_over(session, "Ev1", clock(), cut_off_after=CUT_OFF)


def test_a_delivery_that_had_its_effect_is_never_taken_over(database: Database, clock: Clock) -> None:
    with database.begin() as session:
        inbox.add(session, "Ev1", clock())
        inbox.done(session, "Ev1", clock())
        clock.move(hours=1)
        assert not inbox.take_over(session, "Ev1", clock(), cut_off_after=CUT_OFF)


def test_a_delivery_that_was_given_back_may_be_taken_again(database: Database, clock: Clock) -> None:
    with database.begin() as session:
        inbox.add(session, "Ev1", clock())
        inbox.give_back(session, "Ev1")
        assert inbox.add(session, "Ev1", clock())


def test_pruning_forgets_the_old_and_keeps_the_new(database: Database, clock: Clock) -> None:
    with database.begin() as session:
        inbox.add(session, "old", clock())
        inbox.add(session, "new", clock.move(hours=2))
        inbox.prune(session, clock() - timedelta(hours=1))
        assert inbox.add(session, "old", clock())
        assert not inbox.add(session, "new", clock())
