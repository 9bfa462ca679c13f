"""Tips through the door: one card for the desk, one direct message for whoever sent it, and both follow it to its end."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select

from bot import people
from bot.feeds.identity import link_hash
from bot.ideas import states as idea_states
from bot.mentions import by_hand, endings
from bot.mentions.by_hand import Entered
from bot.tips import following, removing, sending
from bot.views import tips as card_view
from bot.views import tips_buttons, tips_form, tips_tipper
from playground.slack.workspace import User
from storage.models import Attachment, AuditEntry, Card, Idea, Mention, Tip

LINK = "https://www.example.org/news/42"
TEXT = "The library’s first loan robot starts on Friday"


@pytest.fixture
def town(open_house):
    """Anna (U1) and Bo (U2) are employees, Carla (U3) and Dana (U5) are social managers; the desk talks in C2."""
    return settle(open_house(desk_channel="C2", desk_group="", desk_members=frozenset({"U3", "U5"})))


def settle(house):
    """Let everybody be known and speak English."""
    house.slack.add_user(User("U5", "dana", "Dana Dew"))
    house.slack.person("U2").command("/some language en")
    for user_id in ("U1", "U2", "U3", "U5"):
        people.asker(house.services, user_id)
    return house


def form(house, user_id="U1", text=TEXT):
    """Open the form with the command."""
    person = house.slack.person(user_id)
    person.command(f"/tip {text}")
    return person.view


def tip(house, user_id="U1", text=TEXT, **values):
    """Send a tip."""
    person = house.slack.person(user_id)
    shown = person.submit(form(house, user_id, text), values)
    assert shown.errors == {}, shown.errors
    words = shown.words
    person.close(everything=True)
    return words


def dm(house, user_id, *texts, without=()):
    """Wait until the bot's only message to somebody says something; its count is checked."""

    def found():
        told = [one for one in house.slack.direct_messages(user_id) if one.user == house.slack.bot]
        fits = told and all(text in labels(told[-1]) for text in texts)
        return told[-1] if fits and not any(text in told[-1].words for text in without) else None

    seen = house.slack.wait_until(found, otherwise=f"{texts} to {user_id}")
    assert len([one for one in house.slack.direct_messages(user_id) if one.user == house.slack.bot]) == 1
    return seen


def at_desk(house, *texts, **more):
    """Wait until the desk's only message says something."""
    shown = house.card("C2", *texts, **more)
    assert len([one for one in house.slack.messages("C2") if one.user == house.slack.bot]) == 1
    return shown


def labels(shown):
    return json.dumps(shown.blocks, ensure_ascii=False)


def rows(house, record):
    with house.services.database.read() as session:
        return list(session.scalars(select(record).order_by(record.id)))


def acts(house):
    with house.services.database.read() as session:
        found = session.scalars(select(AuditEntry).where(AuditEntry.subject.startswith("tip:")).order_by(AuditEntry.id))
        return [entry.what for entry in found]


def answers(house, user_id):
    return [one.words for one in house.slack.person(user_id).ephemerals]


# Sending


def test_a_tip_is_one_card_for_the_desk_and_one_message_for_whoever_sent_it(town):
    said = tip(town, text=f"{TEXT} {LINK}")
    assert "Your tip is on its way to the desk." in said
    shown = at_desk(town, "Tip by", TEXT, LINK, "Nobody has taken this up yet.")
    for label in ("Take", "Idea", "Make a mention", "Forward", "Not used"):
        assert label in shown.words
    dm(town, "U1", "Your tip to the desk:", TEXT, LINK, "The desk has it.")
    (made,) = rows(town, Tip)
    assert (made.by, made.text, made.link, made.link_key) == ("U1", TEXT, LINK, link_hash(LINK))
    assert (made.place, made.state, made.is_private) == ("C2", "new", False)
    assert acts(town) == ["tip.sent"]
    assert len(town.slack.posts) == 2
    assert town.slack.refused == []


@pytest.mark.parametrize("words", ["", "help", "ohje"])
def test_without_words_the_command_says_how(town, words):
    anna = town.slack.person("U1")
    shown = anna.command(f"/tip {words}".strip())
    assert "/tip https://example.org/news/42" in shown.words
    assert anna.click(tips_buttons.OPEN, in_=shown).view.title == "Send a tip"


