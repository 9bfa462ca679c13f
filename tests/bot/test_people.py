"""Who is asking: Slack says who a person is, they say which language they read, and the house keeps working without Slack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from app import compose
from bot import directory, people
from bot.errors import Invalid, Refused, Unavailable
from bot.roles import Role, require
from bot.services import Services
from bot.settings import Settings
from bot.words import Reader
from playground.slack.server import FakeSlack
from storage.database import Database
from tests.clock import Clock

ANNA, BO, CARLA, GIA = "U1", "U2", "U3", "U4"
"""A guide, a librarian who reads Swedish, the workspace's admin, and a guest."""


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as running:
        yield running


@pytest.fixture
def services(slack: FakeSlack, sqlite_database: Database, clock: Clock) -> Iterator[Services]:
    made = compose(
        Settings(
            bot_token=slack.slack.bot_token,
            slack_api_url=f"{slack.slack.base_url}/api/",
            database_url=sqlite_database.url.render_as_string(),
            desk_group="S1",
            admins=frozenset({BO}),
        ),
        now=clock,
    )
    yield replace(made, team_id="T0KAIKU")
    made.database.close()
    made.replies.close()


def asked(slack: FakeSlack) -> int:
    """Return how often Slack was asked who somebody is."""
    return len(slack.calls("users.info"))


def with_settings(services: Services, **changed: Any) -> Services:
    return replace(services, settings=replace(services.settings, **changed))


def test_slack_says_who_a_person_is(services: Services) -> None:
    anna = people.asker(services, ANNA)
    assert (anna.id, anna.role, anna.reader) == (ANNA, Role.EMPLOYEE, Reader("en", "Europe/Helsinki"))
    assert anna.name in ("anna", "Anna Aalto")


def test_a_person_who_is_known_is_not_asked_for_again(services: Services, slack: FakeSlack, clock: Clock) -> None:
    people.asker(services, ANNA)
    clock.move(hours=11)
    people.asker(services, ANNA)
    assert asked(slack) == 1


def test_a_second_answer_costs_no_sql(services: Services) -> None:
    people.asker(services, ANNA)
    said: list[str] = []
    event.listen(services.database.engine, "before_cursor_execute", lambda _c, _u, sql, *_rest: said.append(sql))
    people.asker(services, ANNA)
    assert said == []


def test_what_slack_said_half_a_day_ago_is_asked_again(services: Services, slack: FakeSlack, clock: Clock) -> None:
    people.asker(services, ANNA)
    clock.move(hours=13)
    services.memory.forget(people.BODY)
    people.asker(services, ANNA)
    assert asked(slack) == 2


def test_the_swedish_locale_of_slack_is_followed(services: Services) -> None:
    assert people.asker(services, BO).reader.language == "sv"


def test_a_locale_that_the_bot_does_not_speak_means_the_house_language(services: Services, slack: FakeSlack) -> None:
    slack.change_user(ANNA, locale="de-DE")
    assert people.asker(with_settings(services, language="fi"), ANNA).reader.language == "fi"


def test_what_a_person_chose_wins_over_slack_until_they_follow_slack_again(services: Services) -> None:
    bo = people.asker(services, BO)
    assert people.choose_language(services, "fi", by=bo).reader.language == "fi"
    assert people.asker(services, BO).language == "fi"
    assert people.choose_language(services, None, by=bo).reader.language == "sv"


@pytest.mark.parametrize(
    ("word", "language"),
    [("fi", "fi"), ("Suomi", "fi"), ("finska", "fi"), (" svenska ", "sv"), ("ENGLISH", "en"), ("slack", None)],
)
def test_a_language_is_named_in_any_language(word: str, language: str | None) -> None:
    assert people.language_named(word) == language


@pytest.mark.parametrize("word", ["", "de", "klingon", "fi sv", "🇫🇮", "x" * 10_000])
def test_a_language_that_nobody_speaks_here_is_refused_with_an_example(word: str) -> None:
    with pytest.raises(Invalid) as refused:
        people.language_named(word)
    assert "/some language fi" in refused.value.words(Reader("en"))


