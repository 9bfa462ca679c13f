"""A reply in public that is approved first, through the door: written on the card, approved on a phone, published by hand."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot import people
from bot.manifest import manifest
from bot.mentions import retention
from bot.views import mentions as view
from bot.views import public_replies as view_of
from bot.words import Reader
from playground.slack.seed import PEOPLE
from playground.slack.server import FakeSlack
from playground.slack.workspace import User
from storage.models import AuditEntry, Decision, Mention, PlanItem, PlanReply, PlanSettings
from tests.handlers.conftest import PATIENT
from tests.handlers.test_mentions import choose, only_they_see, tell

MORE = (User("U5", "dan", "Dan Dove", "Lawyer"), User("U6", "eva", "Eva Elm", "Editor"))
TEXT = "Hei! Silta avataan perjantaina klo 12."
LINK = "https://mastodon.social/@aaltoranta/1"
ASKED = "You are asked to approve this:"


@pytest.fixture
def desk(open_house):
    """Anna (U1) and Bo (U2) are social managers, Dan (U5) and Eva (U6) approve; a story stands on its card in C1."""
    with FakeSlack(manifest(Reader("en")), users=[*PEOPLE, *MORE], limits=PATIENT) as slack:
        house = open_house(slack=slack, desk_members=frozenset({"U1", "U2"}), desk_group="", monitoring_channel="C1")
        slack.person("U2").command("/some language en")
        for user_id in ("U1", "U2", "U5", "U6"):
            people.asker(house.services, user_id)
        tell(house, "Milloin silta avataan?", language="fi", kind="social", link="https://mastodon.social/@rita/9")
        house.slack.person("U1").click(view.CLAIM, in_=house.card("C1", "I take this"))
        house.card("C1", "has this since")
        yield house
        house.doors.close()


def rows(house, record):
    with house.services.database.read() as session:
        return list(session.scalars(select(record)))


def item(house):
    return rows(house, PlanItem)[-1]


def person(house, user_id):
    return house.slack.person(user_id)


def message(house, user_id, *texts, without=()):
    """Wait for the newest message about the story to somebody to say something."""

    def found():
        shown = [one for one in house.slack.direct_messages(user_id) if "Milloin silta avataan?" in one.words]
        words = shown[-1].words if shown else ""
        return shown[-1] if all(t in words for t in texts) and not any(t in words for t in without) and shown else None

    said = lambda: [one.words for one in house.slack.direct_messages(user_id)]  # noqa: E731
    return house.slack.wait_until(found, otherwise=f"{texts} for {user_id}: {said()}")


def form(house, user_id="U1"):
    """Let somebody open the form from the card."""
    return person(house, user_id).click(view.REPLY, in_=house.card("C1", "has this since")).view


def send(house, text=TEXT, user_id="U1", **values):
    """Let somebody send a reply from the card."""
    return person(house, user_id).submit(form(house, user_id), {"text": text, "people1": ["U5"], **values})


def approve(house, user_id="U5"):
    person(house, user_id).click("approvals.approve", in_=message(house, user_id, ASKED))


def refused(house, user_id, text):
    only_they_see(house, person(house, user_id), text)


def test_a_reply_is_written_approved_on_a_phone_published_by_hand_and_closed_with_its_link(desk):
    opened = form(desk)
    assert "Milloin silta avataan?" in opened.words
    assert "Mastodon" in str(opened.blocks)
    assert person(desk, "U1").submit(opened, {"text": TEXT, "people1": ["U5"], "note": "Is Friday certain?"}).ok
    desk.card("C1", "Reply waiting for approval.", "Open the reply")
    shown = message(desk, "U5", ASKED, "Reply in public · Mastodon · Finnish", TEXT, "Is Friday certain?")
    for piece in ("Kiinni.", "38 of 500 characters", "Answer by", "Time left when you were asked:"):
        assert piece in shown.words
    assert "https://mastodon.social/@rita/9" in str(shown.blocks)
    person(desk, "U5").click("approvals.approve", in_=shown)
    desk.card("C1", "Reply approved.")
    told = message(desk, "U1", "This is approved:", TEXT, "Answered")
    done = person(desk, "U1").click(view.ANSWER, in_=told).view
    assert person(desk, "U1").submit(done, {"link": LINK}).ok
    desk.card("C1", "Answered by", "Go to the answer", without=("Reply approved",))
    message(desk, "U1", "This reply was published.", without=("Edit the reply",))
    message(desk, "U5", "This reply was published.", without=("Approve",))
    assert (item(desk).state, item(desk).posted_link) == ("posted", LINK)
    assert len(desk.slack.messages("C1")) == 1
    assert [len(desk.slack.direct_messages(one)) for one in ("U1", "U5")] == [1, 1]
    acts = [one.what for one in rows(desk, AuditEntry) if one.subject == f"plan:{item(desk).id}"]
    assert acts == ["plan.reply_sent", "plan.approved", "plan.reply_answered"]
    assert desk.slack.refused == []


def test_a_return_on_a_phone_brings_the_comment_and_the_way_to_edit(desk):
    send(desk)
    back = person(desk, "U5").click("approvals.return", in_=message(desk, "U5", ASKED)).view
    person(desk, "U5").submit(back, {"comment": "Say that it is only for cyclists."})
    desk.card("C1", "Reply returned.")
    told = message(desk, "U1", "dan returned this:", "only for cyclists", without=("Answered",))
    again = person(desk, "U1").click(view.REPLY, in_=told).view
    assert TEXT in str(again.blocks)
    assert person(desk, "U1").submit(again, {"text": TEXT + " Vain pyöräilijöille."}).ok
    message(desk, "U5", ASKED, "This has changed since you saw it:", "pyöräilijöille")
    desk.card("C1", "Reply waiting for approval.")
    approve(desk)
    message(desk, "U1", "This is approved:", "pyöräilijöille")
    assert [one.what for one in rows(desk, Decision)] == ["returned", "approved"]
    assert desk.slack.refused == []


def test_a_text_changed_after_approval_is_approved_anew_with_the_difference_and_the_old_button_is_refused(desk):
    send(desk)
    first = message(desk, "U5", ASKED)
    approve(desk)
    message(desk, "U1", "This is approved:")
    send(desk, TEXT.replace("perjantaina", "maanantaina"))
    asked = message(desk, "U5", ASKED, "perjantaina", "maanantaina")
    assert asked.ts != first.ts, "an edited message rings for nobody"
    assert item(desk).approval_state == "asked"
    assert "it has to be approved again" in message(desk, "U1").words
    person(desk, "U5").click("approvals.approve", in_=first, stale=True)
    refused(desk, "U5", "The text has changed since you saw it.")
    approve(desk)
    message(desk, "U1", "This is approved:", "maanantaina")
    assert desk.slack.refused == []


def test_a_reply_in_another_language_or_too_long_stays_in_the_form(desk):
    opened = form(desk)
    writer = person(desk, "U1")
    assert list(writer.submit(opened, {"text": "Ei. " * 200, "people1": ["U5"]}).errors) == ["text"]
    assert list(writer.submit(opened, {"text": TEXT, "people1": ["U1"]}).errors) == ["people1"]
    assert list(writer.submit(opened, {"text": TEXT, "people1": []}).errors) == ["people1"]
    swedish = "Hej! Bron öppnas på fredag klockan 12."
    doubt = writer.submit(opened, {"text": swedish, "people1": ["U5"]}).view
    assert "Language of the question: Finnish. Language of your reply: Swedish." in doubt.words
    assert rows(desk, PlanReply) == []
    assert writer.submit(doubt, {"text": swedish, "people1": ["U5"], "is_meant": ["yes"]}).ok
    message(desk, "U5", ASKED, swedish)
    assert desk.slack.refused == []


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("answer", "This was answered in another way."),
        ("no_reply", "No reply is needed any more."),
        ("give_back", "The mention was given back, and this reply with it."),
    ],
)
def test_a_mention_that_ends_meanwhile_takes_its_reply_along_and_the_approver_is_told(desk, end, said):
    send(desk)
    shown = message(desk, "U5", ASKED)
    writer, card = person(desk, "U1"), desk.card("C1", "Reply waiting for approval.")
    if end == "answer":
        writer.submit(writer.click(view.ANSWER, in_=card).view, {"link": LINK})
    elif end == "no_reply":
        writer.submit(writer.click(view.NO_REPLY, in_=card).view, {"reason": "information"})
    else:
        writer.click(view.GIVE_BACK, in_=card)
    message(desk, "U5", said, without=("Approve",))
    desk.card("C1", "silta", without=("Reply waiting",))
    assert item(desk).state == "dropped"
    person(desk, "U5").click("approvals.approve", in_=shown, stale=True)
    refused(desk, "U5", "nobody has to approve it")
    assert rows(desk, Decision) == []
    assert desk.slack.refused == []


def test_who_has_not_taken_the_mention_is_told_who_has_and_staff_are_refused(desk):
    card = desk.card("C1", "Have a reply approved")
    person(desk, "U2").click(view.REPLY, in_=card)
    refused(desk, "U2", "has this since")
    person(desk, "U5").click(view.REPLY, in_=card)
    refused(desk, "U5", "This is for social managers.")
    assert person(desk, "U2").views == person(desk, "U5").views == []


def test_of_two_who_write_to_one_mention_the_second_is_told_who_has_it_and_loses_nothing(desk):
    early = form(desk)
    question = choose(person(desk, "U2"), view.TAKE_OVER, desk.card("C1", "has this since")).view
    person(desk, "U2").submit(question)
    desk.card("C1", "bo has this since")
    assert send(desk, user_id="U2").ok
    told = person(desk, "U1").submit(early, {"text": "Hei! Toinen vastaus.", "people1": ["U6"]})
    assert "bo has this since" in told.views[-1].words
    assert [one.owner for one in rows(desk, PlanItem)] == ["U2"]
    person(desk, "U1").close()
    assert person(desk, "U1").view.callback_id == view_of.SENDING, "what was typed is still there"
    assert desk.slack.direct_messages("U6") == []


def test_a_reply_goes_along_with_the_mention_to_who_takes_it_over(desk):
    send(desk)
    question = choose(person(desk, "U2"), view.TAKE_OVER, desk.card("C1", "Reply waiting for approval.")).view
    person(desk, "U2").submit(question)
    desk.slack.wait_until(lambda: item(desk).owner == "U2")
    desk.card("C1", "Reply waiting for approval.")
    approve(desk)
    message(desk, "U2", "This is approved:", TEXT, "Answered")
    person(desk, "U1").click(view.REPLY, in_=desk.card("C1", "Reply approved."))
    refused(desk, "U1", "has this since")


def test_when_the_approver_is_deactivated_the_writer_is_told_and_chooses_somebody_else(desk):
    send(desk)
    message(desk, "U5", ASKED)
    desk.slack.deactivate("U5")
    message(desk, "U1", "Has left and cannot approve this any more: dan", "choose somebody else")
    send(desk, people1=["U6"])
    approve(desk, "U6")
    message(desk, "U1", "This is approved:", TEXT)


def test_a_reply_stands_in_ones_own_list_and_opens_there_but_in_no_calendar(desk):
    with desk.services.database.begin() as session:
        session.add(PlanSettings(id=1, steps=[{"people": ["U1", "U5"], "needs": "any"}]))
    writer = person(desk, "U1")
    opened = form(desk)
    assert "U5" in str(opened.blocks)
    assert "U1" not in str(opened.blocks), "nobody is proposed for their own text"
    writer.submit(opened, {"text": TEXT})
    message(desk, "U5", ASKED)
    mine = writer.command("/some plan mine")
    assert "Reply in public · Milloin silta avataan?" in mine.words
    assert "Reply waiting for approval" in mine.words
    for look in ("week", "month", "missing"):
        assert "Milloin silta" not in writer.command(f"/some plan {look}").words
    window = writer.click("plan.open", in_=mine).view
    assert TEXT in window.words
    assert "Waits for approval." in window.words
    writer.click("approvals.take_back", in_=window)
    desk.slack.wait_until(lambda: "Edit the reply" in writer.view.words)
    desk.card("C1", "Reply not sent for approval.")
    message(desk, "U5", "You are not asked to approve this any more:")
    again = writer.click(view.REPLY, in_=writer.view).view
    assert writer.submit(again, {}).ok
    message(desk, "U5", ASKED)
    assert "Reply p1 sent for approval by anna" in writer.command("/some trace m1").words
    assert desk.slack.refused == []


def test_a_mention_that_is_not_kept_any_more_takes_its_replies_and_their_messages_along(desk):
    send(desk)
    message(desk, "U5", ASKED)
    with desk.services.database.begin() as session:
        retention.forget(desk.services, session, 1)
    desk.slack.wait_until(lambda: desk.slack.direct_messages("U5") == [])
    assert (rows(desk, PlanItem), rows(desk, PlanReply), rows(desk, Mention)) == ([], [], [])
