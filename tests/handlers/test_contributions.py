"""Answering through the door: from a card in the house's channel to the end that everybody hears once."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any

import pytest
from sqlalchemy import event, select

from bot import people
from bot.mentions.kinds import ANSWERED, CLAIMED
from bot.questions import asking, deadlines
from bot.questions.draft import Asked, Draft, Form
from bot.questions.kinds import HOUSE
from bot.questions.kinds import QUESTION as QUESTION_CARD
from handlers.door import receive
from playground.slack.workspace import User
from storage.models import AnswerUse, AuditEntry, Card, Closing, Contribution, Mention, Question

QUESTION = "Is the swimming hall open on Epiphany?"


@pytest.fixture
def town(open_house):
    """Anna (U1) asks, Bo (U2) and Eva (U5) answer, Carla (U3) is a social manager; the house talks in C1, the desk in C2."""
    house = open_house(house_channel="C1", desk_channel="C2", desk_group="", desk_members=frozenset({"U3"}))
    house.slack.add_user(User("U5", "eva", "Eva Ek"))
    for user_id in ("U1", "U2", "U3", "U5"):
        people.asker(house.services, user_id)
        house.slack.person(user_id).command("/some language en")
    return house


def ask(house, text=QUESTION, user_id="U1", **more):
    """Let somebody ask the house, and wait for the card."""
    draft = Draft(question=text, **{"circle": HOUSE, **more})
    outcome = asking.ask(house.services, Form(), draft, by=people.asker(house.services, user_id))
    assert isinstance(outcome, Asked), outcome
    return outcome.question, house.card(outcome.question.place, text, "Open, no answers yet")


def told(house, user_id, *texts, without=()):
    """Wait until the only message from the bot to somebody says something."""

    def found():
        shown = [one for one in house.slack.direct_messages(user_id) if one.thread_ts in (None, one.ts)]
        fits = shown and all(text in shown[-1].words for text in texts)
        return shown[-1] if fits and not any(text in shown[-1].words for text in without) else None

    seen = house.slack.wait_until(found, otherwise=f"{texts} for {user_id}")
    assert len([one for one in house.slack.direct_messages(user_id) if one.thread_ts in (None, one.ts)]) == 1
    return seen


def contributions(house):
    with house.services.database.read() as session:
        return list(session.scalars(select(Contribution).order_by(Contribution.at, Contribution.id)))


def question_of(house, question):
    with house.services.database.read() as session:
        return session.get_one(Question, question.id)


def accept(house, user_id="U1", in_=None, answers=(), **values):
    """Accept what is ticked, or the only answer there is."""
    person = house.slack.person(user_id)
    person.click("questions.accept", in_=in_)
    if answers:
        person.submit(person.view, {"answers": [str(one.id) for one in answers]})
    return person.submit(person.view, values)


def is_deleted(house):
    with house.services.database.read() as session:
        return session.scalar(select(Card.removed_at).where(Card.kind == QUESTION_CARD))


def statements_here(house, do):
    """Return how many SQL statements this thread sends meanwhile; the clock and the messenger go on in theirs."""
    sent, here = [], threading.get_ident()

    def seen(*_arguments):
        if threading.get_ident() == here:
            sent.append(1)

    event.listen(house.services.database.engine, "before_cursor_execute", seen)
    do()
    event.remove(house.services.database.engine, "before_cursor_execute", seen)
    return len(sent)


def labels(shown):
    return json.dumps([surface.blocks for surface in [*shown.ephemerals, *shown.messages, *shown.views]])


def say(house, user_id, text, under):
    house.slack.person(user_id).say(text, under.channel, thread=under.ts)


def test_a_crowd_answers_with_one_message_in_the_channel_and_four_in_person(town):
    """Anna asks; Bo answers in the thread, Eva and Carla by the button; two answers are merged, and all hear the end once."""
    question, asked = ask(town)
    say(town, "U2", "It is closed. <@U5> knows when it opens.", asked)
    told(town, "U1", "Your question:", "It is closed. @")
    for user_id, text in (("U5", "It opens at six the day after."), ("U3", "Ask the hall itself.")):
        person = town.slack.person(user_id)
        person.click("questions.write", in_=town.card("C1", QUESTION))
        assert "Thank you" in person.submit(person.view, {"answer": text}).words
    shown = told(town, "U1", "It opens at six", "Ask the hall itself.", "Open, 3 answers")
    first, second, _third = contributions(town)
    assert "@eva knows" in first.text
    sent = accept(town, in_=shown, answers=(first, second), text="Closed; it opens at six the day after.")
    assert "Accepted" in sent.words
    solved = town.card("C1", "Solved.", "it opens at six the day after", "eva", without=["Carla", "carla"])
    for user_id in ("U2", "U5"):
        told(town, user_id, "Your answer was accepted.", "it opens at six")
    told(town, "U3", "The question is solved.", without=["was accepted"])
    anna = town.slack.person("U1")
    anna.click("questions.reply", in_=told(town, "U1", "Add the public reply", "Save in the answer bank"))
    assert anna.submit(anna.view, {"link": "https://social.example/reply/1"}).ok
    for user_id in ("U2", "U5", "U3"):
        assert "https://social.example/reply/1" in json.dumps(told(town, user_id, "Go to the public reply").blocks)
    town.card("C1", "Go to the public reply", without=["Add the public reply"])
    posted = [message.channel for message in town.slack.posts]
    assert posted.count("C1") == 1
    assert len(posted) == 5
    assert solved.ts == asked.ts
    assert town.slack.refused == []
    with town.services.database.read() as session:
        (use,) = session.scalars(select(AnswerUse))
    assert (use.question_id, use.what, use.link) == (question.id, "public", "https://social.example/reply/1")


def test_edits_and_deletions_in_the_thread_are_followed(town):
    _question, asked = ask(town)
    bo = town.slack.person("U2")
    say(town, "U2", "It is open.", asked)
    told(town, "U1", "It is open.")
    (reply,) = [one for one in town.slack.messages("C1", thread=asked.ts) if one.user == "U2"]
    bo.edit(reply, "It is closed.")
    told(town, "U1", "It is closed.", without=["It is open."])
    bo.delete(reply)
    told(town, "U1", "Open, no answers yet", without=["It is closed."])
    assert [(one.text, one.state) for one in contributions(town)] == [("", "deleted")]


def test_an_answer_deleted_after_it_was_accepted_leaves_the_solution_and_says_so(town):
    _question, asked = ask(town)
    say(town, "U2", "It is closed.", asked)
    accept(town, in_=told(town, "U1", "It is closed."))
    (reply,) = [one for one in town.slack.messages("C1", thread=asked.ts) if one.user == "U2"]
    town.slack.person("U2").delete(reply)
    town.card("C1", "Solved.", "It is closed.", "has deleted their answer since")
    told(town, "U2", "Your answer was accepted.", "It is closed.")


def test_the_second_of_two_accepters_hears_who_was_first(town):
    _question, asked = ask(town)
    say(town, "U2", "It is closed.", asked)
    told(town, "U1", "It is closed.")
    carla, open_card = town.slack.person("U3"), town.card("C1", "Open, 1 answer")
    carla.click("questions.accept", in_=open_card)
    accept(town, in_=told(town, "U1", "It is closed."))
    late = carla.submit(carla.view, {"text": "Carla’s own words."})
    assert "anna has accepted an answer already" in late.words
    town.card("C1", "Solved.", "It is closed.", without=["own words"])
    told(town, "U2", "Your answer was accepted.")


def test_only_who_asked_and_the_desk_accept(town):
    _question, asked = ask(town)
    say(town, "U2", "It is closed.", asked)
    bo, refusal = town.slack.person("U2"), "Only the person who asked and the desk"
    bo.click("questions.accept", in_=town.card("C1", "Open, 1 answer"))
    town.slack.wait_until(lambda: any(refusal in one.words for one in bo.ephemerals), otherwise=refusal)


def test_talk_that_answers_no_question_costs_no_sql(town):
    """What people say beside the threads, in other channels, and every card that the bot edits itself."""
    _question, asked = ask(town)
    say(town, "U2", "It is closed.", asked)
    told(town, "U1", "It is closed.")
    town.card("C1", "Open, 1 answer")
    other = {
        "type": "message",
        "channel": "C9",
        "channel_type": "channel",
        "user": "U2",
        "text": "So?",
        "ts": "1700000009.1",
    }
    threads = [
        {**other, "thread_ts": "1700000001.1"},
        {**other, "channel": "C1"},
        {**other, "channel": "C1", "bot_id": "B1"},
    ]
    edit = {**other, "subtype": "message_changed", "message": {**other, "thread_ts": "1700000001.1"}}

    def talk():
        for one in [*threads, edit]:
            body = {"type": "event_callback", "event_id": f"Ev{token_hex(4)}", "event": one}
            assert receive(town.doors.door, body).status == 200

    # The first look after a change reads which channels count; then everything is told from memory.
    town.slack.wait_until(lambda: statements_here(town, talk) == 0)
    assert len(contributions(town)) == 1


def test_a_reply_in_another_language_has_to_be_confirmed(town):
    question, asked = ask(town, "Är simhallen öppen på trettondagen?")
    assert question.language == "sv"
    say(town, "U2", "Den är stängd.", asked)
    accept(town, in_=told(town, "U1", "stängd"))
    anna = town.slack.person("U1")
    anna.click("questions.reply", in_=told(town, "U1", "Add the public reply"))
    given = {"link": "https://social.example/2", "language": "fi"}
    warned = anna.submit(anna.view, given)
    assert "svenska" in labels(warned)
    assert question_of(town, question).reply_link == ""
    anna.submit(anna.view, {**given, "sure": ["sure"]})
    assert question_of(town, question).reply_language == "fi"


def test_the_reply_ends_the_mention_that_the_question_came_from(town):
    now = town.services.now()
    with town.services.database.begin() as session:
        values: dict[str, Any] = {"title": QUESTION, "link": "https://social.example/post", "seen_at": now}
        mention = Mention(origin="manual", state=CLAIMED, handler="U3", language="en", developed_at=now, **values)
        session.add(mention)
    by = people.asker(town.services, "U3")
    outcome = asking.ask(town.services, Form(mention_id=mention.id), Draft(QUESTION, HOUSE), by=by)
    assert isinstance(outcome, Asked)
    asked = town.card("C1", QUESTION)
    say(town, "U2", "It is closed.", asked)
    accept(town, "U3", in_=told(town, "U3", "It is closed."))
    carla = town.slack.person("U3")
    carla.click("questions.reply", in_=town.card("C1", "Add the public reply"))
    assert carla.submit(carla.view, {"link": "https://social.example/3"}).ok
    with town.services.database.read() as session:
        kept = session.get_one(Mention, mention.id)
        assert (kept.state, kept.answer_link) == (ANSWERED, "https://social.example/3")
        assert session.get_one(Question, outcome.question.id).reply_link == kept.answer_link


def test_when_the_time_is_over_the_asker_decides_and_a_wider_circle_answers_as_well(town):
    """The desk was asked and is silent; Anna asks the house; both threads count, and each hears the end once."""
    soon = datetime.now(UTC) + timedelta(hours=1)
    question, asked = ask(town, circle="desk", needed_by=soon)
    with town.services.database.begin() as session:
        held = session.get_one(Question, question.id)
        held.needed_by = held.next_at = datetime.now(UTC) - timedelta(minutes=1)
    for _twice in range(2):
        deadlines.look_after(town.services)
    shown = told(town, "U1", "nobody has answered", "Ask a wider circle", "More time")
    assert len(town.slack.wait_until(lambda: town.slack.messages(shown.channel, thread=shown.ts)[1:])) == 1
    anna = town.slack.person("U1")
    anna.click("questions.wider", in_=shown)
    assert anna.submit(anna.view).ok
    wide = town.card("C1", QUESTION, "Open, no answers yet")
    say(town, "U2", "It is closed.", wide)
    say(town, "U3", "Closed, says the desk.", asked)
    told(town, "U1", "It is closed.", "Closed, says the desk.", without=["The time is over"])
    assert [question_of(town, question).circle, question_of(town, question).place] == [HOUSE, "C1"]


def closed(town):
    """Anna asks, Bo has no idea, and she closes the question."""
    question, asked = ask(town)
    say(town, "U2", "No idea.", asked)
    told(town, "U1", "No idea.")
    anna = town.slack.person("U1")
    anna.select("questions.more", f"close:{question.id}", in_=town.card("C1", "Open, 1 answer"))
    anna.submit(anna.view)
    return anna


def test_a_question_is_closed_and_whoever_answered_is_thanked_once(town):
    closed(town)
    town.card("C1", "Closed without an accepted answer.")
    told(town, "U2", "closed without an accepted one")
    with town.services.database.read() as session:
        assert len(list(session.scalars(select(Closing)))) == 1


def test_more_time_is_given_from_the_menu(town):
    question, asked = ask(town)
    anna, moment = town.slack.person("U1"), datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=2)
    anna.select("questions.more", f"longer:{question.id}", in_=asked)
    assert anna.submit(anna.view, {"needed_by": int(moment.timestamp())}).ok
    assert question_of(town, question).needed_by == moment


def test_a_card_deleted_by_an_administrator_comes_back_with_the_next_change(town):
    _question, asked = ask(town)
    say(town, "U2", "It is closed.", asked)
    told(town, "U1", "It is closed.")
    # Slack tells the same of a deletion by an administrator.
    town.services.slack.chat_delete(channel=asked.channel, ts=asked.ts)
    town.slack.wait_until(lambda: is_deleted(town))
    accept(town, in_=told(town, "U1", "It is closed."))
    assert town.card("C1", "Solved.").ts != asked.ts


def test_a_wrong_link_of_the_public_reply_is_changed_and_taken_away_by_who_gave_it_or_the_desk(town):
    question, asked = ask(town)
    say(town, "U2", "It is closed.", asked)
    accept(town, in_=told(town, "U1", "It is closed."))
    anna, carla = town.slack.person("U1"), town.slack.person("U3")
    anna.click("questions.reply", in_=told(town, "U1", "Add the public reply"))
    anna.submit(anna.view, {"link": "https://social.example/wrong"})
    anna.click("questions.reply", in_=told(town, "U1", "Change the public reply"))
    assert "social.example/wrong" in json.dumps(anna.view.blocks)
    anna.submit(anna.view, {"link": "https://social.example/right"})
    for user_id in ("U1", "U2"):
        person = town.slack.person(user_id)
        town.slack.wait_until(
            lambda person=person: "example/right" in json.dumps([one.blocks for one in person.messages(person.im)])
        )
    carla.select("questions.more", f"replied:{question.id}", in_=town.card("C1", "Go to the public reply"))
    carla.submit(carla.view, {"link": "no address"})
    assert question_of(town, question).reply_link == "https://social.example/right"
    carla.submit(carla.view, {"link": ""})
    assert "example/right" not in json.dumps(town.card("C1", "Add the public reply").blocks)
    told(town, "U2", "Your answer was accepted.", without=["public reply"])
    with town.services.database.read() as session:
        whats = list(session.scalars(select(AuditEntry.what).where(AuditEntry.what.like("question.repl%"))))
        assert list(session.scalars(select(AnswerUse))) == []
    assert whats == ["question.replied", "question.reply_changed", "question.reply_taken_away"]


def test_the_reply_that_the_desk_gave_is_not_the_askers_to_change_and_the_mention_follows_it(town):
    now = town.services.now()
    with town.services.database.begin() as session:
        values: dict[str, Any] = {"title": QUESTION, "link": "https://social.example/post", "seen_at": now}
        mention = Mention(origin="manual", state=CLAIMED, handler="U3", language="en", developed_at=now, **values)
        session.add(mention)
    by = people.asker(town.services, "U3")
    asking.ask(town.services, Form(mention_id=mention.id), Draft(QUESTION, HOUSE), by=by)
    say(town, "U2", "It is closed.", town.card("C1", QUESTION))
    accept(town, "U3", in_=told(town, "U3", "It is closed."))
    carla, anna = town.slack.person("U3"), town.slack.person("U1")
    for name, link in (
        ("Add the public reply", "https://social.example/3"),
        ("Change the public reply", "https://social.example/4"),
    ):
        carla.click("questions.reply", in_=told(town, "U3", name))
        carla.submit(carla.view, {"link": link})
    with town.services.database.read() as session:
        assert session.get_one(Mention, mention.id).answer_link == "https://social.example/4"
        (question,) = session.scalars(select(Question))
    anna.select("questions.more", f"replied:{question.id}", in_=town.card("C1", "Go to the public reply"))
    town.slack.wait_until(lambda: any("Only the person who asked" in one.words for one in anna.ephemerals))


def test_accepting_is_offered_once_there_is_an_answer(town):
    _question, asked = ask(town)
    assert "questions.accept" not in json.dumps(asked.blocks)
    say(town, "U2", "It is closed.", asked)
    assert "questions.accept" in json.dumps(town.card("C1", "Open, 1 answer").blocks)


def test_what_is_taken_back_leaves_no_word_of_its_answers(town):
    question, asked = ask(town)
    say(town, "U2", "It is quite closed.", asked)
    told(town, "U1", "quite closed")
    anna = town.slack.person("U1")
    anna.select("questions.more", f"remove:{question.id}", in_=town.card("C1", "Open, 1 answer"))
    anna.submit(anna.view)
    town.card("C1", "This question was taken back.")
    assert [(one.text, one.state, one.by) for one in contributions(town)] == [("", "deleted", "U2")]
