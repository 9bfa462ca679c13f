"""What happens to a question when its channel or its asker goes away: archived, made private, an account that has ended."""

from __future__ import annotations

import json
from collections.abc import Callable
from secrets import token_hex

import pytest
from sqlalchemy import select, update

from bot import people
from bot.answers import search
from bot.questions import asking, deciders, rooms
from bot.questions.draft import Asked, Draft, Form
from handlers.door import receive
from playground.slack.workspace import Channel, User
from storage.models import AuditEntry, Chore, Question
from tests.handlers.conftest import House

QUESTION = "Who paints the town hall in spring?"


@pytest.fixture
def town(open_house: Callable[..., House]) -> House:
    """Anna (U1) asks, Bo (U2) answers, Carla (U3) is a social manager; the house talks in C1, the desk in C2, others in C7."""
    house = open_house(house_channel="C1", desk_channel="C2", desk_group="", desk_members=frozenset({"U3"}))
    house.slack.add_user(User("U5", "eva", "Eva Ek"))
    for channel in ("C7", "C8"):
        house.slack.add_channel(Channel(channel, f"talk-{channel}", members={"U1", "U2", "U3", "U5"}))
        house.slack.invite_bot(channel, "U1")
    for user_id in ("U1", "U2", "U3", "U5"):
        people.asker(house.services, user_id)
        house.slack.person(user_id).command("/some language en")
    return house


def ask(house: House, user_id: str = "U1", **more) -> Question:
    values = {"circle": "channel", "channel": "C7", **more}
    outcome = asking.ask(house.services, Form(), Draft(QUESTION, **values), by=people.asker(house.services, user_id))
    assert isinstance(outcome, Asked)
    if outcome.question.place:
        house.card(outcome.question.place, QUESTION)
    return outcome.question


def told(house: House, user_id: str, *texts: str):
    """Wait until a message from the bot to somebody says something."""

    def found():
        return next(
            (one for one in house.slack.direct_messages(user_id) if all(text in one.words for text in texts)), None
        )

    return house.slack.wait_until(found, otherwise=f"{texts} for {user_id}")


def known(house: House, question: Question) -> Question:
    with house.services.database.read() as session:
        return session.get_one(Question, question.id)


def leaves(house: House, user_id: str) -> None:
    """Let somebody's account end."""
    house.slack.change_user(user_id, deleted=True)
    house.slack.wait_until(lambda: people.asker(house.services, user_id).role == 0, otherwise="the account has ended")


def is_found(house: House) -> bool:
    return bool(search.find(house.services, "painting the town hall", by=people.asker(house.services, "U5")).questions)


def test_when_the_channel_is_archived_the_asker_hears_at_once_and_moves_the_question(town):
    question = ask(town)
    town.slack.archive("C7")
    shown = told(town, "U1", "archived, so nobody can answer there", "Move to another channel", "Ask a wider circle")
    town.slack.wait_until(
        lambda: any("is archived" in one.words for one in town.slack.messages(shown.channel, thread=shown.ts)[1:])
    )
    anna = town.slack.person("U1")
    anna.click("questions.move", in_=shown)
    assert "archived" in anna.submit(anna.view, {"channel": "C7"}).errors["channel"]
    assert anna.submit(anna.view, {"channel": "C8"}).ok
    moved = town.card("C8", QUESTION, "Open, no answers yet")
    town.slack.person("U2").say("The city does.", "C8", thread=moved.ts)
    told(town, "U1", "The city does.")
    assert (known(town, question).place, known(town, question).circle) == ("C8", "channel")
    assert "archived" not in told(town, "U1", "The city does.").words
    assert len([one for one in town.slack.direct_messages("U1") if one.thread_ts in (None, one.ts)]) == 1


def test_told_twice_that_it_is_archived_the_asker_hears_it_once_and_unarchiving_takes_it_back(town):
    ask(town)
    town.slack.archive("C7")
    said = {"type": "message", "subtype": "channel_archive", "channel": "C7", "channel_type": "channel", "user": "U2"}
    body = {"type": "event_callback", "event_id": f"Ev{token_hex(4)}", "event": {**said, "ts": "1700000001.1"}}
    assert receive(town.doors.door, body).status == 200
    shown = told(town, "U1", "archived, so nobody can answer there")
    lines = town.slack.wait_until(lambda: town.slack.messages(shown.channel, thread=shown.ts)[1:])
    body["event_id"], body["event"] = "EvBack", {"type": "channel_unarchive", "channel": "C7", "user": "U2"}
    assert receive(town.doors.door, body).status == 200
    town.slack.wait_until(
        lambda: not any("archived" in one.words for one in town.slack.direct_messages("U1")[:1]), otherwise="taken back"
    )
    assert len(lines) == 1


def test_a_question_of_experts_alone_is_the_managers_when_its_asker_has_left(town):
    expert = town.knows("U2", "painting")
    question = ask(town, "U5", circle="experts", channel="", experts=(expert.id,))
    told(town, "U2", QUESTION)
    leaves(town, "U5")
    for _twice in range(2):
        deciders.look_after(town.services)
    shown = told(town, "U3", "is not in this Slack any more", QUESTION, "Close without an answer")
    carla = town.slack.person("U3")
    carla.click("questions.close", in_=shown)
    assert carla.submit(carla.view).ok
    town.slack.wait_until(lambda: known(town, question).state == "closed")
    assert QUESTION not in json.dumps([one.blocks for one in town.slack.messages("C2")])


def test_the_desk_decides_what_somebody_left_open(town):
    question = ask(town, "U5")
    leaves(town, "U5")
    deciders.look_after(town.services)
    town.card("C2", "is not in this Slack any more", QUESTION)
    assert known(town, question).state == "open"


def test_a_channel_that_is_made_private_closes_the_circle_of_its_questions(town):
    question = ask(town)
    assert is_found(town)
    said = {"type": "message", "subtype": "channel_convert_to_private", "channel": "C7", "channel_type": "group"}
    event = {**said, "user": "U2", "text": "made this channel *private*", "ts": "1700000001.1"}
    for _twice in range(2):
        body = {"type": "event_callback", "event_id": f"Ev{token_hex(4)}", "event": event}
        assert receive(town.doors.door, body).status == 200
    assert (is_found(town), known(town, question).is_closed_circle) == (False, True)
    with town.services.database.read() as session:
        acts = session.scalars(select(AuditEntry.who).where(AuditEntry.what == "question.circle_closed"))
        assert list(acts) == ["slack"]


def test_slack_is_asked_once_a_day_what_it_did_not_tell(town):
    rooms.look(town.services)
    question = ask(town)
    town.slack.add_channel(Channel("C7", "talk-C7", kind="private", members={"U1", "U2", "U3", "U5"}))
    rooms.look(town.services)
    assert not known(town, question).is_closed_circle
    with town.services.database.begin() as session:
        session.execute(update(Chore).where(Chore.name == rooms.CHORE).values(not_before=town.services.now()))
    rooms.look(town.services)
    assert (is_found(town), known(town, question).is_closed_circle) == (False, True)
