"""Two processes on one database share the work: nothing twice, and the order of every place is kept. D12, T12."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

import pytest

from storage.database import Database
from tests.crash.street import CHANNELS, Street, street_on

PLACES, NOTES = 6, 60


@pytest.fixture
def street(database: Database, database_url: str) -> Iterator[Street]:
    """An empty street, on SQLite and on PostgreSQL."""
    with street_on(database, database_url) as made:
        yield made


def test_sixty_notes_in_six_places_by_two_processes(street: Street) -> None:
    began = monotonic()
    for row in range(NOTES // PLACES):
        for place in range(PLACES):
            street.pin(row * len(CHANNELS) + place)
    senders = [street.start_sender() for _ in range(2)]
    street.slack.wait_until(lambda: street.waiting() == 0, timeout=40)
    for process in senders:
        street.kill(process)
    for place in range(PLACES):
        numbers = [int(message.words.split()[1]) for message in street.slack.messages(CHANNELS[place])]
        assert numbers == sorted(numbers)
    assert street.slack.too_fast == []
    posts = street.slack.calls("chat.postMessage")
    assert len(posts) == NOTES
    assert street.slack.calls("conversations.history") == []
    street.report("two processes", monotonic() - began)
