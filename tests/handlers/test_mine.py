"""What came of mine: everybody finds in App Home what they asked, answered, reported and entered, and how it ended."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot import audit, people
from bot.audit import Act
from bot.questions import accepting, contributions
from bot.views import mine as view
from storage.models import Answer, AnswerReport, Contribution, Mention, Question
from tests.handlers.test_ask import QUESTION, ask, asked, town

__all__ = ["town"]


def home_of(house, user_id):
    person = house.slack.person(user_id)
    person.open_home()
    return person


def test_nothing_yet_is_one_sentence(town):
    bo = home_of(town, "U2")
    town.slack.wait_until(lambda: bo.home_view is not None and "There is nothing yet." in bo.home_view.words)


def test_the_asker_and_whoever_answered_see_the_end_of_their_own(town):
    ask(town)
    town.card("C1", QUESTION)
    (question,) = asked(town)
    bo = people.asker(town.services, "U2")
    contributions.write(town.services, question.id, "It is closed.", "k1", by=bo)
    with town.services.database.read() as session:
        given = session.scalars(select(Contribution)).one()
    accepting.accept(town.services, question.id, [given.id], by=people.asker(town.services, "U1"))
    with town.services.database.begin() as session:
        session.get_one(Question, question.id).reply_link = "https://social.example/reply"
    anna, hers = home_of(town, "U2"), home_of(town, "U1")
    town.slack.wait_until(lambda: anna.home_view and "you answered:" in anna.home_view.words)
    assert "Your answer was accepted." in anna.home_view.words
    assert "https://social.example/reply" in str(anna.home_view.blocks)
    town.slack.wait_until(lambda: hers.home_view and "Solved: It is closed." in hers.home_view.words)
    carla = home_of(town, "U3")
    town.slack.wait_until(lambda: carla.home_view and "There is nothing yet." in carla.home_view.words)
    assert town.slack.refused == []


def test_all_of_it_is_read_page_by_page(town):
    now = town.services.now()
    with town.services.database.begin() as session:
        for number in range(23):
            at = now - timedelta(hours=number + 1)
            question = Question(
                key=f"q{number}", asked_by="U1", text=f"Question number {number:02}?", circle="house", asked_at=at
            )
            session.add(question)
        moments = {"made_at": now, "changed_at": now, "checked_at": now}
        answer = Answer(key="a", **moments)
        session.add(answer)
        session.flush()
        session.add(
            AnswerReport(answer_id=answer.id, version=1, what="The hours are old", state="changed", by="U1", at=now)
        )
        mention = Mention(title="Rude post", entered_by="U1", seen_at=now, developed_at=now)
        session.add(mention)
        session.flush()
        audit.note(session, now, Act("U1", "mention.entered", f"mention:{mention.id}"))
    anna = home_of(town, "U1")
    town.slack.wait_until(lambda: anna.home_view and "Question number 02?" in anna.home_view.words)
    assert "Question number 03?" not in anna.home_view.words
    assert "The answer was changed." in anna.home_view.words
    assert "Rude post" in anna.home_view.words
    anna.click(view.OPEN, in_=anna.home_view)
    assert "Question number 07?" in anna.view.words
    for _ in range(2):
        anna.click(f"{view.TURN}.older")
    assert "Question number 22?" in anna.view.words
    assert "Older" not in anna.view.words
    anna.click(f"{view.TURN}.newer")
    assert "Question number 17?" in anna.view.words
    assert town.slack.refused == []


def test_asking_redraws_the_askers_home(town):
    anna = home_of(town, "U1")
    ask(town)
    town.slack.wait_until(lambda: anna.home_view and "you asked:" in anna.home_view.words)
