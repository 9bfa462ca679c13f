"""A stormy day: a third of all calls goes wrong, and every note arrives once, in the order of its place. T2, T3."""

from __future__ import annotations

import random
from datetime import timedelta

from storage import cards
from storage.database import Database
from tests.bot.noticeboard import Board, board_on

NOTES, PLACES = 300, 30
TROUBLES = (
    {"retry_after": 1},
    {"retry_after": 60},
    {"retry_after": 7},
    {"status": 500},
    {"status": 503},
    {"drop": "before"},
    {"drop": "after"},
    {"half": True},
    {"error": "fatal_error"},
)


def test_three_hundred_notes_through_a_storm(database: Database) -> None:
    with board_on(database) as board:
        channels = [f"C{place:03}" for place in range(PLACES)]
        for channel in channels:
            board.add_channel(channel)
        for number in range(NOTES):
            board.pin(number, channels[number % PLACES])
        _weather_the_storm(board, random.Random(42))  # noqa: S311 - weather, no secrets
        for place, channel in enumerate(channels):
            first_words = [words.split("\n")[0] for words in board.seen(channel)]
            assert first_words == [f"note {number}" for number in range(place, NOTES, PLACES)]
        assert board.asked_slack("chat.postMessage") > NOTES
        assert board.slack.refused == []


def _weather_the_storm(board: Board, dice: random.Random) -> None:
    """Let the messenger work; before each turn, the next call goes wrong with a chance of three in ten."""

    def gust(step: str) -> None:
        if step in ("claimed", "rendered") and dice.random() < 0.3:
            board.slack.fail(**dice.choice(TROUBLES))

    board.messenger._courier = board.new_courier(step=gust)
    end = board.clock() + timedelta(hours=6)
    while board.waiting():
        board.deliver()
        with board.database.read() as session:
            board.clock.now = max(board.clock(), cards.next_due(session) or board.clock())
        assert board.clock() < end
