"""Mutes through the door: from a word after the command, or from a rule, to the list and to the end."""

from __future__ import annotations

import pytest

from bot import people
from bot.mentions import mutes
from tests.bot.mentions.listening import feed, saved


@pytest.fixture
def desk(house):
    """A house with a feed and a rule; U3 is a social manager."""
    admin = people.asker(house.services, "U3")
    feed(house.services, "Town news")
    saved(house.services, by=admin)
    return house


def in_force(house):
    return [(mute.what, mute.value, mute.feed_id, mute.rule_id) for mute in mutes.in_force(house.services)]


@pytest.mark.parametrize("command", ["/some mute", "/some vaimenna", "/some tysta"])
def test_without_mutes_the_list_says_so(desk, command):
    assert "Nothing is mute." in desk.slack.person("U3").command(command).words


def test_a_word_is_muted_listed_prolonged_and_ended(desk):
    anna = desk.slack.person("U3")
    anna.command("/some mute turkki")
    assert "turkki" in anna.view.words
    assert "Mute until" in anna.submit(anna.view, {"why": "A film"}).words
    assert in_force(desk) == [("word", "turkki", None, None)]
    anna.close()
    listed = anna.command("/some mute")
    for piece in ("Word: turkki · everywhere", "A film", "<@U3>"):
        assert piece in listed.words
    anna.click("Other end", in_=listed)
    assert list(anna.submit(anna.view, {"period": "date"}).errors) == ["until"]
    before = mutes.in_force(desk.services)[0].until
    assert "Mute until" in anna.submit(anna.view, {"period": "30"}).words
    assert mutes.in_force(desk.services)[0].until > before
    anna.close()
    anna.click("End now", in_=anna.ephemerals[-1])
    desk.slack.wait_until(lambda: "Ended." in anna.ephemerals[-1].words)
    assert in_force(desk) == []
    assert desk.slack.refused == []


def test_a_rule_is_muted_from_its_own_window(desk):
    anna = desk.slack.person("U3")
    anna.click("Open", in_=anna.command("/some rules"))
    anna.click("Mute", in_=anna.view)
    assert "Mute until" in anna.submit(anna.view, {"period": "1"}).words
    assert in_force(desk) == [("rule", "", None, 1)]
    assert desk.slack.refused == []


def test_a_site_is_muted_in_one_feed_chosen_by_its_name(desk):
    anna = desk.slack.person("U3")
    anna.click("New mute", in_=anna.command("/some mute"))
    form = anna.view
    (offered,) = anna.options("mutes.feed", "town", in_=form)
    assert [one["text"]["text"] for one in anna.options("mutes.rule", "", in_=form)] == ["Turku"]
    values = {"what": "domain", "value": "https://www.news.example/a", "feed_id": offered["value"]}
    assert list(anna.submit(form, {**values, "value": "news"}).errors) == ["value"]
    assert "Mute until" in anna.submit(form, values).words
    assert in_force(desk) == [("domain", "news.example", 1, None)]


def test_what_is_missing_stands_at_its_field(desk):
    anna = desk.slack.person("U3")
    anna.click("New mute", in_=anna.command("/some mute"))
    assert list(anna.submit(anna.view, {}).errors) == ["value"]
    assert list(anna.submit(anna.view, {"what": "feed"}).errors) == ["feed_id"]
    assert list(anna.submit(anna.view, {"what": "rule"}).errors) == ["rule_id"]
    assert in_force(desk) == []