def test_nothing_at_all_is_no_tip(town):
    anna = town.slack.person("U1")
    anna.shortcut("send_tip")
    refused = anna.submit(anna.view, {"text": "   "})
    assert refused.errors
    assert rows(town, Tip) == []


def test_four_thousand_characters_keep_their_end_in_sight(town):
    opened = form(town, text="ä" * 2_999 + " " + "ö" * 1_000)
    assert "This end of it did not fit" in opened.words
    assert "ö" * 1_000 in opened.words
    assert "goes" not in town.slack.person("U1").submit(opened).errors
    assert len(rows(town, Tip)[0].text) == 2_999
    assert town.slack.refused == []


def test_a_broken_link_is_sent_as_the_words_that_it_is(town):
    tip(town, text="https://user:secret@bank.example/ is odd")
    (made,) = rows(town, Tip)
    assert made.link == ""
    at_desk(town, "https://user:secret@bank.example/ is odd")
    assert town.slack.refused == []


def test_the_same_form_sent_twice_is_one_tip(town):
    anna = town.slack.person("U1")
    anna.submit(form(town))
    last = next(one for one in reversed(town.slack.deliveries) if one.payload.get("type") == "view_submission")
    for number in range(3):
        assert town.slack.deliver("interactive", {**last.payload, "trigger_id": f"other{number}"}).acked
    assert len(rows(town, Tip)) == 1
    at_desk(town, TEXT)
    dm(town, "U1", TEXT)


def test_the_same_tip_within_a_minute_is_one_tip(town):
    tip(town)
    assert "You have sent this a moment ago already." in tip(town)
    assert "on its way" in tip(town, "U2")
    assert len(rows(town, Tip)) == 2


def test_a_guest_is_told_politely_and_nothing_is_kept(town):
    shown = town.slack.person("U4").command(f"/tip {TEXT}")
    assert "for this organisation’s own staff" in shown.words
    assert rows(town, Tip) == []


def test_a_picture_asks_who_is_in_it_and_goes_with_the_tip(town):
    anna = town.slack.person("U1")
    picture = anna.upload("robot.jpg", b"jpeg")
    opened = form(town)
    refused = anna.submit(opened, {"pictures": [picture]})
    assert "who is in the picture" in refused.errors["people"]
    anna.submit(anna.view, {"pictures": [picture], "people": "Rita, the librarian"})
    (file,) = rows(town, Attachment)
    assert (file.file_id, file.name, file.kind, file.added_by) == (picture["id"], "robot.jpg", "image/jpeg", "U1")
    assert file.permalink in labels(at_desk(town, "robot.jpg", "In the picture: Rita, the librarian"))
    dm(town, "U1", "robot.jpg")
    assert town.slack.refused == []


def test_where_no_file_may_be_read_the_form_asks_for_none(open_house):
    house = open_house(desk_channel="C2")
    house.slack.withhold("files:read")
    house = open_house(slack=house.slack, desk_channel="C2")
    opened = form(house)
    assert "file_input" not in labels(opened)


# About a message


def test_a_message_goes_along_with_its_words_its_author_and_its_files(town):
    bo = town.slack.person("U2")
    picture = bo.upload("board.png", b"png")
    bo.say("The new board is up", "C1", files=[picture])
    message = town.slack.messages("C1")[-1]
    anna = town.slack.person("U1")
    anna.shortcut("tip_message", message)
    assert "The new board is up" in labels(anna.view)
    anna.submit(anna.view)
    (made,) = rows(town, Tip)
    assert (made.origin_author, made.is_private, made.text) == ("U2", False, "The new board is up")
    assert made.origin.endswith(f"/archives/C1/p{message.ts.replace('.', '')}")
    assert [file.file_id for file in rows(town, Attachment)] == [picture["id"]]
    assert made.origin in labels(at_desk(town, "Go to the message", "board.png"))


