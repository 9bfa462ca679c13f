"""One's own profile through the door: opened, filled in, sent, and asked about a year later."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot import directory, profiles_reminder
from storage import profiles
from storage.models import Person


@pytest.fixture
def town(house):
    """A house that has read everybody; HR knows Anna."""
    directory.read_on(house.services)
    change(house, "U1", hr_id="H1", title="Guide", unit="Museum", hr_skills="Guided tours")
    return house


def change(house, user_id, **values):
    with house.services.database.begin() as session:
        found = profiles.made_for_user(session, user_id)
        for name, value in values.items():
            setattr(found, name, value)


def profile(house, user_id):
    with house.services.database.read() as session:
        return profiles.of_user(session, user_id)


def newest(house, user_id):
    return house.slack.direct_messages(user_id)[-1]


@pytest.mark.parametrize("command", ["/expert me", "/expert minä", "/expert jag"])
def test_a_profile_opens_with_what_hr_says_and_no_field_to_change_it(town, command):
    view = town.slack.person("U1").command(command).view
    for piece in ("My profile", "From HR", "Guide", "Museum", "Guided tours", "Something wrong?"):
        assert piece in view.words
    assert [block["block_id"] for block in view.blocks if block["type"] == "input"] == [
        "skills", "about", "languages", "away_until", "deputy", "is_hidden",
    ]  # fmt: skip
    assert town.slack.refused == []


def test_a_profile_is_filled_in_and_sent_in_one_go(town):
    anna = town.slack.person("U1")
    anna.command("/expert me")
    offered = [option["value"] for option in anna.options("profiles.skills", "Loom weaving")]
    assert offered[0] == "Loom weaving"
    shown = anna.submit(
        values={
            "skills": ["Loom weaving"],
            "about": "Old looms, <!here> and <@U2>.",
            "languages": ["fi", "en"],
            "away_until": "2099-01-01",
            "deputy": "U2",
            "is_hidden": [],
        }
    )
    assert shown.ok
    for piece in ("Your profile is saved.", "Loom weaving", "Old looms, <!here> and <@U2>.", "1 Jan 2099"):
        assert piece in shown.view.words
    now = profile(town, "U1")
    assert (now.skills, now.languages, now.deputy) == ("Loom weaving", "fi,en", "U2")
    assert town.slack.refused == []


def test_a_saved_profile_stands_in_the_form_when_it_is_opened_again(town):
    anna = town.slack.person("U1")
    change(town, "U1", skills="Loom weaving\n" + "x" * 75, about="Looms", languages="sv", deputy="U2", is_hidden=True)
    view = anna.command("/expert me").view
    assert anna.submit(view, {}).ok
    now = profile(town, "U1")
    assert (now.skills, now.about, now.languages) == ("Loom weaving\n" + "x" * 75, "Looms", "sv")
    assert (now.deputy, now.is_hidden) == ("U2", True)
    assert town.slack.refused == []


@pytest.mark.parametrize(
    ("values", "field"),
    [({"away_until": "2020-01-01"}, "away_until"), ({"deputy": "U1"}, "deputy"), ({"deputy": "U4"}, "deputy")],
)
def test_a_fault_stands_beside_its_field_and_the_form_stays_open(town, values, field):
    anna = town.slack.person("U1")
    shown = anna.submit(anna.command("/expert me").view, {"about": "Looms", **values})
    assert field in shown.view.errors
    assert profile(town, "U1").about == ""


def test_a_form_on_a_second_device_loses_nothing(town):
    anna = town.slack.person("U1")
    first = anna.command("/expert me").view
    change(town, "U1", about="Saved on the phone", version=2)
    shown = anna.submit(first, {"about": "Typed on the desk"})
    for piece in ("elsewhere", "Saved on the phone", "Nothing you wrote is lost"):
        assert piece in shown.view.words
    assert anna.submit(values={}).ok
    assert profile(town, "U1").about == "Typed on the desk"
    assert town.slack.refused == []


def test_a_deputy_who_has_left_slack_is_named_in_the_form(town):
    change(town, "U1", deputy="U2")
    with town.services.database.begin() as session:
        session.get_one(Person, "U2").is_deactivated = True
    assert "no longer active in Slack" in town.slack.person("U1").command("/expert me").view.words
    assert town.slack.refused == []


def test_a_guest_gets_a_polite_refusal(town):
    assert "own staff" in town.slack.person("U4").command("/expert me").words


def test_the_yearly_question_is_answered_with_one_click_and_changes_in_place(town):
    monday = datetime(2025, 11, 24, 8, 0, tzinfo=UTC)
    services = replace(town.services, now=lambda: monday)
    profiles_reminder.remind(services)
    town.slack.wait_until(lambda: town.slack.direct_messages("U1"))
    anna = town.slack.person("U1")
    assert "Is your profile still right?" in newest(town, "U1").words
    assert anna.click("Still right", in_=newest(town, "U1")).ok
    town.slack.wait_until(lambda: "Thank you" in newest(town, "U1").words)
    assert len(town.slack.direct_messages("U1")) == 1
    assert anna.click("Edit", in_=newest(town, "U1")).view.callback_id == "profiles.form"
    assert town.slack.refused == []
