"""Skills from a custom field of Slack's profiles: read in turns, followed when somebody changes them, and never needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot import directory, experts, slack_skills
from bot.services import Services
from playground.slack.server import FakeSlack
from storage import profiles
from storage.database import Database
from storage.models import Profile
from tests.bot.register import EVE, on_slack, services_on
from tests.clock import Clock

FIELD = "Xfskills"


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as running:
        yield running


@pytest.fixture
def services(slack: FakeSlack, database: Database, clock: Clock) -> Iterator[Services]:
    made = on_slack(services_on(database, clock, slack_skills_field=FIELD), slack)
    slack.slack.workspace.users["U2"].fields = {"skills": "valokuvaus, Photoshop;  kuvankäsittely"}
    directory.read_on(made)
    yield made
    made.replies.close()


def read_everybody(services: Services, clock: Clock) -> None:
    for _ in range(6):
        slack_skills.read_on(services)
        clock.move(seconds=3)


def skills(services: Services, user_id: str = "U2") -> str:
    with services.database.read() as session:
        found: Profile | None = profiles.of_user(session, user_id)
    assert found is not None
    return found.slack_skills


def test_a_skill_of_the_field_is_found_with_its_source(services: Services, clock: Clock) -> None:
    read_everybody(services, clock)
    (expert,) = experts.find(services, "valokuvauksesta", by=EVE).people
    assert expert.profile.user_id == "U2"
    assert [(reason.text, reason.source) for reason in expert.reasons] == [("valokuvaus", "slack")]
    assert skills(services) == "valokuvaus\nPhotoshop\nkuvankäsittely"


def test_who_changes_the_field_is_asked_about_at_once(services: Services, slack: FakeSlack, clock: Clock) -> None:
    read_everybody(services, clock)
    slack.slack.workspace.users["U2"].fields = {"skills": "drone"}
    slack_skills.heard_of(services, "U2")
    slack.wait_until(lambda: skills(services) == "drone")
    assert experts.find(services, "valokuvaus", by=EVE).people == ()


def test_the_reading_goes_on_where_slack_stopped_it(services: Services, slack: FakeSlack, clock: Clock) -> None:
    slack.fail("users.profile.get", times=1, error="ratelimited")
    slack_skills.read_on(services)
    assert skills(services) == ""
    clock.move(minutes=10)
    read_everybody(services, clock)
    assert skills(services).startswith("valokuvaus")


@pytest.mark.parametrize("wish", ["no field", "no scope"])
def test_nobody_is_asked_where_the_house_has_no_such_field(services: Services, slack: FakeSlack, wish: str) -> None:
    if wish == "no field":
        services = replace(services, settings=replace(services.settings, slack_skills_field=""))
    else:
        services = replace(services, scopes=frozenset({"users:read"}))
    slack_skills.read_on(services)
    slack_skills.heard_of(services, "U2")
    services.replies.close()
    assert slack.calls("users.profile.get") == []