def board(house):
    """Let Carla write to the private board."""
    carla = house.slack.person("U3")
    picture = carla.upload("plan.png", b"png")
    carla.say("We buy the old mill", "G1", files=[picture])
    return carla, house.slack.messages("G1")[-1]


def test_of_a_private_message_only_its_address_goes_unless_the_tipper_says_more(town):
    carla, message = board(town)
    carla.shortcut("tip_message", message)
    assert "stands where not everybody reads" in carla.view.words
    carla.submit(carla.view, {"text": "About the mill"})
    (made,) = rows(town, Tip)
    assert (made.is_private, made.text) == (True, "About the mill")
    assert rows(town, Attachment) == []
    shown = at_desk(town, "About the mill", "It comes from a private place. Only the desk sees it.")
    assert "We buy the old mill" not in labels(shown)
    assert town.slack.refused == []


def test_a_tick_lets_the_words_and_files_of_a_private_message_go_along(town):
    carla, message = board(town)
    carla.shortcut("tip_message", message)
    carla.submit(carla.view, {"copy": ["copy"]})
    assert len(rows(town, Attachment)) == 1
    at_desk(town, "We buy the old mill", "plan.png")


def test_the_address_of_a_private_message_after_the_command_counts_as_private(town):
    _carla, message = board(town)
    tip(town, text=f"{town.services.team_url}archives/G1/p{message.ts.replace('.', '')}")
    (made,) = rows(town, Tip)
    assert (made.is_private, made.link) == (True, "")
    assert "/archives/G1/" in made.origin


def test_a_link_written_to_the_bot_can_be_sent_as_a_tip(town):
    anna = town.slack.person("U1")
    anna.tell_bot(LINK)
    shown = dm(town, "U1", "Send as a tip", "Ask the house")
    anna.click(tips_buttons.ABOUT_WORD, in_=shown)
    assert LINK in labels(anna.view)
    assert "on its way" in anna.submit(anna.view).words
    at_desk(town, LINK)
    event = next(one for one in town.slack.events if one["event"].get("text", "").strip("<>") == LINK)
    for attempt in range(4):
        assert town.slack.redeliver(event, attempt + 1).acked
    assert len(rows(town, Tip)) == 1
    assert town.slack.refused == []


# What is known already


def test_a_link_that_is_a_mention_joins_it(town):
    by = people.asker(town.services, "U3")
    made = by_hand.enter(town.services, Entered(link=LINK, title="A robot in the library"), by=by)
    before = len(town.slack.posts)
    assert "Known already: the desk follows it as a mention." in tip(town, text=LINK)
    assert "Known already, also tipped by 1 colleague." in tip(town, "U2", text=f"{LINK}?utm_source=x")
    assert [one.mention_id for one in rows(town, Tip)] == [made.mention_id] * 2
    dm(town, "U1", "It stands among the mentions.", "State: Open")
    dm(town, "U2", "It stands among the mentions.")
    assert len(town.slack.posts) == before + 2
    endings.answered(town.services, made.mention_id, "https://social.example/reply", "", by=by)
    dm(town, "U1", "State: Answered", "https://social.example/reply")
    assert len(town.slack.posts) == before + 2


def test_a_link_tipped_before_joins_that_tip_and_everybody_hears_the_end(town):
    tip(town, text=f"{LINK} Seen at lunch")
    assert "Known already, also tipped by 1 colleague." in tip(town, "U2", text=f"{LINK} With a picture of Rita")
    shown = at_desk(town, "Seen at lunch", "Also tipped by", "With a picture of Rita")
    carla = town.slack.person("U3")
    carla.click(card_view.TAKE, in_=shown)
    carla.click(card_view.LEAVE, in_=at_desk(town, "looks into it"))
    carla.submit(carla.view, {"reason": "late"})
    for user_id in ("U1", "U2"):
        dm(town, user_id, "The desk did not use it. It is too late for it now.", "Also tipped by 1 colleague.")
    assert len(town.slack.posts) == 3
    assert town.slack.refused == []


# The desk


