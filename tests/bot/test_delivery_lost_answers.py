"""When nobody knows whether Slack took a message: look for it before sending it again. Never lost, never twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any, cast

import pytest
from slack_sdk import WebClient

from bot import readback
from bot.delivery import Served, TokenTrouble, serve_next
from storage import cards
from storage.database import Database
from storage.models import Place
from tests.bot.noticeboard import DESK, LEASE, Board, board_on


@pytest.fixture
def board(database: Database) -> Iterator[Board]:
    """An empty notice board, on SQLite and on PostgreSQL."""
    with board_on(database) as made:
        yield made
        assert made.slack.refused == []


ACCEPTED_UNHEARD = [{"drop": "after"}, {"half": True}, {"late": 0.05}]
NEVER_ACCEPTED = [{"drop": "before"}, {"status": 500}, {"status": 502}, {"status": 504}, {"error": "fatal_error"}]


@pytest.mark.parametrize("trouble", ACCEPTED_UNHEARD + NEVER_ACCEPTED, ids=str)
def test_a_message_whose_answer_is_lost_stands_there_once(board: Board, trouble: dict[str, Any]) -> None:
    """T3, D04: accepted or not, the next try looks first."""
    board.slack.fail("chat.postMessage", **trouble)
    board.pin(1)
    board.pin(2)
    board.deliver()
    if "late" in trouble:
        board.slack.wait_until(board.seen)
    board.deliver_for(minutes=1)
    assert board.seen() == ["note 1", "note 2"]
    assert board.asked_slack("conversations.history") >= 1
    assert board.waiting() == 0


@pytest.mark.parametrize("trouble", ACCEPTED_UNHEARD, ids=str)
def test_a_direct_message_whose_answer_is_lost_stands_there_once(board: Board, trouble: dict[str, Any]) -> None:
    """The channel of a first direct message is not known yet, and has to be asked for."""
    board.slack.fail("chat.postMessage", **trouble)
    board.pin(1, "U1")
    board.deliver()
    if "late" in trouble:
        board.slack.wait_until(lambda: board.told("U1"))
    board.deliver_for(minutes=1)
    assert board.told("U1") == ["note 1"]
    assert (board.place("U1").channel or "").startswith("D")


@pytest.mark.parametrize("trouble", ACCEPTED_UNHEARD, ids=str)
def test_an_answer_in_a_thread_whose_answer_is_lost_stands_there_once(board: Board, trouble: dict[str, Any]) -> None:
    question = board.pin(1)
    board.deliver()
    board.slack.fail("chat.postMessage", **trouble)
    board.pin(2, thread_of=question)
    board.deliver_for(seconds=2)
    if "late" in trouble:
        board.slack.wait_until(lambda: len(board.seen()) == 2)
    board.deliver_for(minutes=1)
    assert board.seen() == ["note 1", "note 2"]
    assert board.asked_slack("conversations.replies") >= 1


@pytest.mark.parametrize("trouble", [{"drop": "before"}, {"drop": "after"}, {"half": True}, {"status": 500}], ids=str)
def test_an_update_whose_answer_is_lost_is_simply_made_again(board: Board, trouble: dict[str, Any]) -> None:
    board.pin(1)
    board.deliver()
    board.slack.fail("chat.update", **trouble)
    board.write(1, "news")
    board.deliver_for(minutes=1)
    assert board.seen() == ["news"]
    assert board.asked_slack("conversations.history") == 0
    assert board.waiting() == 0


def test_what_was_found_is_brought_up_to_date(board: Board) -> None:
    board.slack.fail("chat.postMessage", drop="after")
    board.pin(1)
    board.deliver()
    board.write(1, "news")
    board.deliver_for(minutes=1)
    assert board.seen() == ["news"]


def test_nobody_posts_again_before_a_late_acceptance_would_be_seen(board: Board) -> None:
    """T4: the place rests for a whole lease, since Slack may still be at work on the request."""
    board.slack.fail("chat.postMessage", drop="before")
    board.pin(1)
    board.deliver()
    assert board.place().not_before == board.clock() + LEASE
    assert board.asked_slack("chat.postMessage") == 1


def test_slack_that_answers_with_a_fault_is_asked_again_soon(board: Board) -> None:
    """A fault of the server is an answer: what was to happen has happened."""
    board.slack.fail("chat.postMessage", status=500)
    board.pin(1)
    board.deliver()
    assert board.place().not_before == board.clock() + timedelta(seconds=2)


def test_late_acceptance_in_real_time(board: Board) -> None:
    """T4 scaled: the client gives up at once, Slack takes the message 0.6 s later, the lease lasts 1 s."""
    board.clock = cast(Any, lambda: datetime.now(UTC))
    courier = board.new_courier(now=board.clock, lease=timedelta(seconds=1), patience=0.3)
    board.slack.fail("chat.postMessage", late=0.6)
    board.pin(1)
    assert serve_next(courier) is Served.FAILED
    assert board.seen() == []
    board.slack.wait_until(lambda: serve_next(courier) is Served.SHOWN)
    assert board.seen() == ["note 1"]
    assert board.asked_slack("conversations.history") == 1


# Looking back goes wrong itself


@pytest.mark.parametrize(
    "trouble",
    [{"retry_after": 5}, {"status": 500}, {"drop": "before"}, {"half": True}, {"error": "internal_error"}],
    ids=str,
)
def test_a_look_that_fails_is_made_again_before_anything_is_posted(board: Board, trouble: dict[str, Any]) -> None:
    """Slack refused the look, not the message: that one may still be there."""
    board.slack.fail("chat.postMessage", drop="after")
    board.slack.fail("conversations.history", **trouble)
    board.pin(1)
    board.deliver_for(minutes=3)
    assert board.seen() == ["note 1"]
    assert board.asked_slack("chat.postMessage") == 1


def test_a_token_revoked_while_looking_does_not_double(board: Board) -> None:
    board.slack.fail("chat.postMessage", drop="after")
    board.pin(1)
    board.deliver()
    board.slack.revoke_token()
    board.clock.move(minutes=1)
    with pytest.raises(TokenTrouble):
        board.deliver()
    board.slack.recover()
    board.deliver_for(minutes=2)
    assert board.seen() == ["note 1"]


def test_a_bot_thrown_out_while_looking_does_not_double_when_it_is_back(board: Board) -> None:
    board.slack.fail("chat.postMessage", drop="after")
    board.pin(1)
    board.deliver()
    board.slack.remove_bot("C2")
    board.deliver_for(minutes=2)
    board.slack.invite_bot("C2")
    board.clock.move(hours=1)
    board.deliver_for(minutes=2)
    assert board.seen() == ["note 1"]


def test_a_refusal_after_a_look_that_found_nothing_ends_the_doubt(board: Board) -> None:
    """What has been looked for once is not looked for at every further try."""
    board.slack.fail("chat.postMessage", drop="before")
    board.slack.fail("chat.postMessage", times=4, retry_after=1)
    board.pin(1)
    board.deliver_for(minutes=2)
    assert board.seen() == ["note 1"]
    assert board.asked_slack("conversations.history") == 1


def test_without_the_history_scope_nothing_is_lost(board: Board) -> None:
    """T5: nobody can look, so the message is sent again."""
    board.slack.withhold("channels:history", "groups:history", "im:history")
    board.slack.fail("chat.postMessage", drop="before")
    board.pin(1)
    board.pin(2)
    board.deliver_for(minutes=2)
    assert board.seen() == ["note 1", "note 2"]


def test_a_first_try_that_slack_refused_is_not_looked_for(board: Board) -> None:
    board.slack.fail("chat.postMessage", times=3, retry_after=1)
    board.pin(1)
    board.deliver_for(seconds=10)
    assert board.seen() == ["note 1"]
    assert board.asked_slack("conversations.history") == 0


def test_nobody_listening_means_nothing_was_sent(board: Board) -> None:
    """A refused connection is no doubt: the next try neither waits for a lease nor looks back."""
    closed = WebClient("xoxb-x", base_url="http://127.0.0.1:9/", timeout=1, retry_handlers=[])
    board.pin(1)
    assert serve_next(board.new_courier(slack=closed)) is Served.FAILED
    assert board.card(1).posting_since is None
    board.deliver_for(seconds=3)
    assert board.seen() == ["note 1"]


# Answers that are no JSON


class Nonsense(BaseHTTPRequestHandler):
    """A server that answers everything with what its class was given."""

    status, body = 200, b""

    def do_POST(self) -> None:
        """Answer."""
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self.send_response(self.status)
        self.send_header("content-length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<!doctype html><title>Maintenance</title>"),
        (200, b""),
        (200, b"[]"),
        (200, b"null"),
        (200, b'"ok"'),
        (200, b"\xff\xfe\x00"),
        (200, b'{"ok": true}'),
        (503, b"<html>"),
        (502, b""),
        (504, b"{}"),
        (500, b"\xff"),
    ],
)
def test_an_answer_that_is_no_answer_leaves_the_message_in_doubt(board: Board, status: int, body: bytes) -> None:
    handler = type("Said", (Nonsense,), {"status": status, "body": body})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}/"
    try:
        board.pin(1)
        client = WebClient("xoxb-x", base_url=base, timeout=5, retry_handlers=[])
        assert serve_next(board.new_courier(slack=client)) is Served.FAILED
    finally:
        server.shutdown()
        server.server_close()
    assert board.card(1).posting_since is not None
    assert board.waiting() == 1
    board.deliver_for(minutes=1)
    assert board.seen() == ["note 1"]


# Busy places and the length of a look


def test_a_message_is_found_behind_many_others(board: Board) -> None:
    board.slack.fail("chat.postMessage", drop="after")
    board.pin(1)
    board.deliver()
    anna = board.slack.person("U1")
    for number in range(450):
        anna.say(f"chatter {number}", "C2")
    board.deliver_for(minutes=1)
    assert board.seen() == ["note 1"]
    assert board.asked_slack("conversations.history") == 3


def test_a_look_stays_within_the_time_of_the_try(board: Board) -> None:
    """However long the bot was away and however busy the place was meanwhile."""
    board.slack.fail("chat.postMessage", drop="after")
    board.pin(1)
    board.deliver()
    since = board.card(1).posting_since
    board.clock.move(days=3)
    board.deliver()
    (look,) = board.slack.calls("conversations.history")
    assert since is not None
    assert float(look.args["oldest"]) == pytest.approx((since - readback.MARGIN).timestamp())
    assert float(look.args["latest"]) == pytest.approx((since + LEASE + readback.MARGIN).timestamp())
    board.deliver_for(seconds=2)
    assert board.card(1).ts == board.slack.messages("C2")[0].ts


def test_a_place_of_endless_pages_is_left_after_some(board: Board) -> None:
    asked: list[str | None] = []

    def endless(**args: Any) -> dict[str, Any]:
        asked.append(args.get("cursor"))
        return {"messages": [{"ts": "1.0"}], "response_metadata": {"next_cursor": "more"}}

    slack = cast(WebClient, SimpleNamespace(conversations_history=endless))
    sought = readback.Sought("key", None, board.clock(), board.clock())
    assert readback.find_message(slack, Place(address="C2", not_before=board.clock()), sought) is None
    assert len(asked) == 25


# Leases


def test_a_worker_that_lost_its_lease_changes_nothing(board: Board) -> None:
    """D12: the slow one sends, the quick one has taken over, and there is one message."""
    board.pin(1)
    quick = board.new_courier("quick")
    taken: list[Served] = []

    def stall(step: str) -> None:
        if step == "sent" and not taken:
            board.clock.move(seconds=46)
            taken.append(serve_next(quick))

    assert serve_next(board.new_courier("slow", step=stall)) is Served.SHOWN
    assert taken == [Served.SHOWN]
    assert board.seen() == ["note 1"]
    assert board.place().lease_owner is None
    board.deliver_for(seconds=3)
    assert board.seen() == ["note 1"]
    assert board.waiting() == 0


def test_a_failure_after_the_lease_is_lost_changes_nothing(board: Board) -> None:
    board.pin(1)
    quick = board.new_courier("quick")
    taken: list[Served] = []

    def stall(step: str) -> None:
        if step == "rendered" and not taken:
            board.clock.move(seconds=46)
            taken.append(serve_next(quick))

    board.slack.fail("chat.postMessage", times=2, error="invalid_blocks")
    assert serve_next(board.new_courier("slow", step=stall)) is Served.FAILED
    assert board.card(1).short_form
    assert board.card(1).attempts == 1


def test_a_worker_that_took_too_long_before_sending_does_not_send(board: Board) -> None:
    """Its request could arrive after the next worker has looked back."""
    board.pin(1)

    def stall(step: str) -> None:
        if step == "rendered":
            board.clock.move(seconds=36)

    assert serve_next(board.new_courier("slow", step=stall)) is Served.FAILED
    assert board.asked_slack("chat.postMessage") == 0
    assert board.place().lease_owner is None
    board.deliver_for(seconds=3)
    assert board.seen() == ["note 1"]


def test_a_worker_whose_lease_ran_out_while_looking_back_does_not_send(board: Board) -> None:
    board.slack.fail("chat.postMessage", drop="before")
    board.pin(1)
    board.deliver()
    board.clock.move(seconds=46)
    quick = board.new_courier("quick")
    taken: list[Served] = []

    def stall(step: str) -> None:
        if step == "looked back":
            board.clock.move(seconds=46)
            taken.append(serve_next(quick))

    assert serve_next(board.new_courier("slow", step=stall)) is Served.FAILED
    assert taken == [Served.SHOWN]
    assert board.seen() == ["note 1"]


def test_a_long_look_back_gets_a_new_lease(board: Board) -> None:
    board.slack.fail("chat.postMessage", drop="before")
    board.pin(1)
    board.deliver()
    board.clock.move(seconds=46)

    def stall(step: str) -> None:
        if step == "looked back":
            board.clock.move(seconds=40)

    assert serve_next(board.new_courier("slow", step=stall)) is Served.SHOWN
    assert board.seen() == ["note 1"]


def test_a_dead_worker_holds_its_place_for_one_lease(board: Board) -> None:
    board.pin(1)
    with board.database.begin() as session:
        assert cards.claim(session, "dead", board.clock(), board.clock() + LEASE) is not None
    board.clock.move(seconds=44)
    assert board.deliver() == 0
    board.clock.move(seconds=1)
    assert board.deliver() == 1


def test_a_database_that_fails_after_sending_leaves_the_message_to_be_found(board: Board) -> None:
    """The message is in Slack and nobody could write that down: the lease runs out and the next one looks."""
    board.pin(1)
    courier = board.new_courier("cut off")

    def break_off(step: str) -> None:
        if step == "sent":
            raise OSError

    assert serve_next(replace(courier, step=break_off)) is Served.FAILED
    board.deliver_for(minutes=1)
    assert board.seen(DESK) == ["note 1"]
    assert board.waiting() == 0
