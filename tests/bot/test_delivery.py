"""Slack shows what the database wants: the newest state, in order, at a pace, in the right place and thread."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.delivery import serve_next
from bot.views.blocks import Message
from storage.database import Database
from tests.bot.noticeboard import Board, board_on


@pytest.fixture
def board(database: Database) -> Iterator[Board]:
    """An empty notice board, on SQLite and on PostgreSQL."""
    with board_on(database) as made:
        yield made
        assert made.slack.refused == []


def test_a_card_is_wanted_in_the_transaction_of_its_record_or_not_at_all(board: Board) -> None:
    """D01."""

    def fail_after_asking() -> None:
        with board.database.begin() as session:
            board.messenger.show(session, "note", 1, "C2")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_asking()
    assert board.deliver() == 0
    assert board.waiting() == 0


def test_a_note_appears_once_and_is_remembered(board: Board) -> None:
    board.pin(1, text="The pool is open")
    assert board.deliver() == 1
    (message,) = board.slack.messages("C2")
    assert (message.words, message.text) == ("The pool is open", "The pool is open")
    assert (board.card(1).ts, board.card(1).shown) == (message.ts, 1)
    assert board.deliver() == 0


def test_every_message_carries_its_key_and_shows_no_previews(board: Board) -> None:
    """D04."""
    card = board.pin(1)
    board.deliver()
    (message,) = board.slack.messages("C2")
    assert message.metadata == {"event_type": "kaiku_card", "event_payload": {"key": card.key}}
    assert message.flags["unfurl_links"] is False
    assert message.flags["unfurl_media"] is False


def test_what_is_shown_is_the_state_at_delivery_not_at_the_wish(board: Board) -> None:
    board.pin(1, text="draft")
    board.texts[1] = "final"
    board.deliver()
    assert board.seen() == ["final"]


def test_ten_quick_changes_become_one_update(board: Board) -> None:
    board.pin(1)
    board.deliver()
    for version in range(10):
        board.write(1, f"version {version}")
    board.deliver_for(seconds=5)
    assert board.seen() == ["version 9"]
    assert board.asked_slack("chat.update") == 1
    assert board.card(1).shown == board.card(1).wanted == 11


def test_a_change_during_the_delivery_is_shown_next(board: Board) -> None:
    board.pin(1, text="first")

    def change_while_sending(step: str) -> None:
        if step == "rendered" and board.texts[1] == "first":
            board.write(1, "second")

    board.messenger._courier = board.new_courier(step=change_while_sending)
    board.deliver()
    assert board.seen() == ["first"]
    board.deliver_for(seconds=2)
    assert board.seen() == ["second"]


def test_an_update_takes_away_blocks_that_are_no_more(board: Board) -> None:
    """Slack keeps the old blocks of a message unless it is told of none."""
    board.pin(1)
    board.deliver()
    board.messenger._courier = board.new_courier(views={"note": lambda *_: Message("only text")})
    board.write(1, "only text")
    board.deliver_for(seconds=2)
    (call,) = board.slack.calls("chat.update")
    assert call.args["blocks"] == []
    assert board.seen() == ["only text"]


def test_notes_in_one_place_keep_their_order_and_a_second_between_them(board: Board) -> None:
    """D06."""
    for number in range(100):
        board.pin(number)
    board.deliver_for(seconds=99)
    assert board.seen() == [f"note {number}" for number in range(100)]
    moments = [moment for step, moment in board.steps if step == "sent"]
    assert min(later - earlier for earlier, later in pairwise(moments)) >= timedelta(seconds=1)


def test_places_do_not_wait_for_each_other(board: Board) -> None:
    for number, address in enumerate(["C1", "C2", "U1", "U2"]):
        board.pin(number, address)
    assert board.deliver() == 4


def test_asked_to_wait_thirty_seconds_only_that_place_waits_and_its_order_stays(board: Board) -> None:
    """D05."""
    board.slack.fail("chat.postMessage", channel="C2", retry_after=30)
    board.pin(1)
    board.pin(2)
    board.pin(3, "C1")
    board.deliver()
    assert (board.seen("C1"), board.seen("C2")) == (["note 3"], [])
    assert board.place("C2").not_before == board.clock() + timedelta(seconds=30)
    board.deliver_for(seconds=29)
    assert board.seen("C2") == []
    board.deliver_for(seconds=2)
    assert board.seen("C2") == ["note 1", "note 2"]
    assert len([call for call in board.slack.calls("chat.postMessage") if call.args["channel"] == "C2"]) == 3


def test_the_wait_lives_in_the_database_so_another_process_keeps_it_too(board: Board) -> None:
    board.slack.fail("chat.postMessage", retry_after=30)
    board.pin(1)
    board.deliver()
    with board_on(board.database) as other:
        other.clock.now = board.clock() + timedelta(seconds=29)
        other.texts = board.texts
        assert other.deliver() == 0
        other.clock.move(seconds=1)
        assert other.deliver() == 1


def test_an_absurd_wait_is_cut_to_an_hour(board: Board) -> None:
    board.slack.fail("chat.postMessage", retry_after=10**30)
    board.pin(1)
    board.deliver()
    assert board.place().not_before == board.clock() + timedelta(hours=1)


def test_an_answer_stands_in_the_thread_of_its_first_message(board: Board) -> None:
    question = board.pin(1)
    board.pin(2, thread_of=question)
    board.deliver_for(seconds=1)
    first, answer = board.slack.messages("C2")
    assert (first.thread_ts, answer.thread_ts) == (None, first.ts)


def test_an_answer_waits_for_its_first_message_and_others_pass(board: Board) -> None:
    question = board.pin(1)
    board.slack.fail("chat.postMessage", error="some_riddle")
    board.deliver()
    with board.database.begin() as session:  # the question is given up
        session.merge(question).dead_at = board.clock()
    board.pin(2, thread_of=question)
    board.pin(3)
    board.deliver_for(seconds=20)
    assert board.seen() == ["note 3"]
    board.write(1, "asked again")
    board.deliver_for(seconds=10)
    assert board.seen() == ["note 3", "asked again", "note 2"]


def test_a_waiting_answer_holds_nobody_up(board: Board) -> None:
    """A place whose only card waits for its thread is left alone: what comes next is served at once."""
    question = board.pin(1)
    with board.database.begin() as session:
        session.merge(question).dead_at = board.clock()
    board.pin(2, thread_of=question)
    assert board.deliver() == 0
    board.pin(3)
    assert board.deliver() == 1


def test_a_note_that_is_taken_down_is_deleted_and_comes_back_when_it_is_up_again(board: Board) -> None:
    board.pin(1)
    board.deliver()
    board.write(1, None)
    board.deliver_for(seconds=2)
    assert board.seen() == []
    assert board.card(1).ts is None
    board.write(1, "back")
    board.deliver_for(seconds=2)
    assert board.seen() == ["back"]


def test_a_note_taken_down_before_it_appeared_is_never_posted(board: Board) -> None:
    board.pin(1)
    board.write(1, None)
    board.deliver()
    assert board.asked_slack("chat.postMessage") == 0
    assert board.waiting() == 0


def test_a_note_taken_down_twice_is_still_down(board: Board) -> None:
    """The delete took effect but its answer was lost: the next one finds nothing, and that is right."""
    board.pin(1)
    board.deliver()
    board.write(1, None)
    board.slack.fail("chat.delete", drop="after")
    board.deliver_for(seconds=60)
    card = board.card(1)
    assert (card.ts, card.removed_at, card.shown) == (None, None, card.wanted)


def test_a_late_note_says_so_once(board: Board) -> None:
    board.pin(1)
    board.clock.move(hours=1, minutes=1)
    board.deliver()
    (words,) = board.seen()
    assert words.startswith("note 1")
    assert "Delayed: this was meant to be here" in words
    board.write(1, "news")
    board.deliver_for(seconds=2)
    assert board.seen() == ["news"]


def test_what_is_late_says_so_in_the_language_that_it_speaks(board: Board) -> None:
    courier = board.new_courier(views={"note": lambda *_: Message("Hallen är stängd.", language="sv")})
    board.pin(1)
    board.clock.move(hours=2)
    serve_next(courier)
    (words,) = board.seen()
    assert "Försenat: det här skulle ha varit här" in words


def test_a_direct_message_goes_to_the_persons_own_channel(board: Board) -> None:
    board.pin(1, "U1", text="for you")
    board.deliver()
    assert board.told("U1") == ["for you"]
    assert (board.place("U1").channel or "").startswith("D")
    board.write(1, "still for you")
    board.deliver_for(seconds=2)
    assert board.told("U1") == ["still for you"]


def test_a_clock_that_was_a_day_ahead_delays_nothing_once_it_is_right(board: Board) -> None:
    """Holds and leases that were written by a wrong clock lie further ahead than anybody holds a place."""
    board.clock.move(days=1)
    board.pin(1)
    board.deliver()
    board.clock.move(days=-1)
    board.pin(2)
    board.deliver_for(seconds=2)
    assert board.seen() == ["note 1", "note 2"]


def test_a_clock_set_back_a_little_only_waits(board: Board) -> None:
    board.pin(1)
    board.deliver()
    board.clock.move(minutes=-10)
    board.pin(2)
    assert board.deliver() == 0
    board.clock.move(minutes=10, seconds=1)
    board.deliver()
    assert board.seen() == ["note 1", "note 2"]