def test_from_taken_to_published_the_same_two_messages_say_it(town):
    tip(town)
    carla = town.slack.person("U3")
    carla.click(card_view.TAKE, in_=at_desk(town, TEXT))
    dm(town, "U1", "at the desk looks into it.")
    shown = at_desk(town, "looks into it.", without=("Nobody has",))
    carla.click(card_view.MORE, in_=shown, value="published:1")
    assert "This is no web address" not in carla.view.words
    assert carla.submit(carla.view, {"link": "not a link"}).errors["link"]
    carla.submit(carla.view, {"link": "https://social.example/post/7"})
    dm(town, "U1", "Your tip became this post. Thank you!", "https://social.example/post/7")
    at_desk(town, "It became a post.")
    assert acts(town) == ["tip.sent", "tip.taken", "tip.used"]
    assert len(town.slack.posts) == 2


def test_two_at_once_one_takes_it_and_the_other_is_told_who(town):
    tip(town)
    shown = at_desk(town, TEXT)
    carla, dana = town.slack.person("U3"), town.slack.person("U5")
    town.slack.together(
        lambda: carla.click(card_view.TAKE, in_=shown, stale=True),
        lambda: dana.click(card_view.TAKE, in_=shown, stale=True),
    )
    (made,) = rows(town, Tip)
    loser = "U5" if made.handler == "U3" else "U3"
    town.slack.wait_until(lambda: any("has this tip already" in words for words in answers(town, loser)))
    assert acts(town).count("tip.taken") == 1


def test_an_employee_cannot_decide_with_an_old_button(town):
    tip(town)
    shown = at_desk(town, TEXT)
    anna = town.slack.person("U1")
    anna.click(card_view.MAKE_IDEA, in_=shown)
    town.slack.wait_until(lambda: any("This is for social managers" in words for words in answers(town, "U1")))
    assert rows(town, Idea) == []


def test_an_old_button_of_a_decided_tip_says_who_decided_and_changes_nothing(town):
    tip(town)
    old = at_desk(town, TEXT)
    carla, dana = town.slack.person("U3"), town.slack.person("U5")
    carla.click(card_view.LEAVE, in_=old)
    carla.submit(carla.view, {"words": "We told it on Monday"})
    at_desk(town, "Not used. We told it on Monday")
    dana.click(card_view.MAKE_IDEA, in_=old, stale=True)
    town.slack.wait_until(lambda: any("has decided about this tip already" in words for words in answers(town, "U5")))
    assert rows(town, Idea) == []
    dm(town, "U1", "We told it on Monday")


def test_not_used_needs_a_reason(town):
    tip(town)
    carla = town.slack.person("U3")
    carla.click(card_view.LEAVE, in_=at_desk(town, TEXT))
    assert "Choose a reason, or write one." in carla.submit(carla.view).errors["reason"]


def test_an_idea_takes_files_and_giver_along_and_the_tipper_hears_the_end(town):
    anna = town.slack.person("U1")
    picture = anna.upload("robot.jpg", b"jpeg")
    tip(town, pictures=[picture], people="nobody")
    carla = town.slack.person("U3")
    shown = at_desk(town, TEXT)
    for _twice in range(2):
        carla.click(card_view.MAKE_IDEA, in_=shown, stale=True)
    (idea,) = rows(town, Idea)
    assert (idea.giver, idea.tip_id) == ("U1", 1)
    assert [(file.tip_id, file.idea_id) for file in rows(town, Attachment)] == [(1, idea.id)]
    dm(town, "U1", "It stands among the ideas for posts.")
    with town.services.database.begin() as session:
        known = session.get_one(Idea, idea.id)
        known.state = "drafted"
        following.state_of_idea(town.services, session, known)
    dm(town, "U1", "A post is being made of it.")
    with town.services.database.begin() as session:
        by = people.asker(town.services, "U3")
        idea_states.published(
            town.services, session, session.get_one(Idea, idea.id), "https://social.example/p/1", by=by
        )
    dm(town, "U1", "Your tip became this post. Thank you!", "https://social.example/p/1")
    at_desk(town, "It became a post.")
    assert town.slack.refused == []


