"""Direct messages to the bot: each is answered once, in place, with what is known and the way to the house."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.questions import direct
from bot.views import ask as view
from storage.models import DirectWord
from tests.handlers.test_ask import ANSWER, QUESTION, asked, knows_answer, labels, town  # noqa: F401

EDITED = "Is the library open on Epiphany?"


@pytest.fixture
def house(town):  # noqa: F811 - pytest hands a fixture over by its name
    return town


def answered(house, *texts, user_id="U1", without=()):
    """Wait until the bot's only message to somebody says something, and something else no more."""
    bot = house.slack.bot

    def found():
        told = [message for message in house.slack.direct_messages(user_id) if message.user == bot]
        fits = told and all(text in told[-1].words for text in texts)
        return told[-1] if fits and not any(text in told[-1].words for text in without) else None

    seen = house.slack.wait_until(found, otherwise=f"{texts} to {user_id}")
    assert len([message for message in house.slack.direct_messages(user_id) if message.user == bot]) == 1
    return seen


def words_kept(house):
    with house.services.database.read() as session:
        return list(session.scalars(select(DirectWord).order_by(DirectWord.id)))


def written(house, text=QUESTION):
    anna = house.slack.person("U1")
    anna.tell_bot(text)
    return house.slack.direct_messages("U1")[0]


def test_a_direct_message_is_answered_with_what_is_known(house):
    knows_answer(house)
    written(house)
    shown = answered(house, ANSWER, "Ask the house")
    anna = house.slack.person("U1")
    opened = anna.click(view.ABOUT_WORD, in_=shown).view
    assert QUESTION in labels(opened)
    assert "goes to" in anna.submit(opened).words
    house.card("C1", QUESTION)
    assert house.slack.refused == []


def test_an_event_that_comes_four_times_is_answered_once(house):
    written(house)
    answered(house, "I find no answer")
    event = house.slack.events[-1]
    for attempt in range(3):
        assert house.slack.redeliver(event, attempt + 1).acked
    again = {**event["event"]}
    house.slack.send_event(again, "Ev0OTHER")
    answered(house, "I find no answer")
    assert len(words_kept(house)) == 1


def test_an_edit_is_followed_in_place(house):
    message = written(house)
    first = answered(house, "Epiphany")
    house.slack.person("U1").edit(message, EDITED)
    assert answered(house, "library").ts == first.ts
    assert [one.text for one in words_kept(house)] == [EDITED]


def test_a_deleted_message_is_forgotten(house):
    message = written(house)
    shown = answered(house, "Epiphany")
    house.slack.person("U1").delete(message)
    answered(house, "I have forgotten it", without=["Epiphany"])
    assert [one.text for one in words_kept(house)] == [""]
    anna = house.slack.person("U1")
    anna.click(view.ABOUT_WORD, in_=shown, stale=True)
    house.slack.wait_until(lambda: any("not kept any more" in one.words for one in anna.ephemerals))


def told(kind, ts, text="", **more):
    """An event about a message of Anna's in her direct messages."""
    place = {"channel": "D1", "channel_type": "im", "type": "message"}
    inside = {"type": "message", "user": "U1", "ts": ts, "text": text}
    if kind == "new":
        return {**place, **inside, **more}
    if kind == "edited":
        return {**place, "subtype": "message_changed", "message": inside, "previous_message": inside, "ts": f"{ts}9"}
    return {**place, "subtype": "message_deleted", "deleted_ts": ts, "previous_message": inside, "ts": f"{ts}8"}


@pytest.mark.parametrize("order", [(1, 0, 0, 1), (0, 1, 1, 0)])
def test_any_order_and_any_number_of_times_end_in_the_same(house, order):
    """What was said last counts: an edit that is told first is not undone by its message, a deletion by nothing."""
    ts = "1795410000.000100"
    story = [(told("new", ts, QUESTION), told("edited", ts, EDITED))[number] for number in order]
    for number, event in enumerate(story):
        assert house.slack.send_event(event, f"Ev{number}").acked
    assert [one.text for one in words_kept(house)] == [EDITED]
    answered(house, "library")
    for number, event in enumerate([told("deleted", ts), *story]):
        assert house.slack.send_event(event, f"Ev1{number}").acked
    assert [one.text for one in words_kept(house)] == [""]


def test_a_deletion_that_comes_first_leaves_nothing_to_answer(house):
    ts = "1795410000.000200"
    for number, event in enumerate([told("deleted", ts), told("new", ts, QUESTION), told("edited", ts, EDITED)]):
        assert house.slack.send_event(event, f"EvD{number}").acked
    assert [one.text for one in words_kept(house)] == [""]
    assert house.slack.direct_messages("U1") == []


NOTHING_FOR_THE_BOT = [
    told("new", "1795410000.000300", "", files=[{"id": "F1"}], subtype="file_share"),
    told("new", "1795410000.000300", "A reply", thread_ts="1795410000.000100"),
    told("new", "1795410000.000300", "Me again", bot_id="B1"),
    told("new", "1795410000.000300", "joined", subtype="channel_join"),
    {"type": "message", "channel_type": "im"},
    {"type": "message", "channel_type": "im", "subtype": "message_changed"},
    {"type": "message", "channel_type": "im", "subtype": "message_deleted"},
    {"type": "message", "channel_type": "im", "subtype": "message_replied", "message": None},
    {"type": "message", "channel_type": "im", "subtype": "message_changed", "message": {"user": None, "ts": 1}},
    {"type": "message", "channel_type": "channel", "user": "U1", "text": "hello", "ts": "1.2", "channel": "C1"},
]


def test_what_is_no_message_to_the_bot_is_left_alone(house):
    for number, event in enumerate(NOTHING_FOR_THE_BOT):
        assert house.slack.send_event(event, f"EvX{number}").acked, event
    assert words_kept(house) == []
    assert house.slack.direct_messages("U1") == []


def test_a_guest_is_not_answered(house):
    house.slack.send_event({**told("new", "1795410000.000400", QUESTION), "user": "U4"}, "EvG")
    assert words_kept(house) == []


def test_a_greeting_hears_what_to_write(house):
    written(house, "Hello there")
    answered(house, "Write me your question in a sentence")


def test_a_link_alone_hears_what_to_write(house):
    written(house, "https://social.example/post/7")
    anna = house.slack.person("U1")
    opened = anna.click(view.ABOUT_WORD, in_=answered(house, "This is a link.", "Send as a tip")).view
    assert "https://social.example/post/7" in labels(opened)


def test_the_desks_own_answers_are_shown_to_nobody_else(house):
    knows_answer(house, visibility="desk")
    written(house)
    answered(house, "I find no answer", without=[ANSWER])
    house.slack.person("U3").tell_bot(QUESTION)
    answered(house, ANSWER, user_id="U3")


def test_old_words_are_forgotten_and_their_answers_stay(house):
    knows_answer(house)
    written(house)
    answered(house, ANSWER)
    with house.services.database.begin() as session:
        for word in session.scalars(select(DirectWord)):
            word.at -= direct.KEPT + timedelta(minutes=1)
    direct.prune(house.services)
    assert words_kept(house) == []
    answered(house, ANSWER)
    assert asked(house) == []
