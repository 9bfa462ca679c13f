"""The backlog of ideas through the door: saved by shortcut, form and emoji, asked for, voted on, chosen, archived, removed."""

from __future__ import annotations

import json
import threading

import pytest
from sqlalchemy import select

from bot import people
from bot.errors import NotFound, Refused
from bot.ideas import consent, deciding, saving, voices
from bot.ideas.draft import Draft, Form, Saved
from bot.people import Asker
from handlers.door import receive
from playground.slack.workspace import Channel, User
from storage.models import Attachment, AuditEntry, Idea, IdeaVoice
from tests.handlers.conftest import House

DUCKS = "The first ducklings hatched at the harbour pond this morning"
DESK, PRIVATE = "C2", "G7"


@pytest.fixture
def town(open_house) -> House:
    """Anna (U1), Bo (U2) and Eva (U5) are staff, Carla (U3) is a social manager, U4 a guest; G7 is private, the bot in it."""
    house: House = open_house(house_channel="C1", desk_channel=DESK, desk_group="", desk_members=frozenset({"U3"}))
    house.slack.add_user(User("U5", "eva", "Eva Ek"))
    house.slack.add_channel(Channel(PRIVATE, "nursery", "private", members={"U1", "U2", house.slack.bot}))
    for user_id in ("U1", "U2", "U3", "U5"):
        people.asker(house.services, user_id)
        house.slack.person(user_id).command("/some language en")
    return house


def by(house: House, user_id: str) -> Asker:
    return people.asker(house.services, user_id)


def everything(house: House) -> list[Idea]:
    with house.services.database.read() as session:
        return list(session.scalars(select(Idea).order_by(Idea.id)))


def only(house: House) -> Idea:
    (found,) = everything(house)
    return found


def said(house: House, user_id: str, text: str = DUCKS, channel: str = "C1", **more):
    """Let somebody write a message, and return it."""
    house.slack.person(user_id).say(text, channel, **more)
    return next(one for one in reversed(house.slack.messages(channel)) if one.user == user_id)


def told(house: House, user_id: str) -> list[str]:
    return [one.words for one in house.slack.direct_messages(user_id) if one.user == house.slack.bot]


def hears(house: House, user_id: str, *texts: str, without: tuple[str, ...] = ()):
    """Wait for a direct message that says something."""
    return house.card(house.slack.person(user_id).im, *texts, without=without)


def alone(house: House, user_id: str, text: str):
    """Wait for what only somebody sees in a channel."""
    person = house.slack.person(user_id)
    return house.slack.wait_until(
        lambda: next((one for one in reversed(person.ephemerals) if text in one.words), None), otherwise=text
    )


def home(house: House, user_id: str, text: str):
    """Open App Home and wait until it says something; return all its words."""
    person = house.slack.person(user_id)
    person.open_home()
    shown = house.slack.wait_until(
        lambda: person.home_view is not None and text in person.home_view.words and person.home_view, otherwise=text
    )
    return shown.words


def form_about(house: House, user_id: str, message):
    """Open “Save as idea” on a message and wait until the form has been filled in."""
    person = house.slack.person(user_id)
    person.shortcut("save_idea", message)
    house.slack.wait_until(lambda: "I am looking" not in json.dumps(person.view.blocks))
    return person


def saved(house: House, user_id: str = "U1", title: str = DUCKS, **draft) -> Idea:
    """Let somebody write a new idea."""
    outcome = saving.save(house.services, Form(), Draft(title=title, **draft), by=by(house, user_id))
    assert isinstance(outcome, Saved), outcome
    return outcome.idea


def opened(house: House, user_id: str, idea: Idea):
    """Open the window of an idea from the backlog."""
    person = house.slack.person(user_id)
    shown = person.command("/some ideas").ephemerals[-1]
    person.click("ideas.open", in_=shown, value=str(idea.id))
    return person


