"""Duties whose holder is gone, through the door: whoever was told hands them over, and the card follows."""

from __future__ import annotations

import pytest

from bot import channels, directory, orphans, people
from bot.channels_draft import Draft, Form
from bot.views.orphans import HAND_OVER
from playground.slack.workspace import User


@pytest.fixture
def orphaned(house):
    """The pool's account is Anna's (U1), Bo (U2) stands in; Anna is out of Slack, as the hourly tick finds out."""
    carla = people.asker(house.services, "U3")
    for user_id in ("U1", "U2"):
        people.asker(house.services, user_id)
    draft = Draft(name="Pool", link="https://instagram.com/pool", owner="U1", deputy="U2")
    channels.save(house.services, Form(), draft, by=carla)
    house.slack.deactivate("U1")
    orphans.watch(house.services)
    house.slack.wait_until(lambda: house.slack.direct_messages("U2") and house.slack.direct_messages("U3"))
    return house


def told(house, user_id="U3"):
    return house.slack.direct_messages(user_id)[-1]


def test_the_deputy_and_the_administrator_are_told_who_and_what(orphaned):
    assert "anna is no longer active in Slack" in told(orphaned).words
    assert "Pool · Instagram" in told(orphaned).words
    assert "Pool · Instagram" in told(orphaned, "U2").words
    assert orphaned.slack.direct_messages("U1") == []
    assert orphaned.slack.refused == []


def test_the_administrator_hands_the_account_over_from_the_message(orphaned):
    carla = orphaned.slack.person("U3")
    form = carla.click(HAND_OVER, in_=told(orphaned))
    assert "Pool" in form.view.words
    saved = carla.submit(form.view, {"owner": "U2", "deputy": None})
    assert saved.errors == {}
    orphaned.slack.wait_until(lambda: "has an owner again" in told(orphaned).words)
    orphaned.slack.wait_until(lambda: "har en ägare igen" in told(orphaned, "U2").words)
    assert [len(orphaned.slack.direct_messages(user)) for user in ("U2", "U3")] == [1, 1]
    assert orphaned.slack.refused == []


def test_a_deputy_who_is_no_social_manager_is_refused_politely(orphaned):
    bo = orphaned.slack.person("U2")
    shown = bo.click(HAND_OVER, in_=told(orphaned, "U2"))
    assert shown.views == []
    orphaned.slack.wait_until(lambda: bo.ephemerals)


def test_somebody_who_is_back_ends_the_report_in_place(orphaned):
    orphaned.slack.reactivate("U1")
    orphans.watch(orphaned.services)
    orphaned.slack.wait_until(lambda: "here again" in told(orphaned).words)
    assert len(orphaned.slack.direct_messages("U3")) == 1


def test_the_tick_says_nothing_twice(orphaned):
    orphans.watch(orphaned.services)
    orphans.watch(orphaned.services)
    orphaned.slack.wait_until(lambda: orphaned.services.messenger.deliver_due() == 0)
    assert [len(orphaned.slack.direct_messages(user)) for user in ("U2", "U3")] == [1, 1]


def test_who_left_before_the_bot_came_is_found_when_it_reads_slacks_people(house):
    carla = people.asker(house.services, "U3")
    house.slack.slack.workspace.users["U5"] = User("U5", "eve", "Eve Elk", deleted=True)
    draft = Draft(name="Pool", link="https://instagram.com/pool", owner="U5", deputy="U2")
    channels.save(house.services, Form(), draft, by=carla)
    directory.begin(house.services)
    house.slack.wait_until(lambda: house.slack.direct_messages("U2"), timeout=10)
    assert "eve är inte längre aktiv i Slack" in told(house, "U2").words
