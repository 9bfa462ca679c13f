"""“Save as answer” on replies to questions, in a workspace where the bot may not read along."""

from __future__ import annotations

import pytest

from bot import people
from bot.manifest import SAVE_ANSWER, manifest
from bot.words import Reader
from playground.slack.server import FakeSlack
from playground.slack.workspace import User
from tests.handlers.test_contributions import accept, ask, contributions, say, told

KEPT = "it is among the answers to the question now"


@pytest.fixture
def town(open_house):
    """Anna (U1) asks, Bo (U2) and Eva (U5) answer; nobody has granted the bot to read along. Carla (U3) is a social manager."""
    with FakeSlack(manifest(Reader("en"))) as slack:
        slack.withhold("channels:history", "groups:history")
        house = open_house(
            slack=slack, house_channel="C1", desk_channel="C2", desk_group="", desk_members=frozenset({"U3"})
        )
        slack.add_user(User("U5", "eva", "Eva Ek"))
        for user_id in ("U1", "U2", "U3", "U5"):
            people.asker(house.services, user_id)
            slack.person(user_id).command("/some language en")
        yield house
        house.doors.close()


def reply(house, card):
    return house.slack.messages("C1", thread=card.ts)[-1]


def shows(house, user_id, message, *, says):
    """Let somebody use the shortcut on a message, and wait until only they are told something."""
    person = house.slack.person(user_id)
    assert person.shortcut(SAVE_ANSWER, message).ok
    house.slack.wait_until(lambda: person.ephemerals and says in person.ephemerals[-1].words, otherwise=says)
    assert person.views == []


def test_a_reply_that_is_shown_is_an_answer_of_whoever_wrote_it_once(town):
    _question, card = ask(town)
    say(town, "U2", "It is <@U5>s day off: closed.", card)
    assert contributions(town) == []
    for user_id in ("U2", "U5", "U2"):
        shows(town, user_id, reply(town, card), says=KEPT)
    (kept,) = contributions(town)
    assert (kept.by, kept.text) == ("U2", "It is @evas day off: closed.")
    told(town, "U1", "It is @evas day off", "Open, 1 answer")
    assert town.slack.refused == []


def test_an_edited_reply_is_shown_again(town):
    _question, card = ask(town)
    say(town, "U2", "It is closed.", card)
    shows(town, "U2", reply(town, card), says=KEPT)
    town.slack.person("U2").edit(reply(town, card), "It opens at nine.")
    shows(town, "U2", reply(town, card), says=KEPT)
    assert [one.text for one in contributions(town)] == ["It opens at nine."]


def test_the_card_itself_and_the_thread_of_a_solved_question(town):
    _question, card = ask(town)
    say(town, "U2", "It is closed.", card)
    shows(town, "U2", card, says="Use “Save as answer” on a reply in its thread")
    shows(town, "U2", reply(town, card), says=KEPT)
    accept(town, in_=told(town, "U1", "It is closed."))
    solved = town.card("C1", "Solved.")
    shows(town, "U2", solved, says="“Save in the answer bank” under it keeps the accepted answer")
    say(town, "U5", "It opens at nine the day after.", card)
    eva = town.slack.person("U5")
    eva.shortcut(SAVE_ANSWER, reply(town, card))
    assert "It opens at nine the day after." in eva.view.words
    assert [one.text for one in contributions(town)] == ["It is closed."]


def test_what_is_said_elsewhere_and_by_a_guest_is_no_answer(town):
    _question, card = ask(town)
    say(town, "U4", "I saw it open.", card)
    bo = town.slack.person("U2")
    bo.shortcut(SAVE_ANSWER, reply(town, card))
    assert "I saw it open." in bo.view.words
    bo.close(everything=True)
    bo.say("Lunch?", "C1")
    bo.shortcut(SAVE_ANSWER, town.slack.messages("C1")[-1])
    assert "Lunch?" in bo.view.words
    assert contributions(town) == []