def test_a_message_is_saved_with_its_link_author_and_files_and_its_author_is_asked_once(town):
    eva = town.slack.person("U5")
    picture = eva.upload("ducklings.jpg", b"picture")
    town.slack.person("U5").say(f"{DUCKS}\nCome and see, <@U2>", "C1", files=[picture])
    message = town.slack.messages("C1")[-1]
    anna = form_about(town, "U1", message)
    assert "not everybody reads" not in json.dumps(anna.view.blocks)
    shown = anna.submit(anna.view, {"tags": "Harbour, spring", "networks": ["instagram"]})
    assert "Saved. I have asked who wrote it" in shown.view.words
    idea = only(town)
    assert (idea.title, idea.via, idea.author, idea.saved_by, idea.giver) == (DUCKS, "message", "U5", "U1", "U1")
    assert (idea.tags, idea.networks, idea.is_private, idea.author_says) == (
        ["harbour", "spring"],
        ["instagram"],
        False,
        "asked",
    )
    assert "@bo" in idea.text
    assert idea.origin.endswith(f"/archives/C1/p{message.ts.replace('.', '')}")
    with town.services.database.read() as session:
        (file,) = session.scalars(select(Attachment))
    assert (file.file_id, file.idea_id, file.added_by) == (picture["id"], idea.id, "U5")
    asked = hears(town, "U5", "May the desk use it?", "anna", "ducklings")
    town.slack.person("U5").click("ideas.agree", in_=asked)
    hears(town, "U5", "You said it is fine")
    assert only(town).author_says == "yes"
    assert len(told(town, "U5")) == 1
    assert told(town, "U1") == []
    assert town.slack.refused == []


def test_the_author_says_no_and_texts_and_files_go_at_once_and_the_saver_is_told(town):
    picture = town.slack.person("U5").upload("ducklings.jpg", b"picture")
    town.slack.person("U5").say(DUCKS, "C1", files=[picture])
    message = town.slack.messages("C1")[-1]
    anna = form_about(town, "U1", message)
    anna.submit(anna.view, {"tags": "harbour", "link": "https://example.org/ducks"})
    asked = hears(town, "U5", "May the desk use it?")
    town.slack.person("U5").click("ideas.refuse", in_=asked)
    hears(town, "U5", "Its text and files are gone")
    hears(town, "U1", "does not want it to be used")
    idea = only(town)
    assert (idea.state, idea.title, idea.text, idea.link, idea.origin, idea.tags) == ("removed", "", "", "", "", [])
    with town.services.database.read() as session:
        assert list(session.scalars(select(Attachment))) == []
        assert DUCKS not in json.dumps([[one.before, one.after] for one in session.scalars(select(AuditEntry))])
    assert "Ducklings" not in anna.command("/some ideas").ephemerals[-1].words
    # nobody saves it a second time, and the author is not asked again
    bo = form_about(town, "U2", message)
    bo.submit(bo.view)
    assert "does not want it to be used" in json.dumps(bo.view.blocks)
    assert (len(told(town, "U5")), len(everything(town))) == (1, 1)


def test_an_old_button_of_the_author_still_says_no_and_one_of_a_stranger_says_nothing(town):
    message = said(town, "U5")
    anna = form_about(town, "U1", message)
    anna.submit(anna.view)
    asked = hears(town, "U5", "May the desk use it?")
    eva = town.slack.person("U5")
    eva.click("ideas.agree", in_=asked)
    hears(town, "U5", "You said it is fine")
    eva.click("ideas.refuse", in_=asked, stale=True)
    hears(town, "U5", "Its text and files are gone")
    eva.click("ideas.agree", in_=asked, stale=True)
    town.slack.wait_until(lambda: any("not there any more" in one.words for one in eva.ephemerals))
    assert only(town).state == "removed"


def test_a_message_deleted_meanwhile_is_not_saved(town):
    message = said(town, "U5")
    anna = form_about(town, "U1", message)
    town.slack.person("U5").delete(message)
    anna.submit(anna.view)
    assert "was deleted meanwhile" in json.dumps(anna.view.blocks)
    assert everything(town) == []


def test_one_message_is_one_idea_however_many_people_save_it(town):
    message = said(town, "U5")
    anna = form_about(town, "U1", message)
    anna.submit(anna.view)
    bo = form_about(town, "U2", message)
    assert "may stand in the backlog already" in bo.view.words
    bo.submit(bo.view)
    assert "stands in the backlog already" in bo.view.words
    assert len(told(town, "U5")) <= 1
    assert only(town).saved_by == "U1"


