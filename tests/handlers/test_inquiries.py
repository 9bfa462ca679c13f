"""Questions to experts through the door: from a result or a message to the answer, in two people's direct messages."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select

from storage import profiles
from storage.models import Inquiry

QUESTION = "Who takes pictures of the swimming hall? Photography is hard."


@pytest.fixture
def town(house):
    """A house where Anna (U1) asks, and Bo (U2) and Carla (U3) know about photography."""
    house.knows("U1", "")
    house.knows("U2", "Photography\nPictures")
    house.knows("U3", "Photography")
    house.slack.person("U2").command("/some language en")  # his Slack is Swedish
    return house


def profile_of(house, user_id):
    with house.services.database.read() as session:
        return profiles.of_user(session, user_id)


def questions(house):
    with house.services.database.read() as session:
        return session.scalar(select(func.count()).select_from(Inquiry))


def card(house, user_id, *texts, without=()):
    """Wait until the only message in somebody's direct messages says something, and something else no more."""

    def there():
        return [message for message in house.slack.direct_messages(user_id) if message.thread_ts in (None, message.ts)]

    def found():
        shown = there()
        fits = shown and all(text in shown[-1].words for text in texts)
        return shown[-1] if fits and not any(text in shown[-1].words for text in without) else None

    seen = house.slack.wait_until(found, otherwise=f"{texts} in the card of {user_id}")
    assert len(there()) == 1
    return seen


def form_about(house, text=QUESTION, channel="C1"):
    """Let Anna use the shortcut on what she wrote, and return the form when it is filled in."""
    anna = house.slack.person("U1")
    anna.say(text, channel)
    shown = anna.shortcut("ask_expert", house.slack.messages(channel)[-1])
    assert shown.ok
    house.slack.wait_until(lambda: "I look for people" not in anna.view.words)
    return anna.view


def ask_bo(house, **values):
    """Let Anna ask Bo about a message."""
    anna = house.slack.person("U1")
    sent = anna.submit(form_about(house), {"expert": str(profile_of(house, "U2").id), **values})
    assert "gets your question" in sent.words
    anna.close()
    return card(house, "U2", "asks you:", "Answer")


def test_a_message_goes_to_an_expert_and_the_answer_comes_back(town):
    asked = ask_bo(town)
    assert "archives/C1/p" in json.dumps(asked.blocks)
    anna, bo = town.slack.person("U1"), town.slack.person("U2")
    answering = bo.click("inquiries.answer", in_=asked).view
    assert "swimming hall" in answering.words
    assert bo.submit(answering, {"answer": "Ask for permission.", "may_be_kept": ["yes"]}).ok
    card(town, "U2", "has your answer", without=["Not now"])
    shown = card(town, "U1", "Ask for permission.", "This solved it")
    note = town.slack.wait_until(lambda: town.slack.messages(shown.channel, thread=shown.ts)[1:])
    assert "has answered your question" in note[-1].words
    anna.click("inquiries.solve", in_=shown)
    card(town, "U1", "Solved.", without=["This solved it"])
    card(town, "U2", "Your answer solved it.")
    assert town.slack.refused == []


def test_the_form_offers_people_with_the_reason_and_keeps_what_was_typed(town):
    shown = form_about(town)
    assert shown.title == "Ask an expert"
    assert QUESTION in json.dumps(shown.blocks)
    labels = [
        (option["text"]["text"], option["description"]["text"])
        for block in shown.blocks
        for option in block.get("element", {}).get("options", [])
        if block["block_id"] == "expert"
    ]
    names = {profile_of(town, user_id).name: "hotography" for user_id in ("U2", "U3")}
    assert {name for name, _why in labels} == set(names)
    assert all("hotography" in why for _name, why in labels)


def test_the_question_is_what_the_asker_sends(town):
    """What was said in a private place is shown to nobody who was not meant to see it."""
    anna = town.slack.person("U1")
    shown = form_about(town, "Secret: the hall closes. How do we tell?", "C2")
    anna.submit(shown, {"question": "How do we tell bad news?", "other": "U2"})
    assert "Secret" not in card(town, "U2", "How do we tell bad news?").words


def test_a_link_is_made_when_slack_gives_none(town):
    town.slack.fail("chat.getPermalink", error="channel_not_found")
    ask_bo(town)
    assert "archives/C1/p" in json.dumps(card(town, "U2", "asks you:").blocks)


def test_a_button_on_a_result_asks_that_person(town):
    anna, carla = town.slack.person("U1"), profile_of(town, "U3")
    found = anna.command("/expert photography")
    button = json.dumps({"p": carla.id, "q": "photography"}, separators=(",", ":"))
    shown = anna.click("inquiries.ask", in_=found, value=button).view
    assert f"Your question goes to {carla.name}." in shown.words
    assert "gets your question" in anna.submit(shown, {"question": "Which lens?"}).words
    card(town, "U3", "Which lens?")
    card(town, "U1", "Waiting for the answer.")


