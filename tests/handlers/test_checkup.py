"""`/some check`: what is not in order, for whoever looks after it."""

import pytest


@pytest.mark.parametrize("word", ["check", "tarkista", "kontrollera"])
def test_a_manager_sees_every_part(house, word):
    carla = house.slack.person("U3")
    assert carla.command(f"/some {word}").ok
    house.slack.wait_until(lambda: carla.ephemerals)
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
    house.slack.fail("auth.test", delay=1.0)
    assert carla.command("/some check").seconds < 0.5
    house.slack.wait_until(lambda: "audit log is whole" in carla.ephemerals[-1].words)


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
    assert "takes a moment" in carla.click("checkup.open", in_=home).words
    house.slack.wait_until(lambda: "audit log is whole" in carla.view.words)
    assert house.slack.refused == []


def test_a_blocked_place_and_a_message_that_waits_are_named(house):
    with house.services.database.begin() as session:
        house.services.messenger.show(session, "blockage", 404, "C3")
    house.slack.archive("C2")
    carla = house.slack.person("U3")
    carla.command("/some check")
    house.slack.wait_until(lambda: carla.ephemerals)
    assert carla.ephemerals[-1].words
