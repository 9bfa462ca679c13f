"""The workers: quick when somebody asks, quiet when nobody does, gone within ten seconds, and never stopped by trouble."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from sqlalchemy import event, text

from bot import messenger as module
from bot.messenger import Messenger
from playground.slack.core import Limits
from storage.database import Database
from tests.bot.noticeboard import Board, board_on


@pytest.fixture
def board(database: Database) -> Iterator[Board]:
    """A notice board in real time, whose Slack insists on its pace; its workers run once `start` was called."""
    with board_on(database, limits=Limits(strict_pace=True)) as made:
        made.clock = cast(Any, lambda: datetime.now(UTC))
        made.courier = replace(made.courier, now=made.clock, step=lambda _step: None)
        made.messenger = Messenger(made.courier, made.clock)
        yield made
        made.messenger.stop()


def count_sql(database: Database) -> list[str]:
    """Return a list that grows by every statement from now on; beginning and ending a transaction do not count."""
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            said.append(statement)

    event.listen(database.engine, "before_cursor_execute", hear)
    return said


def test_what_is_asked_for_is_in_slack_a_moment_later(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bell wakes a worker: nobody would look by himself within this test."""
    monkeypatch.setattr(module, "_IDLE", 300)
    board.messenger.start()
    board.pin(0, "C1")
    board.slack.wait_until(lambda: board.seen("C1"))
    time.sleep(0.1)
    board.pin(1)
    board.slack.wait_until(board.seen)


def test_a_use_case_that_is_taken_back_wakes_nobody_and_sends_nothing(board: Board) -> None:
    board.messenger.start()

    def fail_after_asking() -> None:
        with board.database.begin() as session:
            board.messenger.show(session, "note", 1, "C2")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_asking()
    time.sleep(0.2)
    assert board.messenger._rings == 0
    assert board.seen() == []


def test_the_bell_rings_after_the_commit_also_when_a_savepoint_came_before(board: Board) -> None:
    with board.database.begin() as session:
        board.messenger.show(session, "note", 1, "C2")
        with session.begin_nested():
            board.messenger.show(session, "note", 2, "C2")
        before = board.messenger._rings
    assert board.messenger._rings > before


def test_many_wishes_in_one_transaction_ring_once(board: Board) -> None:
    with board.database.begin() as session:
        for number in range(20):
            board.messenger.show(session, "note", number, "C2")
    assert board.messenger._rings == 1


def test_the_workers_keep_the_pace_of_a_place_and_serve_others_meanwhile(board: Board) -> None:
    """D06 in real time: Slack would refuse a message that comes too early."""
    board.messenger.start()
    for number in range(3):
        board.pin(number)
        board.pin(number + 10, "C1")
    board.slack.wait_until(lambda: board.waiting() == 0, timeout=15)
    assert board.seen("C2") == ["note 0", "note 1", "note 2"]
    assert board.seen("C1") == ["note 10", "note 11", "note 12"]
    assert board.slack.too_fast == []


def test_a_place_where_slack_is_slow_holds_up_no_other(board: Board) -> None:
    board.messenger.start()
    board.slack.fail("chat.postMessage", channel="C1", delay=60)
    board.pin(1, "C1")
    board.slack.wait_until(lambda: board.place("C1").lease_owner)
    board.pin(2, "C2")
    board.slack.wait_until(board.seen)
    assert board.place("C1").lease_owner is not None
    assert board.seen("C1") == []
    board.slack.recover()


def test_an_idle_messenger_hardly_asks_the_database(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every worker looks once in five seconds; here once in half a second."""
    monkeypatch.setattr(module, "_IDLE", 0.5)
    board.messenger.start()
    time.sleep(0.3)
    said = count_sql(board.database)
    time.sleep(1.5)
    looks = 1.5 / 0.5 + 1
    assert 0 < len(said) <= module.WORKERS * looks * 2


def test_a_wish_of_another_process_is_seen_without_a_bell(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_IDLE", 0.3)
    board.messenger.start()
    time.sleep(0.1)
    elsewhere = Messenger(board.courier, board.clock)
    board.texts[1] = "from elsewhere"
    with board.database.begin() as session:
        elsewhere.show(session, "note", 1, "C2")
    board.slack.wait_until(board.seen)


def test_stopping_finishes_what_is_on_its_way(board: Board) -> None:
    """D13."""
    board.messenger.start()
    board.slack.fail("chat.postMessage", delay=1.0)
    board.pin(1)
    board.slack.wait_until(lambda: board.place().lease_owner)
    board.messenger.stop()
    assert board.seen() == ["note 1"]
    assert board.waiting() == 0
    assert board.place().lease_owner is None


def test_stopping_while_idle_wakes_the_workers(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_IDLE", 300)
    board.messenger.start()
    workers = list(board.messenger._threads)
    time.sleep(0.3)
    board.messenger.stop(timeout=60)
    assert not any(worker.is_alive() for worker in workers)


def test_stopping_begins_nothing_new(board: Board) -> None:
    """What waits goes out after the next start."""
    board.messenger.start()
    for number in range(30):
        board.pin(number)
    board.slack.wait_until(board.seen)
    board.messenger.stop()
    sent = len(board.seen())
    assert sent < 30
    assert board.place().lease_owner is None
    time.sleep(1.2)
    assert len(board.seen()) == sent
    board.messenger.start()
    board.slack.wait_until(lambda: len(board.seen()) > sent)


def test_a_slack_that_never_answers_cannot_keep_the_process(board: Board) -> None:
    """The message is left to its lease, and looked for by whoever comes next."""
    board.messenger.start()
    board.slack.fail("chat.postMessage", delay=60)
    board.pin(1)
    board.slack.wait_until(lambda: board.place().lease_owner)
    workers = list(board.messenger._threads)
    board.messenger.stop(timeout=0.5)
    assert any(worker.is_alive() for worker in workers)
    assert board.place().lease_owner is not None
    board.slack.recover()
    board.slack.wait_until(board.seen)


def test_a_revoked_token_is_known_and_the_workers_live_on(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TROUBLE", 0.1)
    board.slack.revoke_token()
    board.messenger.start()
    board.pin(1)
    board.slack.wait_until(lambda: board.messenger.trouble == "token_revoked")
    assert board.messenger.alive
    assert board.messenger.last_success is None
    board.slack.recover()
    with board.database.begin() as session:  # nobody waits a quarter of a minute here
        session.execute(text("UPDATE place SET not_before = '2020-01-01 00:00:00.000000'"))
    board.messenger.wake()
    board.slack.wait_until(board.seen)
    board.slack.wait_until(lambda: board.messenger.trouble is None)
    assert board.messenger.last_success is not None


def test_a_refused_message_is_no_success(board: Board) -> None:
    board.slack.fail("chat.postMessage", retry_after=60)
    board.pin(1)
    assert board.messenger.deliver_due() == 1
    assert board.messenger.last_success is None


def test_a_database_that_goes_away_for_a_while_stops_no_worker(sqlite_database: Database) -> None:
    """T6: somebody else holds SQLite's lock longer than its patience."""
    with board_on(sqlite_database) as board:
        clock = cast(Any, lambda: datetime.now(UTC))
        board.messenger = Messenger(replace(board.courier, now=clock), clock)
        board.texts[1] = "note 1"
        board.messenger.start()
        with sqlite_database.begin() as session:
            board.messenger.show(session, "note", 1, "C2")
            session.flush()
            time.sleep(3.0)
        assert board.messenger.alive
        board.slack.wait_until(board.seen, timeout=10)
        board.messenger.stop()