def test_from_a_private_channel_only_the_saver_and_the_author_see_it_until_one_of_them_shows_it(town):
    message = said(town, "U2", channel=PRIVATE)
    anna = form_about(town, "U1", message)
    assert "not everybody reads" in json.dumps(anna.view.blocks)
    anna.submit(anna.view)
    assert "Only you and who wrote it see it" in anna.view.words
    idea = only(town)
    assert idea.is_private
    for stranger in ("U3", "U5"):
        person = town.slack.person(stranger)
        assert DUCKS not in person.command("/some ideas").ephemerals[-1].words
        assert DUCKS not in person.command(f"/some ideas {DUCKS[:20]}").ephemerals[-1].words
        assert "0 ideas" in person.command("/some ideas private").ephemerals[-1].words
        person.command(f"/some ideas new {DUCKS}")
        assert "may stand in the backlog" not in person.view.words
        with pytest.raises(NotFound):
            voices.vote(town.services, idea.id, wants=True, by=by(town, stranger))
    carla = town.slack.person("U3")
    assert "1 new idea" not in home(town, "U3", "Ideas for posts")
    assert DUCKS in anna.command("/some ideas private").ephemerals[-1].words
    asked = hears(town, "U2", "only you and who saved it see it")
    town.slack.person("U2").click("ideas.show_to_desk", in_=asked)
    hears(town, "U2", "May the desk use it?", without=("only you and who saved it",))
    assert DUCKS in carla.command("/some ideas").ephemerals[-1].words


def test_a_form_sent_before_slack_has_said_who_reads_the_place_is_private_all_the_same(town):
    """Sent before Slack has said who reads the place: the place is asked for then."""
    message = said(town, "U2", channel=PRIVATE)
    outcome = saving.save(
        town.services, Form(channel=PRIVATE, ts=message.ts, author="U2"), Draft(title=DUCKS), by=by(town, "U1")
    )
    assert isinstance(outcome, Saved)
    assert only(town).is_private


def test_an_emoji_saves_at_once_and_only_whoever_reacted_hears_of_it(town):
    message = said(town, "U5")
    town.slack.person("U1").react(message, "bulb")
    shown = alone(town, "U1", "Saved as an idea")
    assert DUCKS in shown.words
    hears(town, "U5", "May the desk use it?")
    assert [one.words for one in town.slack.person("U5").ephemerals if "Saved as an idea" in one.words] == []
    idea = only(town)
    assert (idea.via, idea.title, idea.author, idea.is_private) == ("emoji", DUCKS, "U5", False)
    town.slack.person("U2").react(message, "bulb")
    alone(town, "U2", "stands in the backlog already")
    assert (len(everything(town)), len(told(town, "U5"))) == (1, 1)
    before = len(everything(town))
    town.slack.person("U2").react(said(town, "U5", "Lunch?"), "tada")
    assert len(everything(town)) == before
    assert town.slack.refused == []


