"""What a closed circle closes, on both databases: what is counted, what the desk finds, and what others know of its answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select

from bot.answers import gaps, index, search
from bot.answers.found import Found
from bot.people import Asker
from bot.questions import closed
from bot.questions.kinds import ACCEPTED, CHANNEL, DESK, GIVEN
from bot.services import Services
from storage import questions
from storage.database import Database
from storage.models import Contribution, Question, SearchGap
from tests.bot.answers.saving import bank_on
from tests.bot.register import EVE, MAIJA
from tests.clock import START, Clock

WORDS = "Where is the key of the vault kept?"


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    made: Services = bank_on(database, clock)
    return replace(made, settings=replace(made.settings, desk_channel="G1"))


def ask(services: Services, key: str = "q", **values: Any) -> int:
    """Let Eve have asked something, and return its id."""
    with services.database.begin() as session:
        made = Question(key=key, asked_by=EVE.id, text=WORDS, asked_at=services.now(), **{"circle": CHANNEL, **values})
        session.add(made)
        session.flush()
        return made.id


def counted(services: Services) -> list[tuple[str, int]]:
    with services.database.read() as session:
        return [(one.words, one.searches) for one in session.scalars(select(SearchGap).order_by(SearchGap.id))]


@pytest.mark.parametrize(("times", "left"), [(1, []), (3, []), (4, [(WORDS, 3)])])
def test_what_one_person_alone_may_have_sought_is_forgotten(
    services: Services, times: int, left: list[tuple[str, int]]
) -> None:
    for _time in range(times):
        gaps.note(services, Found(WORDS, "en"))
    with services.database.begin() as session:
        assert gaps.forget(session, gaps.key_of("The key of the vault, where is it kept?"))
        assert not gaps.forget(session, gaps.key_of("Something else"), "")
    assert counted(services) == left


def test_newer_words_take_the_place_of_those_that_were_counted(services: Services) -> None:
    gaps.note(services, Found(WORDS, "en"))
    with services.database.begin() as session:
        gaps.reworded(services, session, gaps.key_of(WORDS), "Who keeps the strongroom?", "en")
        gaps.reworded(services, session, gaps.key_of("Never sought"), "Who paints?", "en")
    assert counted(services) == [("Who keeps the strongroom?", 1)]


@pytest.mark.parametrize(("circle", "is_found"), [(DESK, True), (CHANNEL, False)])
def test_the_desk_finds_what_it_was_asked_in_its_own_private_channel(
    services: Services, circle: str, *, is_found: bool
) -> None:
    about = ask(services, circle=circle, place="G1", is_closed_circle=True, language="en")
    with services.database.begin() as session:
        index.reindex_questions(session, [about])

    def found(by: Asker) -> bool:
        return bool(search.find(services, "vault key", by=by).questions)

    assert (found(MAIJA), found(EVE)) == (is_found, False)


LEFTS = (None, START - timedelta(hours=1), START, START + timedelta(hours=1))


@pytest.mark.parametrize("rooms", ["", "G2 ", "G2 G3 ", "G22 "])
def test_the_database_counts_what_the_rule_shows(services: Services, rooms: str) -> None:
    moments = [START + timedelta(hours=hours) for hours in (-2, 0, 2)]
    kinds = list(product(moments, (None, "G2", "G3", "C1", "G"), (GIVEN, ACCEPTED)))
    for number, left in enumerate(LEFTS):
        about = ask(services, f"q{number}", place="C1", left_closed_at=left, closed_rooms=rooms)
        with services.database.begin() as session:
            made = [
                Contribution(
                    question_id=about, by="U0BO", source="thread", text="x", at=at, channel=channel, state=state
                )
                for at, channel, state in kinds
            ]
            session.add_all(made)
            session.flush()
            known = session.get_one(Question, about)
            expected = sum(not closed.is_for_asker(known, one) for one in made)
            readers = (EVE, replace(EVE, id="U0BO"), replace(MAIJA, id="U0OTHER"))
            read = [sum(closed.may_read(services, known, one, by) for one in made) for by in readers]
            assert questions.answers(session, [about]).get(about, 0) == expected
        assert read == [len(made), len(made), expected]
