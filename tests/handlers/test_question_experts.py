"""A question through the door that also goes to experts in person: who is asked, what they see, and what their answer becomes."""

from __future__ import annotations

import json

from sqlalchemy import select

from bot import inquiries_next, people
from bot.questions import accepting, editing, states
from bot.views import contributions_own
from storage import inquiries as stored
from storage import profiles
from storage.models import Card, Contribution, Inquiry, Ping, Place, Question
from tests.handlers.test_ask import QUESTION, ask, asked, form, town
from tests.handlers.test_inquiries import card

__all__ = ["town"]


def pings(house):
    with house.services.database.read() as session:
        return {ping.user_id: ping.state for ping in session.scalars(select(Ping).order_by(Ping.id))}


def shown_to(house):
    """Return how many cards each place has."""
    found = {}
    with house.services.database.read() as session:
        query = select(Place.address, Card.kind).join(Card, Card.place_id == Place.id).order_by(Card.id)
        for address, kind in session.execute(query):
            found.setdefault(address, []).append(kind)
    return found


def both_asked(house, **values):
    """Anna asks the house, and Bo and Carla in person."""
    bo, carla = house.knows("U2", "Swimming halls"), house.knows("U3", "Epiphany")
    return ask(house, experts=[str(bo.id), str(carla.id)], **values)


def test_nobody_is_asked_whom_the_asker_has_not_ticked(town):
    town.knows("U2", "Swimming halls")
    ask(town)
    town.card("C1", QUESTION)
    assert pings(town) == {}
    assert list(shown_to(town)) == ["C1"]


def test_experts_are_asked_in_parallel_with_one_message_each(town):
    sent = both_asked(town, why="A resident asked.")
    assert "Asked in person: Bo Berg" in sent.words
    town.card("C1", "Experts asked: 2, waiting: 2", without=["Carla"])
    for user_id in ("U2", "U3"):
        shown = card(town, user_id, "asks you:", QUESTION, "A resident asked.", "I wait until")
        assert "ask somebody else" not in shown.words
    assert shown_to(town) == {"C1": ["question"], "U2": ["ping"], "U3": ["ping"]}
    assert town.slack.refused == []


def test_a_decline_is_counted_without_a_name_and_nobody_else_is_asked(town):
    both_asked(town)
    town.knows("U4", "Swimming halls")
    bo = town.slack.person("U2")
    window = bo.click("inquiries.decline", in_=card(town, "U2", "asks you:")).view
    assert "Nobody is told who passed it on." in window.words
    assert bo.submit(window, {}).ok
    circle = town.card("C1", "Experts asked: 2, waiting: 1")
    assert "Bo Berg" not in circle.words
    card(town, "U2", "You can still answer.", "Answer after all")
    inquiries_next.look_after(town.services)
    assert pings(town) == {"U2": "declined", "U3": "waiting"}
    assert "inquiry" not in json.dumps(shown_to(town))


def test_an_experts_answer_is_a_contribution_and_the_end_edits_their_card(town):
    both_asked(town)
    bo = town.slack.person("U2")
    window = bo.click("inquiries.answer", in_=card(town, "U2", "asks you:")).view
    assert bo.submit(window, {"answer": "It is closed on Epiphany."}).ok
    card(town, "U2", "Your answer:", "has your answer.")
    town.card("C1", "1 answer", "waiting: 1")
    card(town, "U1", "It is closed on Epiphany.")
    (question,) = asked(town)
    with town.services.database.read() as session:
        given = session.scalars(select(Contribution)).one()
    assert (given.by, given.source, given.question_id) == ("U2", "direct", question.id)
    accepting.accept(town.services, question.id, [given.id], by=_asker(town, "U1"))
    card(town, "U2", "Your answer was accepted. Thank you.", "The answer that stands now")
    card(town, "U3", "There is nothing left to do.", without=["Not now"])
    assert pings(town) == {"U2": "answered", "U3": "withdrawn"}
    everywhere = shown_to(town)
    assert everywhere["U2"] == everywhere["U3"] == ["ping"]
    assert everywhere["U1"] == ["question_asker"]
    with town.services.database.begin() as session:
        profile = profiles.made_for_user(session, "U2")
        assert stored.accepted_questions(session, [profile.id]) == {profile.id: [QUESTION]}
    assert town.slack.refused == []


