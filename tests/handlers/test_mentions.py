"""Mentions through the door: from the card in the channel to the answer, by two people on their phones."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot import people
from bot.mentions import duty, kinds, response_clock
from bot.views import mentions as view
from bot.views import mentions_list
from bot.views import mutes as mutes_view
from storage import mentions as stored
from storage import rules
from storage.models import Feed, Mention, Rule, RuleHit, Sighting
from tests.bot.mentions import newsroom
from tests.bot.mentions.test_joining import LICHEN

LINK = "https://www.instagram.com/aaltoranta.example/p/1"
WAYS = (mentions_list.FEEDS, mentions_list.RULES, mentions_list.MUTES, mentions_list.ALERTS, mentions_list.ENTER)


@pytest.fixture
def desk(open_house):
    """Anna (U1) and Bo (U2) are social managers, the monitoring channel is C1, and one story is on its card there."""
    house = open_house(desk_members=frozenset({"U1", "U2"}), desk_group="", monitoring_channel="C1")
    house.slack.person("U2").command("/some language en")  # his Slack is Swedish
    for user_id in ("U1", "U2"):
        people.asker(house.services, user_id)
    tell(house)
    card(house, "I take this")
    return house


def tell(house, title="Turun silta suljetaan <!channel>", **values):
    now = house.services.now()
    with house.services.database.begin() as session:
        feed = Feed(
            url=f"https://uutiset.example/{title}",
            url_key=title,
            name="Uutiset",
            added_at=now,
            next_poll_at=now,
            state="paused",
        )
        rule = Rule(name="Turku", changed_at=now)
        story = Mention(
            title=title,
            text="Kiinni.",
            source="Uutiset",
            link="https://uutiset.example/1",
            seen_at=now,
            developed_at=now,
        )
        for name, value in values.items():
            setattr(story, name, value)
        session.add_all([feed, rule, story])
        session.flush()
        seen = Sighting(mention_id=story.id, feed_id=feed.id, seen_at=now, title=title, source="Uutiset")
        session.add(seen)
        session.flush()
        session.add(RuleHit(mention_id=story.id, sighting_id=seen.id, rule_id=rule.id, words=["Turun"], at=now))
        response_clock.start(story, now, rules.alert_settings(session), "Europe/Helsinki")
        house.services.messenger.show(session, kinds.MENTION, story.id, "C1")
    return story


def state(house, mention_id=1):
    with house.services.database.read() as session:
        return stored.find(session, mention_id)


def card(house, *texts, channel="C1", without=()):
    """Wait until a card in a channel says something, and something else no more."""
    return house.card(channel, *texts, without=without)


def only_they_see(house, person, text):
    house.slack.wait_until(lambda: any(text in one.words for one in person.ephemerals), otherwise=text)


def choose(person, what, where):
    return person.click(view.MORE, in_=where, value=f"{what}:1")


def test_from_the_card_to_the_answer(desk):
    anna = desk.slack.person("U1")
    shown = card(desk, "Turun silta", "hit: “Turun”, rule Turku")
    assert "<!channel>" not in json.dumps(shown.blocks)
    assert anna.click(view.CLAIM, in_=shown).ok
    taken = card(desk, "has this since", without=["I take this"])
    form = anna.click(view.ANSWER, in_=taken).view
    assert "Turun silta" in form.words
    assert anna.submit(form, {"link": "no link"}).errors == {
        "link": "This is no web address. Paste it whole, as in https://example.org/answer."
    }
    assert anna.submit(form, {"link": LINK, "tone": "question"}).ok
    done = card(desk, "Answered by", "Go to the answer", without=["No reply needed"])
    assert done.ts == shown.ts
    assert (state(desk).state, state(desk).tone) == ("answered", "question")
    assert len(desk.slack.messages("C1")) == 1
    assert desk.slack.refused == []


def test_of_two_who_take_it_one_is_told_who_was_faster(desk):
    anna, bo = desk.slack.person("U1"), desk.slack.person("U2")
    seen = card(desk, "I take this")
    anna.click(view.CLAIM, in_=seen)
    bo.click(view.CLAIM, in_=seen, stale=True)
    only_they_see(desk, bo, "has this since")
    assert state(desk).handler == "U1"


def test_an_employee_is_refused_politely(open_house):
    house = open_house(monitoring_channel="C1", desk_group="")
    tell(house)
    anna = house.slack.person("U1")
    for name in (view.CLAIM, view.NO_REPLY, view.NOT_OURS):
        anna.click(name, in_=card(house, "I take this"))
    house.slack.wait_until(lambda: len(anna.ephemerals) == 3)
    assert "This is for social managers." in anna.ephemerals[-1].words
    assert anna.views == []
    assert anna.command("/some mentions").words.startswith("This is for social managers.")
    assert state(house).version == 1


def test_taking_over_asks_first_and_tells_who_had_it(desk):
    anna, bo = desk.slack.person("U1"), desk.slack.person("U2")
    anna.click(view.CLAIM, in_=card(desk, "I take this"))
    question = choose(bo, view.TAKE_OVER, card(desk, "has this since")).view
    assert "Do you go on with it instead?" in question.words
    assert bo.submit(question).ok
    desk.slack.wait_until(lambda: state(desk).handler == "U2")
    first = card(desk, "has this since")
    line = desk.slack.wait_until(lambda: desk.slack.messages("C1", thread=first.ts)[1:])
    assert "goes on with this from now on." in line[0].words
    assert "<@U1>" in line[0].text


def test_giving_back_tone_and_an_old_button(desk):
    anna, bo = desk.slack.person("U1"), desk.slack.person("U2")
    anna.click(view.CLAIM, in_=card(desk, "I take this"))
    taken = card(desk, "Give back")
    anna.select(view.TONE, "praise", in_=taken)
    praised = card(desk, "Pass on the praise")
    anna.click(view.GIVE_BACK, in_=praised)
    free = card(desk, "I take this")
    form = bo.click(view.NO_REPLY, in_=free).view
    assert bo.submit(form, {"reason": "information"}).ok
    card(desk, "No reply needed, says", "For information only.")
    anna.click(view.CLAIM, in_=free, stale=True)
    only_they_see(desk, anna, "has decided that this needs no reply")
    choose(anna, view.REOPEN, card(desk, "No reply needed, says"))
    card(desk, "Open again since")


def test_not_ours_by_the_author_for_a_month(desk):
    anna = desk.slack.person("U1")
    with desk.services.database.begin() as session:
        session.get_one(Mention, 1).author = "Rita Rook"
    form = anna.click(view.NOT_OURS, in_=card(desk, "I take this")).view
    for piece in ("Only this once", "Everything by the author: Rita Rook", "Everything with the word: Turku"):
        assert piece in form.words
    assert anna.submit(form, {"scope": "author", "until": "2020-01-01"}).errors.keys() == {"until"}
    assert anna.submit(form, {"scope": "author", "period": "30", "until": None}).ok
    card(desk, "Not ours, says", "This author is muted.")
    with desk.services.database.read() as session:
        (mute,) = rules.mutes_in_force(session, desk.services.now())
    assert (mute.what, mute.value) == ("author", "Rita Rook")


def test_who_reopens_may_end_the_mute_that_came_with_it(desk):
    anna, bo = desk.slack.person("U1"), desk.slack.person("U2")
    form = anna.click(view.NOT_OURS, in_=card(desk, "I take this")).view
    assert anna.submit(form, {"scope": "feed", "period": "30"}).ok
    choose(bo, view.REOPEN, card(desk, "Not ours, says"))
    only_they_see(desk, bo, "This is open again, but new items like it are still mute:")
    told = bo.ephemerals[-1]
    for piece in ("Feed: Uutiset", "until", "End now"):
        assert piece in told.words
    card(desk, "Open again since")
    bo.click(mutes_view.END, in_=told)
    bo.click(mutes_view.END, in_=told, stale=True)
    only_they_see(desk, bo, "Ended. It is told again from the next item on.")
    with desk.services.database.read() as session:
        assert rules.mutes_in_force(session, desk.services.now()) == []
    assert not any("still mute" in one.words for one in anna.ephemerals)
    assert desk.slack.refused == []


def test_in_a_window_it_is_told_over_it(desk):
    anna = desk.slack.person("U1")
    form = anna.click(view.NOT_OURS, in_=card(desk, "I take this")).view
    anna.submit(form, {"scope": "word:Turku", "period": "30"})
    card(desk, "Not ours, says")
    listed = anna.command("/some mentions all")
    choose(anna, view.REOPEN, anna.click(view.SHOW, in_=listed, value="1").view)
    desk.slack.wait_until(lambda: "Word: Turku" in anna.view.words)
    anna.click(mutes_view.END, in_=anna.view)
    desk.slack.wait_until(lambda: "Ended." in anna.view.words)
    anna.close()
    desk.slack.wait_until(lambda: "Open again since" in anna.view.words)
    assert desk.slack.refused == []


def test_putting_off_and_why(desk):
    anna = desk.slack.person("U1")
    shown = card(desk, "I take this")
    form = choose(anna, view.SNOOZE, shown).view
    assert "In the morning:" in form.words
    assert anna.submit(form, {"how_long": "60"}).ok
    put_off = card(desk, "Snoozed until")
    window = choose(anna, view.WHY, put_off).view
    for piece in ("Rule Turku: “Turun”", "feed Uutiset", "Response clock"):
        assert piece in window.words or "Uutiset" in window.words


def test_a_discussion_in_a_channel_where_the_bot_is(desk):
    anna = desk.slack.person("U1")
    form = choose(anna, view.DISCUSS, card(desk, "I take this")).view
    refused = anna.submit(form, {"channel": "C3", "words": "Do we answer?"})
    assert "/invite" in refused.errors["channel"]
    anna.invite_bot("C3")
    assert anna.submit(form, {"channel": "C3", "words": "Do we answer?"}).ok
    talk = card(desk, "wants to talk about this in the thread", "Do we answer?", channel="C3")
    assert "Turun silta" in talk.text
    card(desk, "Discussed in:")
    assert state(desk).state == "escalated"


def test_praise_goes_to_a_colleague(desk):
    anna = desk.slack.person("U1")
    form = choose(anna, view.PRAISE, card(desk, "I take this")).view
    assert anna.submit(form, {}).errors.keys() == {"whom"}
    assert anna.submit(form, {"whom": ["U2"], "words": "Hieno homma."}).ok
    desk.slack.wait_until(lambda: desk.slack.direct_messages("U2"))
    assert "good words for you" in desk.slack.direct_messages("U2")[-1].words
    card(desk, "Praise passed on to:")


def test_the_list_the_window_and_work_within_it(desk):
    anna = desk.slack.person("U1")
    tell(desk, "Toinen juttu", severity="crisis")
    card(desk, "Toinen juttu")
    listed = anna.command("/some mentions")
    for piece in (
        "2 open mentions",
        "Crisis: Toinen juttu",
        "Last 7 days: 2 stories",
        "Enter a mention",
        "Go to the card",
    ):
        assert piece in listed.words
    assert "archives/C1/p" in json.dumps(listed.message.blocks)
    window = anna.click(view.SHOW, in_=listed, value="2").view
    anna.click(view.CLAIM, in_=window)
    desk.slack.wait_until(lambda: "Give back" in anna.view.words)
    form = anna.click(view.NO_REPLY, in_=anna.view).view
    assert anna.submit(form, {"words": "Vanha juttu"}).ok
    desk.slack.wait_until(lambda: "No reply needed, says" in anna.view.words)
    assert "0 mentions are yours" in anna.command("/some osumat omat").words
    assert desk.slack.refused == []


def test_the_list_turns_in_place(desk):
    anna = desk.slack.person("U1")
    listed = anna.command("/some omnämnanden")
    anna.click(f"{mentions_list.TURN}.all", in_=listed)
    desk.slack.wait_until(lambda: "1 mention in all" in anna.ephemerals[-1].words)


def test_a_mention_is_entered_by_hand_from_the_command_and_known_the_second_time(desk):
    anna, bo = desk.slack.person("U1"), desk.slack.person("U2")
    form = anna.command(f"/some mentions {LINK}").view
    assert LINK in json.dumps(form.blocks)
    sent = anna.submit(form, {"title": "Kiitos uimahallille", "text": "Paras halli!", "severity": "high"})
    assert "Saved." in sent.words
    assert "I take this" in sent.words
    card(desk, "High severity:", "Kiitos uimahallille", "entered by")
    form = bo.command("/some mentions " + LINK + "?utm_source=x").view
    assert "This is known already." in bo.submit(form, {}).words
    card(desk, "also tipped by 1 colleague")
    assert desk.slack.refused == []


def test_app_home_has_the_desks_work_for_managers_only(open_house):
    house = open_house(desk_members=frozenset({"U1"}), desk_group="", monitoring_channel="C1")
    tell(house)
    anna, bo = house.slack.person("U1"), house.slack.person("U2")
    for person in (anna, bo):
        person.open_home()
    home = house.slack.wait_until(lambda: anna.home_view)
    assert "1 open mention" in home.words
    assert mentions_list.BROWSE not in json.dumps(house.slack.wait_until(lambda: bo.home_view).blocks)
    shown = anna.click(mentions_list.BROWSE, in_=home).view
    assert "1 open mention" in shown.words


def test_a_crisis_at_night_is_taken_from_the_message_to_who_is_on_duty(desk):
    bo = desk.slack.person("U2")
    with desk.services.database.begin() as session:
        rules.locked_alert_settings(session).on_duty = "U2"
        desk.services.memory.changed(session, "rules")
    story = tell(desk, "Myrkkyä vedessä", severity="crisis")
    with desk.services.database.begin() as session:
        held = session.get_one(Mention, story.id)
        assert duty.wake(desk.services, session, held, desk.services.now())
        assert duty.wake(desk.services, session, held, desk.services.now())
    told = desk.slack.wait_until(lambda: desk.slack.direct_messages("U2"))[-1]
    assert "You are on duty" in told.words
    bo.click(view.CLAIM, in_=told)
    card(desk, "Myrkkyä vedessä", "has this since")
    desk.slack.wait_until(lambda: "has this since" in desk.slack.direct_messages("U2")[-1].words)
    assert len(desk.slack.direct_messages("U2")) == 1


@pytest.mark.parametrize("way", WAYS)
def test_every_way_on_from_the_list_leads_somewhere(desk, way):
    anna = desk.slack.person("U1")
    anna.command("/some mentions")
    windows, told = len(anna.views), len(anna.ephemerals)

    assert anna.click(way, in_=anna.ephemerals[-1]).ok

    desk.slack.wait_until(lambda: len(anna.views) > windows or len(anna.ephemerals) > told)
    assert not any(word in anna.ephemerals[-1].words for word in ("no longer in use", "went wrong"))


def test_two_cards_of_one_story_become_one_and_can_be_parted(desk):
    anna, bo = desk.slack.person("U1"), desk.slack.person("U2")
    later = desk.services.now() + timedelta(days=1)  # the poller leaves them alone
    made = [newsroom.paper(desk.services, f"Lehti{number}", next_poll_at=later) for number in range(3)]
    newsroom.rule(desk.services, "jäkälä", "jäkälälajin", "lichen", quiet="never")
    for title, text in LICHEN[:2]:
        made.pop(0).publish(title, text=text)
    old = card(desk, LICHEN[1][0], "I take this")
    made.pop(0).publish(LICHEN[2][0], text=LICHEN[2][1])

    card(desk, LICHEN[0][0], "seen in 3 sources", without=["It goes on there"])
    joined = card(desk, "The same story: “Tieteelle uusi jäkälä", "It goes on there.", without=["I take this"])
    assert joined.ts == old.ts
    bo.click(view.CLAIM, in_=old, stale=True)
    only_they_see(desk, bo, "This story goes on in another card.")
    assert "seen in 3 sources" in anna.click(view.SHOW, in_=joined).view.words
    assert anna.click(view.PART, in_=joined).ok
    parted = card(desk, LICHEN[1][0], "seen in 2 sources", "Open again since", "I take this")
    assert parted.ts == old.ts
    card(desk, LICHEN[0][0], without=["seen in"])
    assert desk.slack.refused == []