def test_a_tip_becomes_a_mention_in_one_click(town):
    tip(town, text=f"People talk about the robot {LINK}")
    tip(town, "U2", text=LINK)
    carla = town.slack.person("U3")
    shown = at_desk(town, "Also tipped by")
    for _twice in range(2):
        carla.click(card_view.MAKE_MENTION, in_=shown, stale=True)
    (mention,) = rows(town, Mention)
    assert (mention.link, mention.title, mention.entered_by) == (LINK, "People talk about the robot", "U3")
    for user_id in ("U1", "U2"):
        dm(town, user_id, "It stands among the mentions.")
    assert "Known already, also tipped by 2 colleagues." in tip(town, "U5", text=LINK)


def test_a_private_tip_without_a_public_link_becomes_no_mention_and_goes_to_no_channel(town):
    carla, message = board(town)
    carla.shortcut("tip_message", message)
    carla.submit(carla.view, {"text": "About the mill"})
    shown = at_desk(town, "About the mill")
    carla.click(card_view.MAKE_MENTION, in_=shown)
    town.slack.wait_until(lambda: any("has no public link" in words for words in answers(town, "U3")))
    carla.click(card_view.SEND_ON, in_=shown)
    assert "it goes to one person at most" in carla.view.words
    assert "conversations_select" not in labels(carla.view)
    assert rows(town, Mention) == []


def test_sent_on_to_a_colleague_who_says_what_becomes_of_it(town):
    tip(town)
    carla, bo = town.slack.person("U3"), town.slack.person("U2")
    carla.click(card_view.SEND_ON, in_=at_desk(town, TEXT))
    assert carla.submit(carla.view).errors["whom"]
    carla.submit(carla.view, {"whom": "U4"})
    assert "guest" in carla.view.errors["whom"]
    carla.submit(carla.view, {"whom": "U2"})
    dm(town, "U1", "has sent it on to those whose matter it is.")
    shown = dm(town, "U2", TEXT, "sent on to you by", "Say here what becomes of it")
    bo.click(card_view.USE, in_=shown)
    bo.submit(bo.view, {"link": "https://intra.example/p/9"})
    dm(town, "U1", "Your tip became this post. Thank you!", "https://intra.example/p/9")
    at_desk(town, "It became a post.")
    assert len(town.slack.posts) == 3
    assert town.slack.refused == []


def test_somebody_else_cannot_end_what_was_sent_to_a_colleague(town):
    tip(town)
    carla = town.slack.person("U3")
    carla.click(card_view.SEND_ON, in_=at_desk(town, TEXT))
    carla.submit(carla.view, {"whom": "U2"})
    shown = at_desk(town, "has sent it on")
    town.slack.person("U1").click(card_view.USE, in_=shown)
    town.slack.wait_until(lambda: any("This was sent to somebody else." in words for words in answers(town, "U1")))


def test_sent_on_to_a_channel_where_the_bot_is_not_is_refused_at_the_field(town):
    tip(town)
    carla = town.slack.person("U3")
    carla.click(card_view.SEND_ON, in_=at_desk(town, TEXT))
    assert "I am not in this channel" in carla.submit(carla.view, {"channel": "G1"}).errors["channel"]
    carla.submit(carla.view, {"channel": "C1"})
    town.card("C1", TEXT, "sent on to you by")


# Bad days


def test_taken_back_its_words_and_pictures_go(town):
    anna = town.slack.person("U1")
    tip(town, pictures=[anna.upload("robot.jpg", b"jpeg")], people="nobody")
    anna.click(tips_tipper.TAKE_BACK, in_=dm(town, "U1", TEXT))
    anna.submit(anna.view)
    dm(town, "U1", "You have taken this tip back.", without=(TEXT,))
    at_desk(town, "This tip was taken back.", without=(TEXT,))
    assert rows(town, Attachment) == []
    assert rows(town, Tip)[0].text == ""


def test_when_the_first_takes_theirs_back_the_next_tip_of_the_link_stands_in(town):
    tip(town, text=f"{LINK} From Anna")
    tip(town, "U2", text=f"{LINK} From Bo")
    anna = town.slack.person("U1")
    anna.click(tips_tipper.TAKE_BACK, in_=dm(town, "U1", "From Anna", "Also tipped by 1"))
    anna.submit(anna.view)
    town.card("C2", "This tip was taken back.")
    shown = town.card("C2", "Tip by", "From Bo", "Take")
    town.slack.person("U3").click(card_view.TAKE, in_=shown)
    dm(town, "U2", "looks into it")
    dm(town, "U1", "You have taken this tip back.")