def test_an_expert_puts_their_answer_by_the_form_right_from_their_card(town):
    both_asked(town)
    bo = town.slack.person("U2")
    bo.submit(bo.click("inquiries.answer", in_=card(town, "U2", "asks you:")).view, {"answer": "It is closed."})
    bo.click(contributions_own.OPEN, in_=card(town, "U2", "has your answer.", "Change or take back"))
    bo.click(contributions_own.CHANGE)
    bo.submit(bo.view, {"answer": "It is open."})
    card(town, "U2", "It is open.", "has your answer.", without=["closed"])
    card(town, "U1", "It is open.", without=["closed"])
    bo.click(contributions_own.TAKE_BACK)
    card(town, "U2", "Your answer is taken back.", without=["It is open.", "Change or take back"])
    card(town, "U1", "Open, no answers yet", without=["It is open."])
    assert town.slack.refused == []


def test_an_answer_sent_after_the_end_stays_in_the_form(town):
    both_asked(town)
    bo = town.slack.person("U2")
    window = bo.click("inquiries.answer", in_=card(town, "U2", "asks you:")).view
    (question,) = asked(town)
    editing.take_back(town.services, question.id, by=_asker(town, "U1"))
    card(town, "U2", "was taken back", without=["Answer"])
    late = bo.submit(window, {"answer": "Too late."})
    assert "This question is over" in late.errors["answer"]
    assert pings(town) == {"U2": "withdrawn", "U3": "withdrawn"}
    with town.services.database.read() as session:
        assert list(session.scalars(select(Contribution))) == []
        assert session.scalars(select(Inquiry.question)).one() == ""


def test_only_experts_has_no_card_in_a_channel(town):
    bo = town.knows("U2", "Swimming halls")
    ask(town, circle="experts", experts=[str(bo.id)])
    card(town, "U2", "asks you:", QUESTION)
    assert shown_to(town) == {"U1": ["question_asker"], "U2": ["ping"]}


def test_another_colleague_can_be_chosen_and_the_weekly_cap_holds(town):
    anna = town.slack.person("U1")
    sent = anna.submit(form(town), {"circle": "experts", "other": "U2"})
    assert sent.errors == {}
    card(town, "U2", "asks you:")
    for number in range(2):
        anna.close()
        ask(town, text=f"{QUESTION} Really {number}?", circle="experts", other="U2")
    anna.close()
    refused = anna.submit(form(town, text="One more about the hall?"), {"circle": "experts", "other": "U2"})
    assert "circle" in refused.errors
    anna.close()
    sent = ask(town, text="One more about the hall?", other="U2")
    assert "so not asked" in sent.words
    assert len(asked(town)) == 4
    with town.services.database.read() as session:
        assert len(list(session.scalars(select(Ping)))) == 3
        assert session.scalars(select(Question).order_by(Question.id.desc())).first().inquiry_id is None


def _asker(house, user_id):
    return people.asker(house.services, user_id)


def test_an_expert_answers_in_the_thread_of_their_direct_message(town):
    both_asked(town)
    bo = town.slack.person("U2")
    shown = card(town, "U2", "asks you:")
    bo.say("It is closed, says the sign.", shown.channel, shown.ts)
    town.card("C1", "1 answer", "waiting: 1")
    card(town, "U1", "It is closed, says the sign.")
    assert pings(town)["U2"] == "answered"
    reply = town.slack.messages(shown.channel)[-1]
    bo.edit(reply, "It is open, says the sign.")
    card(town, "U2", "It is open, says the sign.", without=["It is closed"])
    bo.delete(reply)
    card(town, "U2", "Your answer is taken back.", without=["It is open", "Your answer:"])
    with town.services.database.read() as session:
        assert {(ping.user_id, ping.answer) for ping in session.scalars(select(Ping))} == {("U2", ""), ("U3", "")}


def test_the_card_of_an_expert_leads_to_the_thread(town):
    both_asked(town)
    circle = town.card("C1", "waiting: 2")
    (question,) = asked(town)
    with town.services.database.begin() as session:
        states.redraw(town.services, session, states.held(session, question.id))
    address = f"archives/C1/p{circle.ts.replace('.', '')}"
    town.slack.wait_until(lambda: address in json.dumps(card(town, "U2", "asks you:").blocks))
