"""Through the door: a question never ends in a dead end, every deadline rings once, and nobody is waited for who has answered."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from bot import inquiries_next, people
from bot.questions import asking, deadlines
from bot.questions.draft import Asked, Draft, Form
from storage.models import Question
from tests.handlers.test_contributions import QUESTION, ask, question_of, say, town
from tests.handlers.test_inquiries import card

__all__ = ["town"]


def of_experts(house, *experts, **more):
    """Anna asks experts alone; returns the question and her card."""
    ids = tuple(house.knows(user_id, "Swimming halls").id for user_id in experts)
    draft = Draft(question=QUESTION, circle="experts", experts=ids, **more)
    outcome = asking.ask(house.services, Form(), draft, by=people.asker(house.services, "U1"))
    assert isinstance(outcome, Asked), outcome
    return outcome.question, card(house, "U1", "Your question:")


def lines(house):
    """Return what stands in the thread of Anna's card."""
    mine = card(house, "U1", "Your question:")
    return house.slack.messages(mine.channel, thread=mine.ts)[1:]


def rings(house, *texts):
    """Wait until one line stands in the thread of Anna's card and says something."""

    def found():
        told = lines(house)
        return told[0] if len(told) == 1 and all(text in told[0].words for text in texts) else None

    return house.slack.wait_until(found, otherwise=f"{texts} under Anna's card: {[one.words for one in lines(house)]}")


def over(house, question):
    """Let the deadline of a question be over, and the clocks of two processes tick."""
    with house.services.database.begin() as session:
        held = session.get_one(Question, question.id)
        held.needed_by = held.next_at = datetime.now(UTC) - timedelta(minutes=1)
    for _twice in range(2):
        deadlines.look_after(house.services)
        inquiries_next.look_after(house.services)


def choices(shown):
    return [
        option["value"]
        for block in shown.blocks
        for one in block.get("elements", ())
        for option in one.get("options", ())
    ]


def test_a_question_to_experts_alone_that_nobody_answers_goes_on(town):
    """Eva declines: Anna hears it once, asks Bo, and after his answer hears that it came."""
    question, shown = of_experts(town, "U5")
    assert choices(shown) == [f"{what}:{question.id}" for what in ("edit", "longer", "wider", "close", "remove")]
    anna, eva, bo = (town.slack.person(user_id) for user_id in ("U1", "U5", "U2"))
    eva.click("inquiries.decline", in_=card(town, "U5", "asks you:"))
    eva.submit(eva.view, {})
    first = rings(town, "None of those you asked has an answer.")
    inquiries_next.look_after(town.services)
    anna.click(
        "questions.expert", in_=card(town, "U1", "I wait for nobody any more", "Ask a wider circle", "Close without")
    )
    assert "has been asked already" in anna.submit(anna.view, {"other": "U5"}).errors["other"]
    assert anna.submit(anna.view, {"other": "U2"}).ok
    asked = card(town, "U2", "asks you:", QUESTION)
    town.slack.wait_until(lambda: not lines(town), otherwise="what was decided is gone")
    bo.say("It is closed.", asked.channel, asked.ts)
    answered = rings(town, "Your question has its first answer.")
    card(town, "U1", "It is closed.", "Open, 1 answer", without=["I wait for nobody"])
    assert first.ts != answered.ts
    anna.click("questions.accept", in_=card(town, "U1", "It is closed."))
    anna.submit(anna.view, {})
    card(town, "U1", "Solved.")
    town.slack.wait_until(lambda: not lines(town), otherwise="the end leaves the card alone")
    assert town.slack.refused == []


def test_the_card_of_a_question_to_experts_alone_has_the_menu_of_a_circles_card(town):
    question, shown = of_experts(town, "U5")
    anna = town.slack.person("U1")
    anna.select("questions.more", f"edit:{question.id}", in_=shown)
    assert anna.submit(anna.view, {"question": "Is the swimming hall open at Easter?"}).ok
    card(town, "U5", "open at Easter?")
    anna.select("questions.more", f"close:{question.id}", in_=card(town, "U1", "open at Easter?"))
    anna.submit(anna.view)
    closed = card(town, "U1", "Closed without an accepted answer.")
    assert f"remove:{question.id}" in choices(closed)
    anna.select("questions.more", f"remove:{question.id}", in_=closed)
    anna.submit(anna.view)
    card(town, "U1", "This question was taken back.", without=["Easter"])
    assert town.slack.refused == []


def test_each_deadline_has_one_line_of_its_own(town):
    question, _asked = ask(town, circle="desk", needed_by=datetime.now(UTC) + timedelta(hours=1))
    anna, heard = town.slack.person("U1"), []
    for _deadline in range(3):
        over(town, question)
        heard.append(rings(town, "The time for your question is over.").ts)
        anna.click("questions.longer", in_=card(town, "U1", "More time", "nobody has answered"))
        moment = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(hours=2)
        assert anna.submit(anna.view, {"needed_by": int(moment.timestamp())}).ok
        town.slack.wait_until(lambda: not lines(town), otherwise="what was decided is gone")
    assert len(set(heard)) == 3
    assert town.slack.refused == []


def test_a_word_of_the_asker_answers_nothing(town):
    question, asked = ask(town, needed_by=datetime.now(UTC) + timedelta(hours=4))
    say(town, "U1", "Anybody? It is for the press.", asked)
    own = town.card("C1", QUESTION, "Open, no answers yet", "Accept an answer")
    assert "questions.accept" in json.dumps(own.blocks)
    over(town, question)
    rings(town, "The time for your question is over.")
    card(town, "U1", "nobody has answered", "It is for the press.")


def test_an_expert_who_answers_in_the_channel_is_waited_for_no_more(town):
    bo, eva = (town.knows(user_id, "Swimming halls") for user_id in ("U2", "U5"))
    question, asked = ask(town, experts=(bo.id, eva.id))
    card(town, "U5", "I wait until")
    say(town, "U5", "Closed, by the thread.", asked)
    card(town, "U5", "has your answer.", "Closed, by the thread.", without=["I wait until", "Not now"])
    half = town.card("C1", "Open, 1 answer", "Experts asked: 2, waiting: 1")
    person = town.slack.person("U2")
    person.click("questions.write", in_=half)
    person.submit(person.view, {"answer": "Closed, by the button."})
    card(town, "U2", "has your answer.", "Closed, by the button.")
    town.card("C1", "Open, 2 answers", "Experts asked: 2, waiting: 0")
    assert question_of(town, question).state == "open"
