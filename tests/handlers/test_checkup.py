"""`/some check`: what is not in order, for whoever looks after it."""

from bot import channels, checkup, people
from bot.channels_draft import Draft, Form


def test_a_manager_sees_every_part_by_the_word_of_any_language(house):
    carla = house.slack.person("U3")
    for count, word in enumerate(("check", "tarkista", "kontrollera"), start=1):
        assert carla.command(f"/some {word}").ok
        house.slack.wait_until(lambda count=count: len(carla.ephemerals) == count)
    shown = carla.ephemerals[-1].words
    assert "Everything that must work works." in shown
    assert "audit log is whole" in shown
    assert "The desk has 1 member." in shown
    assert house.slack.refused == []


def test_an_employee_may_not(house):
    shown = house.slack.person("U1").command("/some check")
    assert "This is for social managers" in shown.words


def test_the_acknowledgement_does_not_wait_for_slow_checks(house):
    carla = house.slack.person("U3")
    carla.command("/some help")
    house.slack.fail("auth.test", delay=60)
    assert carla.command("/some check").ok
    house.slack.recover()
    house.slack.wait_until(lambda: "audit log is whole" in carla.ephemerals[-1].words)
    assert "Everything that must work works." in carla.ephemerals[-1].words, "nobody gave up waiting for Slack"


def test_missing_scopes_are_named_with_what_they_switch_on(house):
    house.slack.withhold("usergroups:read", "channels:read")
    carla = house.slack.person("U3")
    carla.command("/some check")
    house.slack.wait_until(lambda: carla.ephemerals)
    shown = carla.ephemerals[-1].words
    assert "usergroups:read: social managers from the user group" in shown
    assert "channels:read" in shown


def test_from_app_home_it_opens_in_a_window_and_fills(house):
    carla = house.slack.person("U3")
    carla.open_home()
    home = house.slack.wait_until(lambda: carla.home_view)
    house.slack.fail("auth.test", delay=60)
    assert "takes a moment" in carla.click("checkup.open", in_=home).words
    house.slack.recover()
    house.slack.wait_until(lambda: "audit log is whole" in carla.view.words)
    assert house.slack.refused == []


def test_a_place_that_takes_no_messages_is_named(house):
    carla = people.asker(house.services, "U3")
    saved = channels.save(house.services, Form(), Draft(name="Pool", link="https://instagram.com/pool"), by=carla)
    channels.share(house.services, saved.account.id, "C3", by=carla)
    house.slack.wait_until(lambda: checkup.backlog(house.services).blocked)
    house.slack.person("U3").command("/some check")
    house.slack.wait_until(lambda: house.slack.person("U3").ephemerals)
    shown = house.slack.person("U3").ephemerals[-1].words
    assert "1 fault" in shown
    assert "1 place takes no messages." in shown
