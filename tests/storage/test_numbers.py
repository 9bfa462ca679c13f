"""Numbers that are taken before their rows are added."""

from __future__ import annotations

from sqlalchemy import insert

from storage.database import Database
from storage.models import Mention
from storage.numbers import numbers
from tests.clock import START


def _added(database: Database) -> int:
    """Add a mention and leave its number to the database."""
    with database.begin() as session:
        mention = Mention(title="Silta suljetaan", seen_at=START, developed_at=START)
        session.add(mention)
        session.flush()
        return mention.id


def test_numbers_are_new_and_rise(database: Database):
    before = _added(database)

    with database.begin() as session:
        taken = [*numbers(session, Mention, 3), *numbers(session, Mention, 2)]

    assert taken == sorted(set(taken))
    assert len(taken) == 5
    assert taken[0] > before


def test_the_first_numbers_of_an_empty_table_can_be_taken(database: Database):
    with database.begin() as session:
        assert numbers(session, Mention, 0) == []
        assert numbers(session, Mention, 2) == [1, 2]


def test_a_row_that_the_database_numbers_comes_after_the_taken_ones(database: Database):
    with database.begin() as session:
        taken = numbers(session, Mention, 4)
        words = {"seen_at": START, "developed_at": START, "signals": []}
        session.execute(insert(Mention), [{"id": taken[1], **words}])

    assert _added(database) > taken[-1]