def test_who_is_away_by_the_click_is_replaced_in_the_form(town):
    anna = town.slack.person("U1")
    shown = form_about(town)
    bo = str(profile_of(town, "U2").id)
    town.knows("U2", "Photography", is_hidden=True)
    again = anna.submit(shown, {"expert": bo, "question": "photography"}).view
    assert "does not take questions here." in again.words
    assert f"You could ask {profile_of(town, 'U3').name} instead." in again.words
    assert "gets your question" in anna.submit(again, {}).words
    card(town, "U3", "photography")
    assert questions(town) == 1


def test_faults_stand_at_their_fields(town):
    anna = town.slack.person("U1")
    shown = form_about(town)
    assert list(anna.submit(shown, {}).errors) == ["other"]
    assert list(anna.submit(shown, {"other": "U1"}).errors) == ["other"]
    assert list(anna.submit(shown, {"other": "U4"}).errors) == ["other"]
    assert list(anna.submit(shown, {"question": " . ", "other": "U2"}).errors) == ["question"]
    assert questions(town) == 0


def test_an_expert_names_somebody_and_the_asker_decides(town):
    bo, anna = town.slack.person("U2"), town.slack.person("U1")
    declining = bo.click("inquiries.decline", in_=ask_bo(town)).view
    assert list(bo.submit(declining, {"instead": "U1"}).errors) == ["instead"]
    assert bo.submit(declining, {"instead": "U3"}).ok
    carla = profile_of(town, "U3").name
    card(town, "U2", "Answer after all", without=["Not now"])
    shown = card(town, "U1", "cannot answer this.", f"Ask {carla} instead")
    anna.click("inquiries.next", in_=shown)
    card(town, "U3", "asks you:")
    card(town, "U1", f"Asked {carla}")
    assert town.slack.refused == []


def test_an_asker_chooses_somebody_else(town):
    bo, anna = town.slack.person("U2"), town.slack.person("U1")
    bo.submit(bo.click("inquiries.decline", in_=ask_bo(town)).view, {})
    shown = card(town, "U1", "Choose somebody else")
    choosing = anna.click("inquiries.another", in_=shown).view
    assert list(anna.submit(choosing, {"other": "U2"}).errors) == ["other"]
    assert anna.submit(choosing, {"other": "U3"}).ok
    card(town, "U3", "asks you:")


def test_not_now_may_pause_all_questions(town):
    bo = town.slack.person("U2")
    pausing = bo.click("inquiries.not_now", in_=ask_bo(town, moves_on=["yes"])).view
    assert list(bo.submit(pausing, {"pause": "pause"}).errors) == ["until"]
    day = town.services.now().date().replace(month=12, day=31).isoformat()
    assert bo.submit(pausing, {"pause": "pause", "until": day}).ok
    card(town, "U2", "you have no time now")
    card(town, "U3", "asks you:")
    card(town, "U1", "has no time for this now.", "Waiting for the answer.")
    assert profile_of(town, "U2").away_until is not None


def test_a_withdrawn_question_tells_the_expert_and_old_buttons_say_so(town):
    asked = ask_bo(town)
    anna, bo = town.slack.person("U1"), town.slack.person("U2")
    shown = card(town, "U1", "I need it no more")
    answering = bo.click("inquiries.answer", in_=asked).view
    anna.click("inquiries.stop", in_=shown)
    card(town, "U2", "needs it no more", without=["Not now"])
    for somebody, button, seen in ((bo, "inquiries.not_now", asked), (anna, "inquiries.stop", shown)):
        somebody.click(button, in_=seen, stale=True)
        town.slack.wait_until(lambda who=somebody: who.ephemerals and "closed already" in who.ephemerals[-1].words)
    assert bo.submit(answering, {"answer": "I had it written already."}).ok
    card(town, "U1", "This question is closed.", "I had it written already.")


def test_a_guest_is_refused(town):
    gia = town.slack.person("U4")
    gia.shortcut("ask_expert", town.slack.person("U4").say(QUESTION) and town.slack.messages("C1")[-1])
    assert gia.views == []
    assert questions(town) == 0


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_windows_and_cards_speak_the_readers_language(town, language):
    for user_id in ("U1", "U2"):
        town.slack.person(user_id).command(f"/some language {language}")
    bo = town.slack.person("U2")
    anna = town.slack.person("U1")
    anna.say(QUESTION)
    shown = anna.shortcut("ask_expert", town.slack.messages("C1")[-1]).view
    assert anna.submit(shown, {"question": QUESTION, "other": "U2"}).ok
    asked = card(town, "U2", "swimming hall")
    for window in ("inquiries.answer", "inquiries.decline", "inquiries.not_now"):
        assert bo.click(window, in_=asked).views
        bo.close()
    assert town.slack.refused == []
