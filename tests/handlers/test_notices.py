"""Places that refuse messages: whoever was told tries again or sends elsewhere, and an invitation opens them at once."""

import pytest

from bot import channels, checkup, people
from bot.channels_draft import Draft, Form


@pytest.fixture
def blocked(house):
    """The bot, with an account that the manager U3 shared in #random, where the bot is no member."""
    carla = people.asker(house.services, "U3")
    draft = Draft(name="Pool", link="https://instagram.com/pool")
    saved = channels.save(house.services, Form(), draft, by=carla)
    channels.share(house.services, saved.account.id, "C3", by=carla)
    house.slack.wait_until(lambda: house.slack.direct_messages("U3"))
    return house


def told(house):
    return house.slack.direct_messages("U3")[-1]


def test_the_person_responsible_is_told_why_and_what_helps(blocked):
    assert "not a member" in told(blocked).words
    assert "Try again now" in told(blocked).words
    assert blocked.slack.refused == []


def test_an_invitation_sends_at_once_what_waits(blocked):
    blocked.slack.invite_bot("C3", by="U3")
    blocked.slack.wait_until(lambda: blocked.slack.messages("C3"))
    blocked.slack.wait_until(lambda: "again" in told(blocked).words and "Try" not in told(blocked).words)


def test_a_click_tries_again_now(blocked):
    blocked.slack.channel("C3").members.add(blocked.slack.bot)
    blocked.slack.person("U3").click("notices.retry", in_=told(blocked))
    blocked.slack.wait_until(lambda: blocked.slack.messages("C3"))


def test_what_waits_goes_to_another_channel(blocked):
    blocked.slack.person("U3").select("notices.move", "C2", in_=told(blocked))
    blocked.slack.wait_until(lambda: blocked.slack.messages("C2"))
    blocked.slack.wait_until(lambda: "instead" in told(blocked).words)
    blocked.slack.wait_until(lambda: checkup.backlog(blocked.services).waiting == 0)


def test_a_late_click_hears_that_nothing_is_left_to_do(blocked):
    seen = told(blocked)
    blocked.slack.invite_bot("C3", by="U3")
    blocked.slack.wait_until(lambda: "Try" not in told(blocked).words)
    carla = blocked.slack.person("U3")
    carla.click("notices.retry", in_=seen, stale=True)
    blocked.slack.wait_until(lambda: carla.ephemerals and "nothing left to do" in carla.ephemerals[-1].words)