def test_a_tipper_whose_account_has_ended_is_written_to_no_more(town):
    tip(town)
    dm(town, "U1", TEXT)
    town.slack.deactivate("U1")
    town.slack.wait_until(lambda: people.asker(town.services, "U1").role == 0)
    before = len(town.slack.direct_messages("U1"))
    carla = town.slack.person("U3")
    carla.click(card_view.TAKE, in_=at_desk(town, TEXT))
    carla.click(card_view.LEAVE, in_=at_desk(town, "looks into it", "account has ended"))
    carla.submit(carla.view, {"reason": "known"})
    at_desk(town, "Not used. It is told already.")
    assert len(town.slack.direct_messages("U1")) == before
    assert "looks into it" not in town.slack.direct_messages("U1")[-1].words


def test_without_a_channel_the_tip_is_kept_and_shown_when_there_is_one(open_house):
    house = settle(open_house(desk_group="", desk_members=frozenset({"U3"})))
    tip(house)
    dm(house, "U1", "It is kept.", "KAIKU_DESK_CHANNEL")
    shown = house.slack.person("U3").command("/some tips")
    assert TEXT in shown.words
    house.doors.close()
    house = open_house(slack=house.slack, desk_channel="C2", desk_group="", desk_members=frozenset({"U3"}))
    sending.look_after(house.services)
    sending.look_after(house.services)
    at_desk(house, TEXT)
    dm(house, "U1", "The desk has it.")


def test_in_an_archived_channel_nothing_is_lost_and_the_tipper_is_told(town):
    town.slack.archive("C2")
    tip(town)
    told = town.slack.wait_until(
        lambda: [one for one in town.slack.direct_messages("U1") if "Try again now" in one.words]
    )
    assert "Nothing is lost" in told[0].words
    town.slack.unarchive("C2")
    town.slack.person("U1").click("notices.retry", in_=told[0])
    at_desk(town, TEXT)


# Elsewhere


def test_what_came_of_mine_the_chain_the_list_and_home_show_a_tip(town):
    tip(town, text=f"{TEXT} {LINK}")
    anna, carla = town.slack.person("U1"), town.slack.person("U3")
    anna.open_home()
    home = town.slack.wait_until(lambda: anna.home_view)
    assert f"you tipped the desk: {TEXT}" in home.words
    assert "Send a tip" in home.words
    carla.open_home()
    town.slack.wait_until(lambda: carla.home_view and "1 tip waits for the desk." in carla.home_view.words)
    assert "1 tip to be decided" in carla.command("/some tips").words
    assert "You have sent 1 tip" in anna.command("/some vinkit").words
    assert f"Tip t1, sent by {town.slack.user('U1').display_name}" in anna.command("/some trace t1").words
    assert "nothing under this number" in town.slack.person("U2").command("/some trace t1").words
    shown = carla.command("/some tips")
    opened = carla.click("Open", in_=shown).view
    assert TEXT in opened.words
    carla.click(card_view.TAKE, in_=opened)
    town.slack.wait_until(lambda: "looks into it" in carla.view.words)
    assert town.slack.refused == []


def test_after_two_years_a_tip_and_its_messages_go(town):
    tip(town, text=LINK)
    tip(town, "U2", text=LINK)
    at_desk(town, LINK, "Also tipped by")
    with town.services.database.begin() as session:
        for one in session.scalars(select(Tip)):
            one.at = one.changed_at = one.at - removing.KEPT * 2
    removing.prune(town.services)
    assert rows(town, Tip) == []
    town.slack.wait_until(lambda: not any(LINK in one.words for one in town.slack.messages("C2")))
    with town.services.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Card).where(Card.kind == "tip")) == 1


def test_the_form_keeps_its_promise_of_one_required_field(town):
    required = [block for block in form(town).blocks if block["type"] == "input" and not block.get("optional")]
    assert [block["block_id"] for block in required] == ["text"]
    assert tips_form.FORM
