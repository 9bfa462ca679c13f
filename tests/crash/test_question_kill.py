"""kill -9 at every commit of a question's way: told again from the beginning, it ends as if nothing had happened. T1."""

from __future__ import annotations

import multiprocessing
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.questions import asking
from bot.questions.draft import Asked, Draft, Form
from bot.questions.kinds import HOUSE
from storage.database import Database
from storage.models import AnswerUse, AuditEntry, Card, Closing, Contribution, Person, Question
from tests.bot.register import services_on
from tests.clock import START, Clock
from tests.crash import answerer

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.crash.answerer", "psycopg"])
KILLS = {"sqlite": range(12), "postgresql": (0, 2, 4, 6, 8)}


def asked(database: Database) -> int:
    """Let Eve ask the house; her card stands."""
    services = services_on(database, Clock(START), house_channel="C1")
    with database.begin() as session:
        for user_id in answerer.PEOPLE:
            session.add(Person(id=user_id, name=user_id, timezone="Europe/Helsinki", fetched_at=START))
    draft = Draft("Is the hall open on Epiphany?", HOUSE, needed_by=START + timedelta(days=3))
    outcome = asking.ask(services, Form(), draft, by=answerer.EVE)
    assert isinstance(outcome, Asked)
    with database.begin() as session:
        session.scalars(select(Card)).one().ts = answerer.ROOT
    return outcome.question.id


def ended(database: Database, question_id: int) -> dict[str, Any]:
    """Return how it ended, as far as people can see it."""
    with database.read() as session:
        question = session.get_one(Question, question_id)
        given = session.scalars(select(Contribution).where(Contribution.question_id == question_id))
        told = session.scalars(select(Closing.user_id).where(Closing.question_id == question_id))
        cards = session.execute(select(Card.kind, func.count()).group_by(Card.kind)).all()
        acts = session.execute(select(AuditEntry.what, func.count()).group_by(AuditEntry.what)).all()
        return {
            "question": (question.state, question.solution, question.reply_link, question.is_due),
            "given": sorted((one.by, one.text, one.state) for one in given),
            "told": sorted(told),
            "cards": dict(cards),
            "acts": {what: count for what, count in acts if what != "question.answer_edited"},
            "uses": session.scalar(select(func.count()).select_from(AnswerUse)),
        }


def test_killed_at_any_commit_it_ends_the_same(database: Database, database_url: str) -> None:
    question_id = asked(database)
    kills = 0
    for most in KILLS[database.engine.dialect.name]:
        ready = _PROCESSES.Event()
        arguments = (database_url, question_id, most, ready)
        victim = _PROCESSES.Process(target=answerer.go_through_until_killed, args=arguments, daemon=True)
        victim.start()
        assert ready.wait(30)
        victim.join(60)
        kills += victim.exitcode == -9
        if victim.exitcode == 0:
            break
    answerer.go_through(services_on(database, Clock(START + timedelta(minutes=9)), house_channel="C1"), question_id)
    assert kills >= 4
    assert ended(database, question_id) == {
        "question": ("solved", answerer.ANSWERS[0], answerer.LINK, False),
        "given": [
            ("U0BO", answerer.ANSWERS[0], "accepted"),
            ("U0EVA", "", "deleted"),
            ("U0FAY", answerer.ANSWERS[1], "given"),
        ],
        "told": ["U0BO", "U0FAY"],
        "cards": {"question": 1, "question_asker": 1, "closing": 2},
        "acts": {"question.asked": 1, "question.answered": 2, "question.solved": 1, "question.replied": 1},
        "uses": 1,
    }


@pytest.mark.parametrize("again", range(2))
def test_without_any_death_it_ends_that_way_too(database: Database, again: int) -> None:
    question_id = asked(database)
    for _time in range(again + 1):
        answerer.go_through(services_on(database, Clock(START + timedelta(minutes=5)), house_channel="C1"), question_id)
    found = ended(database, question_id)
    assert found["told"] == ["U0BO", "U0FAY"]
    assert found["cards"] == {"question": 1, "question_asker": 1, "closing": 2}
