"""`/some trace N` through the door: the whole chain in order, and nothing for who had no part in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import people
from bot.questions import accepting, contributions
from bot.views import trace as view
from storage.models import (
    Answer,
    AnswerText,
    AnswerUse,
    AnswerVersion,
    Contribution,
    Mention,
    Question,
    Sighting,
    WeeklyReport,
)
from tests.handlers.test_ask import QUESTION, ask, asked, town

__all__ = ["town"]
ALIKE = "There is nothing under this number in which you had a part."


@pytest.fixture
def chained(town):
    """A tip led to Anna's question, Bo answered it, and it was told in public and kept in the bank."""
    bo = town.knows("U2", "Swimming halls")
    ask(town, experts=[str(bo.id)])
    town.card("C1", QUESTION)
    (question,) = asked(town)
    contributions.write(town.services, question.id, "It is closed.", "k1", by=people.asker(town.services, "U2"))
    with town.services.database.read() as session:
        given = session.scalars(select(Contribution)).one()
    accepting.accept(town.services, question.id, [given.id], by=people.asker(town.services, "U1"))
    now = town.services.now()
    with town.services.database.begin() as session:
        before = now - timedelta(hours=2)
        mention = Mention(title="Pool rumours", link="https://news.example/1", seen_at=before, developed_at=before)
        session.add(mention)
        session.flush()
        session.add(Sighting(mention_id=mention.id, seen_at=before, tipped_by="U3", title="Pool rumours"))
        kept = session.get_one(Question, question.id)
        kept.mention_id, kept.reply_link = mention.id, "https://social.example/reply"
        kept.replied_by, kept.replied_at = "U3", now + timedelta(minutes=1)
        later = now + timedelta(minutes=2)
        moments = {"made_at": later, "changed_at": later, "checked_at": later}
        answer = Answer(key="a", question_id=question.id, made_by="U3", owner="U3", version=2, **moments)
        session.add(answer)
        session.flush()
        session.add(AnswerText(answer_id=answer.id, language="en", question=QUESTION, text="It is closed."))
        session.add(AnswerVersion(answer_id=answer.id, version=2, content={}, by="U3", at=now + timedelta(minutes=3)))
        use = AnswerUse(key="u", answer_id=answer.id, what="public", version=2, by="U3", at=now + timedelta(minutes=4))
        use.link = "https://social.example/other"
        monday = before.date() - timedelta(days=before.date().weekday())
        report = WeeklyReport(week=monday, place="C2", figures={}, made_at=now + timedelta(days=7))
        session.add_all([use, report])
    return town


def traced(house, user_id, what, command="trace"):
    return house.slack.person(user_id).command(f"/some {command} {what}".strip())


@pytest.mark.parametrize("what", ["1", "m1", "a1", "#1", "M1"])
def test_the_chain_is_the_same_from_every_end_and_in_order(chained, what):
    shown = traced(chained, "U3", what).words
    steps = [
        "Pool rumours", "Question 1, asked by", "Asked in person:", "accepted: It is closed.", "Solved, decided by",
        "Replied in public by", "Answer a1 of the bank", "Version 2 of the answer", "Used in public by", "weekly report",
    ]  # fmt: skip
    places = [shown.rindex(step) for step in steps]
    assert places == sorted(places)
    assert chained.slack.refused == []


def test_who_had_a_part_sees_it_and_others_hear_the_same_as_of_nothing(chained):
    for user_id in ("U1", "U2"):
        assert "Question 1, asked by" in traced(chained, user_id, "1").words
    bo = chained.slack.person("U2")
    with chained.services.database.begin() as session:
        session.get_one(Question, 1).is_closed_circle = True
        other = Question(
            key="o", asked_by="U3", text="Something else?", circle="house", asked_at=chained.services.now()
        )
        session.add(other)
    assert "Question 1, asked by" in bo.command("/some jäljitä 1").words
    for user_id, what in (("U3", "1"), ("U2", "2"), ("U2", "99"), ("U1", "m99"), ("U1", "a99"), ("U3", "999999999")):
        answer = traced(chained, user_id, what).words
        assert ALIKE in answer, (user_id, what)
    assert "Question 1" not in traced(chained, "U3", "a1").words
    assert "Write the number" in traced(chained, "U1", "").words
    assert "Write the number" in traced(chained, "U1", "x1").words


def test_a_guest_is_refused(chained):
    assert "Question" not in traced(chained, "U4", "1").words


def test_the_solved_card_leads_to_the_chain(chained):
    anna = chained.slack.person("U1")
    card = chained.card("C1", "Solved")
    anna.click("questions.more", in_=card, value="trace:1")
    assert "Question 1, asked by" in anna.view.words
    assert view.title(people.asker(chained.services, "U1").reader) == anna.view.title


def test_a_long_chain_says_what_it_leaves_out(chained):
    now = chained.services.now()
    with chained.services.database.begin() as session:
        for number in range(60):
            session.add(Contribution(question_id=1, by="U2", text=f"More {number}", source="form", at=now))
    shown = traced(chained, "U3", "1").words
    assert "steps are left out here." in shown
    assert "weekly report" in shown
    assert chained.slack.refused == []
