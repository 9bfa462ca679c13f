"""The demo town: its people, what HR knows of them, its answers, and the example file that everybody may try."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from playground import town_answers
from playground.town import Town, town

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "people.csv"


@pytest.fixture(scope="module")
def made() -> Town:
    return town()


def test_the_example_file_is_the_towns_own_feed(made: Town) -> None:
    """It is made of the town, never edited: when the town changes, write `town().directory.feed()` into it."""
    assert EXAMPLE.read_bytes() == made.directory.feed()


def test_the_feed_is_as_spreadsheets_in_finland_write_it(made: Town) -> None:
    feed = made.directory.feed()
    assert feed.startswith(b"\xef\xbb\xbf")
    header, *rows = feed.decode("utf-8-sig").splitlines()
    assert header.count(";") == 8
    assert {row.count(";") for row in rows} == {8}


def test_nobody_is_real_and_everybody_is_somebody_else(made: Town) -> None:
    experts = made.directory.experts
    assert len({expert.number for expert in experts}) == len(experts) == 60
    assert all(re.fullmatch(r"([a-z.-]+@aaltoranta\.example)?", expert.email) for expert in experts)
    assert len({user.email for user in made.users}) == len(made.users) == 60


def test_deputies_are_people_of_the_feed_and_never_oneself(made: Town) -> None:
    numbers = {expert.number for expert in made.directory.experts}
    deputies = [(expert.number, expert.deputy) for expert in made.directory.experts if expert.deputy]
    assert all(deputy in numbers and deputy != number for number, deputy in deputies)


def test_own_words_and_questions_are_of_people_in_slack(made: Town) -> None:
    known = {user.id for user in made.users if user.role != "guest"}
    named = {own.user for own in made.directory.own_words} | {own.deputy for own in made.directory.own_words}
    named |= {person for question in made.directory.questions for person in (question.asked_by, question.expert)}
    assert named - {""} <= known


def test_answers_are_kept_by_people_of_the_house_and_fit_the_form(made: Town) -> None:
    staff = {user.id for user in made.users if user.role != "guest"}
    answers = town_answers.every()
    assert len({one.key for one in answers}) == len(answers) == 15
    assert {one.by for one in answers} | {one.owner for one in answers} - {""} <= staff
    assert all(said.is_complete for one in answers for said in one.texts.values())
    assert all(
        len(said.text) <= 3_000 and len(said.question) <= 1_000 for one in answers for said in one.texts.values()
    )


def test_answers_are_of_every_kind_that_a_visitor_should_see() -> None:
    answers = town_answers.every()
    assert {len(one.texts) for one in answers} == {1, 2, 3}
    assert [one.key for one in answers if one.days is not None and one.days < 0] == ["hiekoitushiekka"]
    assert [one.key for one in answers if one.days in range(14)] == ["omatoimi"]
    assert [one.key for one in answers if one.visibility == "desk" and one.owner] == ["vesikatko"]
    assert [one.key for one in answers if not one.owner] == ["satukortti"]
