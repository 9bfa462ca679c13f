"""What is asked in a closed circle stays there: nothing of it is counted, listed, found or traced for others."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot import people
from bot.errors import NotFound
from bot.questions import accepting, deadlines, deciders, moving, rooms
from playground.slack.workspace import Channel, User
from storage.models import SearchGap
from tests.handlers.test_ask import asked, form
from tests.handlers.test_ask import town as plain_town

__all__ = ["plain_town"]
SECRET = "Where is the spare key of the vault kept?"
OTHER = "Who paints the bicycle lanes?"


@pytest.fixture
def town(plain_town):
    """Anna (U1) and Eva (U5) talk in private in G2; Carla (U3) is a social manager and is not there."""
    plain_town.slack.add_user(User("U5", "eva", "Eva Ek"))
    people.asker(plain_town.services, "U5")
    plain_town.slack.person("U5").command("/some language en")
    plain_town.slack.add_channel(Channel("G2", "closed", kind="private", members={"U1", "U5"}))
    plain_town.slack.invite_bot("G2", by="U1")
    return plain_town


def gaps(house):
    with house.services.database.read() as session:
        return sorted(one.words for one in session.scalars(select(SearchGap)))


def counted(house, *words):
    """Wait until these words, and no others, are counted as sought in vain."""
    house.slack.wait_until(lambda: gaps(house) == sorted(words), otherwise=f"{words} are counted")
    report = house.slack.person("U3").command("/some answers gaps").words
    for one in (SECRET, OTHER):
        assert (one in report) == (one in words)


def ask(house, text=SECRET, user_id="U1", **values):
    person = house.slack.person(user_id)
    sent = person.submit(form(house, user_id, text), values)
    assert sent.errors == {}, sent.errors
    person.close(everything=True)
    return asked(house)[-1]


def test_words_typed_in_a_private_channel_are_not_counted_for_the_desk(town):
    anna = town.slack.person("U1")
    anna.command(f"/ask {SECRET}", channel="G2")
    anna.command(f"/ask {OTHER}", channel="C1")
    counted(town, OTHER)


@pytest.mark.parametrize("values", [{"circle": "channel", "channel": "G2"}, {"circle": "experts", "other": "U5"}])
@pytest.mark.parametrize("reworded", [SECRET, "Who knows the code of the strongroom?"])
def test_what_a_closed_circle_is_asked_is_not_counted_however_it_was_sought_before(town, values, reworded):
    anna = town.slack.person("U1")
    for _twice in range(2):
        anna.command(f"/ask {SECRET}")
    anna.command(f"/ask {OTHER}")
    counted(town, SECRET, OTHER)
    ask(town, question=reworded, **values)
    counted(town, OTHER)


def test_what_was_sought_stands_in_the_words_of_its_question_and_goes_when_that_is_taken_back(town):
    question = ask(town, OTHER, question=SECRET)
    counted(town, SECRET)
    anna = town.slack.person("U1")
    anna.select("questions.more", f"edit:{question.id}", in_=town.card("C1", SECRET))
    anna.submit(anna.view, {"question": OTHER})
    counted(town, OTHER)
    anna.select("questions.more", f"remove:{question.id}", in_=town.card("C1", OTHER))
    anna.submit(anna.view, {})
    counted(town)


def test_what_others_seek_as_well_stays_counted(town):
    for user_id in ("U1", "U2", "U3", "U5"):
        town.slack.person(user_id).command(f"/ask {OTHER}")
    ask(town, OTHER, circle="channel", channel="G2")
    counted(town, OTHER)


def test_a_deleted_and_a_corrected_direct_message_are_not_counted(town):
    anna = town.slack.person("U1")
    anna.tell_bot(SECRET)
    first = anna.messages(anna.im)[0]
    counted(town, SECRET)
    anna.edit(first, OTHER)
    counted(town, OTHER)
    anna.delete(first)
    counted(town)


def test_what_was_asked_in_a_channel_is_not_counted_when_that_is_made_private(town):
    ask(town, circle="channel", channel="C1")
    counted(town, SECRET)
    rooms.made_private(town.services, "C1")
    counted(town)


def test_what_is_moved_into_a_closed_circle_is_not_counted(town):
    question = ask(town)
    counted(town, SECRET)
    moving.move(town.services, question.id, "G2", by=people.asker(town.services, "U1"))
    counted(town)


def test_what_the_desk_is_asked_in_its_own_private_channel_is_the_desks_alone(open_house):
    """Anna asks the desk; Carla answers, accepts, saves, finds and traces it; Bo of the house and Eva of another unit do not."""
    members = frozenset({"U3"})
    house = open_house(house_channel="C1", desk_channel="G1", desk_group="", desk_members=members)
    house.slack.invite_bot("G1", by="U3")
    for user_id in ("U1", "U2", "U3"):
        house.slack.person(user_id).command("/some language en")
    bo, carla = house.slack.person("U2"), house.slack.person("U3")
    question = ask(house, OTHER, circle="desk")
    assert (question.is_closed_circle, question.place) == (True, "G1")
    assert OTHER in carla.command("/some answers gaps").words
    carla.say("The city does.", "G1", thread=house.card("G1", OTHER).ts)
    carla.click("questions.accept", in_=house.card("G1", "Open, 1 answer"))
    carla.submit(carla.view, {})
    carla.close(everything=True)
    assert "asked something like it" in carla.command("/ask Who is painting bicycle lanes?").words
    assert "asked something like it" not in bo.command("/ask Who is painting bicycle lanes?").words
    assert "The city does." in carla.command(f"/some trace {question.id}").words
    assert "nothing under this number" in bo.command(f"/some trace {question.id}").words
    carla.click("answers.from_question", in_=house.card("G1", "Solved"))
    assert "The city does." in carla.view.words
    assert carla.submit(carla.view, {"may_share": ["yes"]}).errors == {}
    carla.close(everything=True)
    assert "The city does." in bo.command(f"/ask {OTHER}").words
    assert house.slack.refused == []


def test_the_desks_channel_is_the_desk_however_it_was_chosen(town):
    assert ask(town, circle="channel", channel="C2").circle == "desk"
    question = ask(town, OTHER)
    moving.move(town.services, question.id, "C2", by=people.asker(town.services, "U1"))
    assert asked(town)[-1].circle == "desk"


def replies_in(house, channel, text, words, user_id="U5"):
    """Answer in the thread of a question, and wait until its asker has that."""
    house.slack.person(user_id).say(words, channel, thread=house.card(channel, text).ts)
    told(house, "U1", words)


def told(house, user_id, *texts):
    def found():
        seen = house.slack.direct_messages(user_id)
        return next((one for one in seen if all(text in one.words for text in texts)), None)

    return house.slack.wait_until(found, otherwise=f"{texts} for {user_id}")


@pytest.mark.parametrize("is_moved", [False, True])
def test_what_a_closed_circle_answered_is_the_askers_alone_when_the_question_goes_on(town, is_moved):
    """Eva answers in private; the house reads the question then, but neither counts, lists nor traces what she said."""
    between_us, later = "Between us: under the mat.", "Still between us: the mat is gone."
    question = ask(town, circle="channel", channel="G2")
    replies_in(town, "G2", SECRET, between_us)
    anna, carla = town.slack.person("U1"), town.slack.person("U3")
    if is_moved:
        moving.move(town.services, question.id, "C1", by=people.asker(town.services, "U1"))
    else:
        anna.select("questions.more", f"wider:{question.id}", in_=town.card("G2", SECRET))
        assert "stays with whoever asked until it is accepted" in anna.view.words
        assert anna.submit(anna.view, {}).ok
    town.card("C1", SECRET, "Open, no answers yet", without=["Accept an answer"])
    replies_in(town, "G2", SECRET, later)
    card = town.card("C1", SECRET, "Open, no answers yet")
    with pytest.raises(NotFound):
        accepting.to_accept(town.services, question.id, by=people.asker(town.services, "U3"))
    replies_in(town, "C1", SECRET, "At the desk.", "U2")
    card = town.card("C1", SECRET, "Open, 1 answer")
    assert "Open, 3 answers" in told(town, "U1", between_us, later, "At the desk.").words
    carla.click("questions.accept", in_=card)
    assert "At the desk." in carla.view.words
    traced = carla.command(f"/some trace {question.id}").words
    assert "At the desk." in traced
    for one in (between_us, later):
        assert one not in carla.view.words
        assert one not in traced
        assert one in anna.command(f"/some trace {question.id}").words
        assert one in town.slack.person("U5").command(f"/some trace {question.id}").words
    assert "under the mat" not in town.slack.person("U2").command(f"/some trace {question.id}").words
    anna.click("questions.accept", in_=told(town, "U1", between_us))
    assert between_us in anna.view.words
    given = accepting.to_accept(town.services, question.id, by=people.asker(town.services, "U1")).answers
    accepting.accept(town.services, question.id, [given[0].id], by=people.asker(town.services, "U1"))
    town.card("C1", "Solved.", between_us)
    assert "accepted: Between us" in carla.command(f"/some trace {question.id}").words


def test_the_desk_that_decides_for_who_left_does_not_read_what_a_closed_circle_answered(town):
    question = ask(town, user_id="U5", circle="channel", channel="G2")
    anna = town.slack.person("U1")
    anna.say("Between us: under the mat.", "G2", thread=town.card("G2", SECRET).ts)
    told(town, "U5", "Between us")
    deadlines.widen(town.services, question.id, by=people.asker(town.services, "U5"))
    town.slack.change_user("U5", deleted=True)
    town.slack.wait_until(lambda: people.asker(town.services, "U5").role == 0, otherwise="the account has ended")
    deciders.look_after(town.services)
    town.card("C2", SECRET, "The desk decides", "Open, no answers yet", without=["under the mat"])


def test_what_is_asked_before_in_the_house_counts_no_answer_of_a_closed_circle(town):
    question = ask(town, circle="channel", channel="G2")
    replies_in(town, "G2", SECRET, "Between us: under the mat.")
    deadlines.widen(town.services, question.id, by=people.asker(town.services, "U1"))
    shown = town.slack.person("U2").command(f"/ask {SECRET}").words
    assert "asked something like it" in shown
    assert "1 answer" not in shown
