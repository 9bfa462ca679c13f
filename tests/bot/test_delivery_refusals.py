"""When Slack says no: the place, the payload, the token or the message itself is the matter, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from structlog.testing import capture_logs

from bot import notices
from bot.delivery import TokenTrouble
from bot.errors import Conflict, Refused
from bot.people import Asker
from bot.roles import Role
from bot.services import Services
from bot.views.blocks import Message, section
from bot.words import Reader
from storage import audit, cards
from storage.database import Database
from storage.models import Blockage, Card
from tests.bot.noticeboard import Board, board_on

MANAGER = Asker("U3", "Carla", Role.MANAGER, Reader("en"))
EMPLOYEE = Asker("U1", "Anna", Role.EMPLOYEE, Reader("en"))


@pytest.fixture
def board(database: Database) -> Iterator[Board]:
    """An empty notice board, on SQLite and on PostgreSQL."""
    with board_on(database) as made:
        yield made


def services(board: Board) -> Services:
    """Return what a use case of the notices needs."""
    return cast(Services, SimpleNamespace(database=board.database, messenger=board.messenger, now=board.clock))


def open_blockages(board: Board) -> list[Blockage]:
    with board.database.read() as session:
        return [blockage for blockage, _ in cards.blocked(session)]


def dead_letters(board: Board) -> list[Card]:
    with board.database.read() as session:
        return [letter.card for letter in cards.dead(session)]


# The place


@pytest.mark.parametrize(
    ("happens", "says"),
    [
        (lambda slack: slack.archive("C1"), "archived"),
        (lambda slack: slack.remove_bot("C1"), "not a member"),
        (lambda slack: slack.fail(channel="C1", error="channel_not_found"), "not a member"),
        (lambda slack: slack.fail(channel="C1", error="restricted_action_read_only_channel"), "only some people"),
        (lambda slack: slack.fail(channel="C1", error="posting_to_channel_denied"), "only some people"),
        (lambda slack: slack.fail(channel="C1", error="ekm_access_denied"), "ekm_access_denied"),
    ],
)
def test_a_place_that_takes_no_messages_is_told_to_the_asker_and_loses_nothing(
    board: Board, happens: Any, says: str
) -> None:
    """D07."""
    happens(board.slack)
    board.pin(1, "C1", asked_by="U1")
    board.pin(2, "C1", asked_by="U1")
    board.deliver_for(seconds=10)
    (told,) = board.told("U1")
    assert says in told
    assert "the messages wait" in told
    assert board.waiting() == 2
    assert board.place("C1").not_before > board.clock() + timedelta(minutes=59)


def test_the_asker_is_told_once_however_long_it_lasts(board: Board) -> None:
    board.slack.archive("C1")
    board.pin(1, "C1", asked_by="U1")
    for _ in range(5):
        board.deliver_for(seconds=3)
        board.clock.move(hours=1)
        board.pin(2, "C1", asked_by="U1")
    assert len(board.told("U1")) == 1
    assert len(open_blockages(board)) == 1


def test_the_hourly_try_finds_an_open_channel_and_the_same_notice_says_so(board: Board) -> None:
    board.slack.archive("C1")
    board.pin(1, "C1", asked_by="U1")
    board.pin(2, "C1", asked_by="U1")
    board.deliver_for(seconds=3)
    board.slack.unarchive("C1")
    board.clock.move(hours=1)
    board.deliver_for(seconds=3)
    assert [words.splitlines()[0] for words in board.seen("C1")] == ["note 1", "note 2"]
    (told,) = board.told("U1")
    assert "takes Kaiku’s messages again" in told
    assert open_blockages(board) == []


def test_trouble_that_comes_back_is_told_anew(board: Board) -> None:
    for number in (1, 2):
        board.slack.archive("C1")
        board.pin(number, "C1", asked_by="U1")
        board.deliver_for(seconds=3)
        board.slack.unarchive("C1")
        board.clock.move(hours=1)
        board.deliver_for(seconds=3)
    assert len(board.told("U1")) == 2


def test_without_an_asker_the_desk_hears_of_it(board: Board) -> None:
    board.slack.archive("C1")
    board.pin(1, "C1")
    board.deliver_for(seconds=3)
    (told,) = board.seen("C2")
    assert "archived" in told


def test_nobody_is_told_in_their_own_broken_direct_messages(board: Board) -> None:
    board.slack.deactivate("U2")
    board.pin(1, "U2", asked_by="U2")
    board.deliver_for(seconds=3)
    (told,) = board.seen("C2")
    assert "no longer in use" in told


def test_a_notice_that_cannot_reach_the_asker_goes_to_the_desk(board: Board) -> None:
    """Both troubles are heard of: the channel's and the asker's."""
    board.slack.archive("C1")
    board.slack.deactivate("U2")
    board.pin(1, "C1", asked_by="U2")
    board.deliver_for(seconds=5)
    told = " ".join(board.seen("C2"))
    assert "the channel is archived" in told
    assert "no longer in use" in told


def test_with_nobody_to_tell_the_cards_simply_wait(board: Board) -> None:
    board.slack.archive("C2")
    board.pin(1, "C2")
    board.deliver_for(seconds=3)
    assert board.waiting() == 1
    assert len(open_blockages(board)) == 1


def test_a_card_that_has_nothing_to_show_does_not_open_a_blocked_place(board: Board) -> None:
    board.slack.archive("C1")
    board.pin(1, "C1", asked_by="U1")
    board.pin(2, "C1", asked_by="U1")
    board.deliver_for(seconds=3)
    board.write(1, None)
    board.clock.move(hours=1)
    board.deliver_for(seconds=3)
    assert len(open_blockages(board)) == 1
    (told,) = board.told("U1")
    assert "archived" in told


def test_trying_again_by_hand_does_not_wait_for_the_hour(board: Board) -> None:
    board.slack.archive("C1")
    board.pin(1, "C1", asked_by="U1")
    board.deliver_for(seconds=3)
    board.slack.unarchive("C1")
    (blockage,) = open_blockages(board)
    notices.try_again(services(board), blockage.id, by=EMPLOYEE)
    board.deliver()
    assert board.seen("C1") == ["note 1"]
    with pytest.raises(Conflict):
        notices.try_again(services(board), blockage.id, by=EMPLOYEE)


def test_what_waits_can_be_sent_to_another_channel_marked_late(board: Board) -> None:
    """D08."""
    board.slack.archive("C1")
    board.pin(1, "C1", asked_by="U1")
    board.pin(2, "C1", asked_by="U1")
    board.deliver_for(seconds=3)
    board.clock.move(hours=2)
    (blockage,) = open_blockages(board)
    with pytest.raises(Refused):
        notices.send_elsewhere(services(board), blockage.id, "C2", by=EMPLOYEE)
    notices.send_elsewhere(services(board), blockage.id, "C2", by=MANAGER)
    board.deliver_for(seconds=3)
    assert [words.split("\n")[0] for words in board.seen("C2")] == ["note 1", "note 2"]
    assert all("Delayed" in words for words in board.seen("C2"))
    (told,) = board.told("U1")
    assert "goes to" in told
    assert board.waiting() == 0
    with board.database.read() as session:
        (entry,) = audit.about(session, f"place:{blockage.place_id}")
    assert (entry.who, entry.after) == ("U3", {"address": "C2", "cards": 2})


def test_choosing_the_blocked_channel_itself_only_tries_again(board: Board) -> None:
    board.slack.archive("C1")
    board.pin(1, "C1", asked_by="U1")
    board.deliver_for(seconds=3)
    (blockage,) = open_blockages(board)
    notices.send_elsewhere(services(board), blockage.id, "C1", by=MANAGER)
    assert board.waiting() == 1
    assert len(open_blockages(board)) == 1
    board.slack.unarchive("C1")
    board.deliver()
    assert board.seen("C1") == ["note 1"]


def test_moved_notes_are_edited_in_their_new_place(board: Board) -> None:
    board.pin(1, "C1", asked_by="U1")
    board.deliver()
    board.slack.archive("C1")
    board.write(1, "changed")
    board.deliver_for(seconds=3)
    (blockage,) = open_blockages(board)
    notices.send_elsewhere(services(board), blockage.id, "C2", by=MANAGER)
    board.deliver_for(seconds=3)
    board.write(1, "changed again")
    board.deliver_for(seconds=3)
    assert board.seen("C2") == ["changed again"]
    assert board.seen("C1") == ["note 1"]


def test_an_answer_whose_thread_stayed_behind_stands_alone(board: Board) -> None:
    question = board.pin(1, "C1", asked_by="U1")
    board.deliver_for(seconds=1)
    board.slack.archive("C1")
    board.pin(2, "C1", thread_of=question, asked_by="U1")
    board.deliver_for(seconds=1)
    (blockage,) = open_blockages(board)
    notices.send_elsewhere(services(board), blockage.id, "C2", by=MANAGER)
    board.deliver_for(seconds=3)
    (message,) = board.slack.messages("C2")
    assert (message.words, message.thread_ts) == ("note 2", None)


def test_a_message_that_was_on_its_way_when_its_card_was_moved_changes_nothing(board: Board) -> None:
    """The worker that comes back from the old place must not put its ts on a card that stands elsewhere now."""
    board.pin(1, "C1")

    def move_meanwhile(step: str) -> None:
        if step == "sent" and board.place("C1").id == board.card_anywhere(1).place_id:
            with board.database.begin() as session:
                cards.move(session, board.place("C1").id, cards.place_at(session, "C2", board.clock()))

    board.place("C2")
    board.messenger._courier = board.new_courier(step=move_meanwhile)
    board.deliver()
    board.deliver_for(seconds=3)
    assert board.seen("C2") == ["note 1"]
    assert board.card(1, "C2").ts == board.slack.messages("C2")[0].ts


# The payload


def picky(board: Board, method: str = "chat.postMessage", error: str = "invalid_blocks") -> None:
    """Let Slack refuse the next message with blocks."""
    board.slack.fail(method, error=error)


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long", "invalid_arguments"])
def test_blocks_that_slack_refuses_become_plain_text_once(board: Board, error: str) -> None:
    """D09."""
    picky(board, error=error)
    board.pin(1)
    board.deliver_for(seconds=1)
    (message,) = board.slack.messages("C2")
    assert (message.text, message.blocks) == ("note 1", [])
    assert board.asked_slack("chat.postMessage") == 2


def test_the_next_state_is_tried_with_its_blocks_again(board: Board) -> None:
    picky(board)
    board.pin(1)
    board.deliver_for(seconds=1)
    board.write(1, "news")
    board.deliver_for(seconds=1)
    (message,) = board.slack.messages("C2")
    assert message.blocks
    assert message.words == "news"


def test_an_update_that_slack_refuses_becomes_plain_text_without_old_blocks(board: Board) -> None:
    board.pin(1)
    board.deliver()
    picky(board, "chat.update")
    board.write(1, "news")
    board.deliver_for(seconds=2)
    (message,) = board.slack.messages("C2")
    assert (message.text, message.blocks) == ("news", [])
    assert board.slack.calls("chat.update")[-1].args["blocks"] == []


def test_when_the_short_form_fails_too_the_card_is_a_dead_letter_and_the_next_one_goes(board: Board) -> None:
    """D09, D14."""
    board.slack.fail("chat.postMessage", times=2, error="invalid_blocks")
    board.pin(1)
    board.pin(2)
    board.deliver_for(seconds=2)
    assert board.seen() == ["note 2"]
    (letter,) = dead_letters(board)
    assert (letter.record_id, letter.last_error) == (1, "invalid_blocks")
    board.deliver_for(minutes=1)
    assert board.asked_slack("chat.postMessage") == 3


def test_dead_letters_can_be_tried_again(board: Board) -> None:
    """D14."""
    board.slack.fail("chat.postMessage", times=2, error="invalid_blocks")
    board.pin(1)
    board.deliver()
    with board.database.begin() as session:
        assert cards.revive(session) == 1
    board.clock.move(hours=2)
    board.deliver()
    (words,) = board.seen()
    assert words.startswith("note 1")
    assert "Delayed" in words
    assert dead_letters(board) == []


def test_a_new_state_of_a_dead_letter_is_a_new_chance(board: Board) -> None:
    board.slack.fail("chat.postMessage", times=2, error="invalid_blocks")
    board.pin(1)
    board.deliver()
    board.write(1, "mended")
    board.deliver()
    assert board.seen() == ["mended"]


def test_a_new_state_that_comes_while_the_old_one_fails_is_not_given_up_with_it(board: Board) -> None:
    board.slack.fail("chat.postMessage", times=2, error="invalid_blocks")
    board.pin(1)
    tries: list[str] = []

    def write_meanwhile(step: str) -> None:
        tries.extend([step] if step == "rendered" else [])
        if len(tries) == 2 and board.texts[1] != "mended":
            board.write(1, "mended")

    board.messenger._courier = board.new_courier(step=write_meanwhile)
    board.deliver_for(seconds=1)
    assert board.seen() == ["mended"]


@pytest.mark.parametrize("error", ["metadata_too_large", "invalid_metadata_format", "metadata_must_be_sent_from_app"])
def test_without_metadata_when_slack_dislikes_it(board: Board, error: str) -> None:
    board.slack.fail("chat.postMessage", error=error)
    board.pin(1)
    board.deliver_for(seconds=1)
    (message,) = board.slack.messages("C2")
    assert message.metadata is None
    assert message.blocks


# The token


@pytest.mark.parametrize("error", ["token_revoked", "invalid_auth", "account_inactive", "missing_scope"])
def test_a_revoked_token_stops_everything_and_marks_nothing(board: Board, error: str) -> None:
    """D10."""
    board.slack.revoke_token(error)
    for number in range(4):
        board.pin(number, ["C1", "C2"][number % 2])
    for _ in range(10):
        with pytest.raises(TokenTrouble):
            board.deliver()
        board.clock.move(seconds=60)
    assert board.messenger.trouble == error
    assert board.messenger.last_success is None
    assert board.waiting() == 4
    assert dead_letters(board) == []
    assert open_blockages(board) == []
    board.slack.recover()
    board.deliver_for(seconds=30)
    assert board.seen("C1") == ["note 0", "note 2"]
    assert board.seen("C2") == ["note 1", "note 3"]
    assert board.messenger.trouble is None


def test_a_revoked_token_is_logged_loudly_once(board: Board) -> None:
    board.slack.revoke_token()
    board.pin(1)
    with capture_logs() as lines:
        for _ in range(5):
            with pytest.raises(TokenTrouble):
                board.deliver()
            board.clock.move(minutes=1)
    assert [line["log_level"] for line in lines].count("error") == 1


# The message


def test_a_message_that_somebody_deleted_is_not_made_again(board: Board) -> None:
    """D11."""
    board.pin(1)
    board.deliver()
    board.forget_messages()
    for version in range(3):
        board.write(1, f"version {version}")
        board.deliver_for(seconds=5)
    assert board.seen() == []
    assert board.card(1).removed_at is not None
    assert board.asked_slack("chat.update") == 1
    assert board.waiting() == 0


def test_a_person_who_asks_gets_a_deleted_message_back(board: Board) -> None:
    board.pin(1)
    board.deliver()
    board.forget_messages()
    board.write(1, "news")
    board.deliver_for(seconds=2)
    board.pin(1)
    board.deliver_for(seconds=2)
    assert board.seen() == ["news"]
    board.write(1, "newer")
    board.deliver_for(seconds=2)
    assert board.seen() == ["newer"]


def test_an_answer_to_a_deleted_message_is_not_posted(board: Board) -> None:
    """D11."""
    question = board.pin(1)
    board.deliver()
    board.forget_messages()
    board.pin(2, thread_of=question)
    board.pin(3)
    board.deliver_for(seconds=3)
    assert board.seen() == ["note 3"]
    assert board.card(2).removed_at is not None


def test_a_message_that_cannot_be_changed_any_more_is_left(board: Board) -> None:
    board.pin(1)
    board.deliver()
    board.slack.fail("chat.update", error="edit_window_closed")
    board.write(1, "news")
    board.pin(2)
    board.deliver_for(seconds=3)
    assert board.seen() == ["note 1", "note 2"]
    assert board.waiting() == 0


# What nobody has met yet


def test_an_error_with_an_unknown_name_is_looked_after_and_then_given_up(board: Board) -> None:
    """A card that Slack refuses for a reason of its own must not hold its place for ever."""
    board.slack.fail("chat.postMessage", times=6, error="some_riddle")
    board.pin(1)
    board.pin(2)
    board.deliver_for(minutes=5)
    assert board.seen() == ["note 2"]
    assert [letter.last_error for letter in dead_letters(board)] == ["some_riddle"]
    assert board.asked_slack("conversations.history") >= 5


def test_an_unknown_error_that_passes_costs_nothing(board: Board) -> None:
    board.slack.fail("chat.postMessage", times=3, error="some_riddle")
    board.pin(1)
    board.deliver_for(seconds=60)
    assert board.seen() == ["note 1"]


def test_a_slack_that_is_away_all_day_makes_no_dead_letters_before_the_evening(board: Board) -> None:
    board.slack.fail(times=10**6, status=503)
    board.pin(1)
    for _ in range(12 * 6):
        board.clock.move(minutes=10)
        board.deliver()
    assert dead_letters(board) == []
    board.slack.recover()
    board.clock.move(minutes=11)
    board.deliver()
    assert board.seen()[0].startswith("note 1")


def test_an_answer_that_never_gets_clear_is_given_up_after_about_a_day(board: Board) -> None:
    board.slack.fail("chat.postMessage", times=10**6, status=500)
    board.pin(1)
    board.pin(2)
    began = board.clock()
    while not dead_letters(board):
        board.clock.move(minutes=10, seconds=1)
        board.deliver()
    assert timedelta(hours=20) < board.clock() - began < timedelta(hours=30)
    board.slack.recover()
    board.deliver_for(seconds=5)
    assert board.seen()[0].startswith("note 2")


# Our own views


def broken(board: Board) -> Any:
    """Return a view that fails for note 1, whose text stands in the exception."""

    def view(_session: Any, number: int, _reader: Reader) -> Message:
        if number == 1:
            raise KeyError(board.texts[1])
        return Message(f"note {number}", [section(f"note {number}")])

    return view


def test_a_view_that_fails_does_not_stop_its_place(board: Board) -> None:
    board.messenger._courier = board.new_courier(views={"note": broken(board)})
    board.pin(1)
    board.pin(2)
    board.deliver_for(seconds=10)
    assert board.seen() == ["note 2"]
    (letter,) = dead_letters(board)
    assert (letter.last_error, letter.posting_since) == ("KeyError", None)
    assert board.asked_slack("conversations.history") == 0


def test_a_view_that_nobody_knows_is_a_dead_letter_too(board: Board) -> None:
    board.messenger._courier = board.new_courier(views={})
    board.pin(1)
    board.deliver_for(seconds=10)
    assert len(dead_letters(board)) == 1


def test_a_mended_view_brings_the_dead_letter_back(board: Board) -> None:
    board.messenger._courier = board.new_courier(views={"note": broken(board)})
    board.pin(1)
    board.deliver_for(seconds=10)
    board.messenger._courier = board.new_courier()
    board.write(1, "mended")
    board.deliver()
    assert board.seen() == ["mended"]


def test_a_new_state_that_comes_while_a_view_fails_for_the_last_time_is_shown(board: Board) -> None:
    tries: list[int] = []

    def view(session: Any, number: int, reader: Reader) -> Message | None:
        tries.append(number)
        if len(tries) == 3:
            board.write(1, "mended")
        if len(tries) <= 3:
            raise ZeroDivisionError
        return board.view(session, number, reader)

    board.messenger._courier = board.new_courier(views={"note": view})
    board.pin(1)
    board.deliver_for(seconds=30)
    assert board.seen() == ["mended"]


def test_the_log_tells_where_it_failed_and_nothing_of_what_people_wrote(board: Board) -> None:
    board.messenger._courier = board.new_courier(views={"note": broken(board)})
    board.pin(1, text="a secret of the house")
    with capture_logs() as lines:
        board.deliver()
    (line,) = [line for line in lines if line["event"] == "card not delivered"]
    assert line["error"] == "KeyError"
    assert line["at"].startswith("test_delivery_refusals.py:")
    assert "secret" not in str(lines)