@pytest.mark.parametrize(
    ("user", "role"),
    [(ANNA, Role.EMPLOYEE), (BO, Role.ADMIN), (CARLA, Role.ADMIN), (GIA, Role.OUTSIDER)],
)
def test_roles_come_from_slack_and_from_the_settings(services: Services, user: str, role: Role) -> None:
    """Bo is named in KAIKU_ADMINS, Carla is an admin of the workspace, Gia is a guest."""
    assert people.asker(services, user).role is role


def test_members_of_the_desks_group_are_managers(services: Services, slack: FakeSlack) -> None:
    slack.set_group("S1", [ANNA])
    people.read_desk_group(services)
    assert people.asker(services, ANNA).role is Role.MANAGER


def test_the_desk_may_be_named_in_the_settings_where_there_are_no_groups(services: Services) -> None:
    named = with_settings(services, desk_members=frozenset({ANNA}))
    assert people.asker(named, ANNA).role is Role.MANAGER


def test_who_leaves_the_group_is_no_manager_any_more(services: Services, slack: FakeSlack) -> None:
    slack.set_group("S1", [ANNA])
    people.read_desk_group(services)
    assert people.asker(services, ANNA).role is Role.MANAGER
    slack.set_group("S1", [CARLA])
    people.read_desk_group(services)
    assert people.asker(services, ANNA).role is Role.EMPLOYEE


@pytest.mark.parametrize("trouble", [{"status": 500}, {"error": "internal_error"}, {"drop": "before"}])
def test_the_last_known_desk_stays_when_slack_does_not_say(
    services: Services, slack: FakeSlack, trouble: dict[str, Any]
) -> None:
    slack.set_group("S1", [ANNA])
    people.read_desk_group(services)
    slack.fail("usergroups.users.list", **trouble)
    people.read_desk_group(services)
    assert people.asker(services, ANNA).role is Role.MANAGER


def test_a_guest_in_the_desks_group_stays_a_guest(services: Services, slack: FakeSlack) -> None:
    slack.set_group("S1", [GIA])
    people.read_desk_group(services)
    assert people.asker(services, GIA).role is Role.OUTSIDER


@pytest.mark.parametrize("changed", [{"deleted": True}, {"team_id": "T0OTHER"}])
def test_who_left_or_belongs_to_another_workspace_is_an_outsider(
    services: Services, slack: FakeSlack, changed: dict[str, Any]
) -> None:
    slack.change_user(ANNA, **changed)
    assert people.asker(services, ANNA).role is Role.OUTSIDER


def test_somebody_new_has_to_wait_while_slack_is_away(services: Services, slack: FakeSlack) -> None:
    slack.fail("users.info", status=500)
    with pytest.raises(Unavailable):
        people.asker(services, ANNA)
    assert people.asker(services, ANNA).id == ANNA


def test_somebody_known_is_served_while_slack_is_away(services: Services, slack: FakeSlack, clock: Clock) -> None:
    people.asker(services, ANNA)
    clock.move(days=3)
    services.memory.forget(people.BODY)
    slack.fail("users.info", status=500)
    assert people.asker(services, ANNA).role is Role.EMPLOYEE


def test_what_an_event_says_is_believed_at_once(services: Services) -> None:
    people.asker(services, ANNA)
    directory.heard_of(
        services, {"id": ANNA, "team_id": "T0KAIKU", "profile": {"real_name": "Anna Ahto"}, "is_admin": True}
    )
    anna = people.asker(services, ANNA)
    assert (anna.name, anna.role) == ("Anna Ahto", Role.ADMIN)


def test_an_event_keeps_the_language_that_somebody_chose(services: Services) -> None:
    people.choose_language(services, "fi", by=people.asker(services, BO))
    directory.heard_of(services, {"id": BO, "team_id": "T0KAIKU", "locale": "sv-SE"})
    assert people.asker(services, BO).reader.language == "fi"


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("least", list(Role))
def test_rights_grow_with_the_role(role: Role, least: Role) -> None:
    if role >= least:
        require(role, least)
    else:
        with pytest.raises(Refused):
            require(role, least)


def test_an_outsider_hears_something_else_than_an_employee() -> None:
    words = {}
    for role in (Role.OUTSIDER, Role.EMPLOYEE):
        with pytest.raises(Refused) as refused:
            require(role, Role.MANAGER)
        words[role] = refused.value.words(Reader("en"))
    assert "Guests" in words[Role.OUTSIDER]
    assert "social managers" in words[Role.EMPLOYEE]