def test_the_same_reaction_told_four_times_by_two_at_once_is_one_idea_and_one_question(town):
    message = said(town, "U5")
    town.slack.person("U1").react(message, "bulb")
    alone(town, "U1", "Saved as an idea")
    (body,) = [one for one in town.slack.slack.events if one["event"]["type"] == "reaction_added"]
    threads = [threading.Thread(target=lambda: receive(town.doors.door, body)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(everything(town)) == 1
    hears(town, "U5", "May the desk use it?")
    assert len(told(town, "U5")) == 1


def test_a_reaction_taken_back_at_once_takes_the_idea_back_unless_somebody_has_done_something_with_it(town):
    message, other = said(town, "U5"), said(town, "U5", "The new library opens on Monday")
    anna = town.slack.person("U1")
    anna.react(message, "bulb")
    alone(town, "U1", "Saved as an idea")
    anna.react(message, "bulb")
    town.slack.wait_until(lambda: only(town).state == "removed")
    town.slack.wait_until(lambda: told(town, "U5") == [])
    anna.react(other, "bulb")
    alone(town, "U1", "The new library")
    voices.vote(town.services, everything(town)[-1].id, wants=True, by=by(town, "U2"))
    anna.react(other, "bulb")
    assert everything(town)[-1].state == "new"


def test_a_guest_reacts_in_vain_and_is_not_asked(town):
    town.slack.person("U4").react(said(town, "U5", "Nothing for guests"), "bulb")
    assert everything(town) == []
    town.slack.person("U1").react(said(town, "U4", "A guest painted the hall"), "bulb")
    alone(town, "U1", "cannot be asked here")
    assert [one.author_says for one in everything(town)] == [""]
    assert told(town, "U4") == []


def test_the_desk_chooses_another_emoji_or_none(town):
    carla, anna = town.slack.person("U3"), town.slack.person("U1")
    carla.click("ideas.emoji", in_=carla.command("/some settings").ephemerals[-1])
    assert ":bulb:" in json.dumps(carla.view.blocks)
    carla.submit(carla.view, {"emoji": ":Seedling: "})
    anna.react(said(town, "U5"), "bulb")
    assert everything(town) == []
    anna.react(said(town, "U5"), "seedling")
    alone(town, "U1", "Saved as an idea")
    assert len(everything(town)) == 1


def test_the_backlog_is_filtered_voted_on_and_offers_help(town):
    first = saved(town, title="Ducklings at the harbour", tags=("spring",), networks=("instagram",))
    saved(town, "U2", title="Road works in the centre")
    bo, carla = town.slack.person("U2"), town.slack.person("U3")
    shown = bo.command("/some ideas").ephemerals[-1]
    assert "2 ideas" in shown.words
    bo.click("ideas.vote", in_=shown, value=f"{first.id}:1:" + '["open","","","",1]')
    town.slack.wait_until(lambda: "Take back my vote (1 vote)" in json.dumps(bo.ephemerals[-1].blocks))
    bo.select("ideas.topic", "tag:spring", in_=bo.ephemerals[-1])
    town.slack.wait_until(lambda: "1 idea" in bo.ephemerals[-1].words and "Road" not in bo.ephemerals[-1].words)
    opened(town, "U5", first).click("ideas.help")
    window = opened(town, "U3", first)
    assert "Can help: eva" in window.view.words
    window.click("ideas.edit")
    shown = carla.submit(carla.view, {"owner": "U2", "score": "4", "unit": "Harbour"})
    town.slack.wait_until(lambda: "Score: 4" in carla.view.words)
    assert "4" in json.dumps(carla.command("/some ideas").ephemerals[-1].blocks)
    with town.services.database.read() as session:
        assert {(one.user_id, one.what) for one in session.scalars(select(IdeaVoice))} == {
            ("U2", "vote"),
            ("U5", "help"),
        }
    assert town.slack.refused == []


def test_the_giver_has_one_message_from_choosing_to_the_reason_and_the_desk_alone_decides(town):
    idea = saved(town)
    carla = opened(town, "U3", idea)
    carla.click("ideas.choose")
    hears(town, "U1", "The desk wants to use it", "carla")
    carla.click("ideas.archive")
    carla.submit(carla.view, {"reason": "The pond is closed"})
    hears(town, "U1", "It is archived", "The pond is closed")
    assert len(told(town, "U1")) == 1
    with pytest.raises(Refused):
        deciding.bring_back(town.services, idea.id, by=by(town, "U5"))
    other = saved(town, title="Something else entirely")
    with pytest.raises(Refused):
        deciding.archive(town.services, other.id, "no", by=by(town, "U5"))


def test_two_who_edit_at_once_the_second_is_told_what_changed_and_loses_nothing(town):
    idea = saved(town)
    carla, anna = opened(town, "U3", idea), opened(town, "U1", idea)
    carla.click("ideas.edit")
    anna.click("ideas.edit")
    anna.submit(anna.view, {"title": "Ducklings, day two"})
    carla.submit(carla.view, {"title": "Ducklings, the film"})
    assert "Somebody changed this idea meanwhile" in carla.view.words
    assert "Ducklings, day two" in carla.view.words
    assert "Ducklings, the film" in json.dumps(carla.view.blocks)
    carla.submit(carla.view)
    assert only(town).title == "Ducklings, the film"


def test_a_new_idea_like_an_old_one_is_shown_it_before_it_is_saved(town):
    saved(town, title="Ankanpoikaset satamassa keväällä")
    bo = town.slack.person("U2")
    bo.command("/some ideas new")
    bo.submit(bo.view, {"title": "Sataman ankanpoikaset"})
    assert "may stand in the backlog already" in bo.view.words
    assert len(everything(town)) == 1
    bo.submit(bo.view)
    assert len(everything(town)) == 2


def test_what_somebody_saved_stands_in_what_came_of_mine_and_on_app_home(town):
    idea = saved(town)
    deciding.choose(town.services, idea.id, by=by(town, "U3"))
    assert "Chosen by the desk" in home(town, "U1", "your idea")
    saved(town, "U2", title="Road works in the centre")
    board = home(town, "U3", "1 new idea waits for the desk")
    assert "New ideas" in board
    assert "Road works in the centre" in board


def test_whoever_saved_an_idea_takes_it_back(town):
    town.slack.person("U1").react(said(town, "U5"), "bulb")
    shown = alone(town, "U1", "Saved as an idea")
    hears(town, "U5", "May the desk use it?")
    town.slack.person("U1").click("ideas.take_back", in_=shown)
    town.slack.wait_until(lambda: told(town, "U5") == [])
    assert only(town).state == "removed"
    with pytest.raises(NotFound):
        consent.agree(town.services, only(town).id, by=by(town, "U5"))
