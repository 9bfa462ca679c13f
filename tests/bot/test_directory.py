"""The directory: everybody in Slack has a profile, and whoever leaves is gone at once. No change, nothing written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event, select

from bot import directory, profile_index
from bot.services import Services
from playground.slack.server import FakeSlack
from playground.slack.workspace import User
from storage import chores, people, profiles
from storage.database import Database
from storage.models import Orphan, Person, Profile, ProfileTerms, SocialAccount, Word
from tests.bot.register import on_slack, services_on
from tests.clock import Clock

ANNA, BO, CARLA, GIA = "U1", "U2", "U3", "U4"
"""A guide, a librarian, the workspace's admin, and a guest."""


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as running:
        yield running


@pytest.fixture
def services(slack: FakeSlack, database: Database, clock: Clock) -> Iterator[Services]:
    made = services_on(database, clock, admins=frozenset({CARLA}))
    yield on_slack(made, slack)
    made.replies.close()


def read_everybody(services: Services, clock: Clock) -> int:
    """Let the clock tick until everybody has been read; returns how many pages that took."""
    for page in range(1, 100):
        directory.read_on(services)
        with services.database.read() as session:
            chore = chores.find(session, directory.CHORE)
        assert chore is not None
        if chore.done_at == clock():
            return page
        clock.move(seconds=3)
    raise AssertionError("the reading never ended")


def profile(services: Services, user_id: str) -> Profile | None:
    with services.database.read() as session:
        return profiles.of_user(session, user_id)


def known(services: Services, user_id: str) -> Profile:
    found = profile(services, user_id)
    assert found is not None
    return found


def names(services: Services) -> set[str]:
    with services.database.read() as session:
        return set(session.scalars(select(Profile.name)))


def found_by_search(services: Services, user_id: str) -> bool:
    with services.database.read() as session:
        one = profiles.of_user(session, user_id)
        return one is not None and session.get(ProfileTerms, one.id) is not None


def add(services: Services, *records: Any) -> None:
    with services.database.begin() as session:
        session.add_all(records)
        session.flush()
        ids = [record.id for record in records if isinstance(record, Profile)]
        profile_index.reindex(session, ids)


def crowd(slack: FakeSlack, many: int) -> None:
    for number in range(many):
        slack.add_user(User(f"UX{number:04}", f"extra{number}", f"Extra Example{number}"))


def user(user_id: str, name: str, **more: Any) -> dict[str, Any]:
    """What an event says about somebody."""
    said = {"real_name": name, **more.pop("profile", {})}
    return {"id": user_id, "team_id": "T0KAIKU", "name": name.casefold(), "profile": said, **more}


def written(services: Services) -> list[str]:
    """Return the tables that are written to from now on."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.split(maxsplit=1)[0] in ("INSERT", "UPDATE", "DELETE"):
            seen.append(statement)

    event.listen(services.database.engine, "before_cursor_execute", note)
    return seen


def test_every_colleague_gets_a_profile_and_nobody_else(services: Services, clock: Clock) -> None:
    read_everybody(services, clock)
    assert names(services) == {"Anna Aalto", "Bo Berg", "Carla Cruz"}
    anna = known(services, ANNA)
    assert (anna.slack_title, anna.hr_id, anna.left_at) == ("Museum guide", None, None)
    assert found_by_search(services, ANNA)


def test_guests_and_apps_are_not_even_kept_as_people(services: Services, clock: Clock) -> None:
    read_everybody(services, clock)
    with services.database.read() as session:
        assert set(session.scalars(select(Person.id))) == {ANNA, BO, CARLA}


def test_many_people_are_read_page_by_page_with_a_rest_between(
    services: Services, slack: FakeSlack, clock: Clock
) -> None:
    crowd(slack, 450)
    directory.read_on(services)
    directory.read_on(services)
    assert len(slack.calls("users.list")) == 1
    clock.move(seconds=3)
    read_everybody(services, clock)
    assert len(slack.calls("users.list")) == 3
    assert len(names(services)) == 453


def test_a_second_reading_of_the_same_people_writes_nothing_but_its_own_progress(
    services: Services, slack: FakeSlack, clock: Clock
) -> None:
    crowd(slack, 250)
    read_everybody(services, clock)
    clock.move(hours=6)
    seen = written(services)
    read_everybody(services, clock)
    assert {statement.split()[1 if statement.startswith("UPDATE") else 2] for statement in seen} == {"chore"}


def test_it_comes_round_every_six_hours(services: Services, slack: FakeSlack, clock: Clock) -> None:
    read_everybody(services, clock)
    clock.move(hours=5, minutes=59)
    directory.read_on(services)
    assert len(slack.calls("users.list")) == 1
    clock.move(minutes=1)
    directory.read_on(services)
    assert len(slack.calls("users.list")) == 2


def test_a_start_of_the_bot_reads_everybody_anew(services: Services, slack: FakeSlack, clock: Clock) -> None:
    read_everybody(services, clock)
    directory.begin(services)
    directory.read_on(services)
    assert len(slack.calls("users.list")) == 2


def test_a_reading_that_was_cut_off_goes_on_where_it_was(services: Services, slack: FakeSlack, clock: Clock) -> None:
    crowd(slack, 250)
    directory.read_on(services)
    directory.begin(services)
    clock.move(seconds=3)
    read_everybody(services, clock)
    assert len(slack.calls("users.list")) == 2


def test_two_processes_do_not_read_the_same_page(services: Services, slack: FakeSlack, clock: Clock) -> None:
    with services.database.begin() as session:
        assert chores.claim(session, directory.CHORE, clock(), clock.now.replace(minute=1)) is not None
    directory.read_on(services)
    assert slack.calls("users.list") == []
    clock.move(minutes=2)
    directory.read_on(services)
    assert len(slack.calls("users.list")) == 1


def test_slacks_wish_to_wait_is_followed(services: Services, slack: FakeSlack, clock: Clock) -> None:
    slack.fail("users.list", retry_after=40)
    directory.read_on(services)
    clock.move(seconds=39)
    directory.read_on(services)
    assert len(slack.calls("users.list")) == 1
    clock.move(seconds=2)
    directory.read_on(services)
    assert names(services) == {"Anna Aalto", "Bo Berg", "Carla Cruz"}


@pytest.mark.parametrize("trouble", [{"status": 500}, {"error": "internal_error"}, {"drop": "before"}])
def test_trouble_at_slack_loses_nothing_and_is_tried_again(
    services: Services, slack: FakeSlack, clock: Clock, trouble: dict[str, Any]
) -> None:
    slack.fail("users.list", **trouble)
    directory.read_on(services)
    assert names(services) == set()
    clock.move(minutes=2)
    directory.read_on(services)
    assert len(names(services)) == 3


def test_a_place_in_the_list_that_slack_has_forgotten_means_another_beginning(
    services: Services, slack: FakeSlack, clock: Clock
) -> None:
    crowd(slack, 250)
    directory.read_on(services)
    slack.fail("users.list", error="invalid_cursor")
    clock.move(seconds=3)
    directory.read_on(services)
    clock.move(minutes=2)
    assert read_everybody(services, clock) == 2
    assert len(names(services)) == 253


def test_somebody_new_has_a_profile_at_once(services: Services) -> None:
    directory.heard_of(services, user("U9", "Nea Newcomer", profile={"title": "Designer"}))
    assert known(services, "U9").slack_title == "Designer"
    assert found_by_search(services, "U9")


def test_whoever_leaves_is_found_no_more_at_once_and_their_duties_are_reported_once(
    services: Services, clock: Clock
) -> None:
    read_everybody(services, clock)
    account: dict[str, Any] = {
        "name": "Museum",
        "network": "x",
        "url": "https://x.com/museum",
        "link_key": "x.com/museum",
    }
    add(services, SocialAccount(**account, owner=ANNA, deputy=BO))
    for _ in range(2):
        directory.heard_of(services, user(ANNA, "Anna Aalto", deleted=True))
    assert known(services, ANNA).left_at == clock()
    assert not found_by_search(services, ANNA)
    with services.database.read() as session:
        assert [orphan.user_id for orphan in session.scalars(select(Orphan))] == [ANNA]
        assert session.get(Word, "anna") is None


def test_whoever_is_back_in_slack_is_here_again(services: Services, clock: Clock) -> None:
    read_everybody(services, clock)
    directory.heard_of(services, user(ANNA, "Anna Aalto", deleted=True))
    directory.heard_of(services, user(ANNA, "Anna Aalto"))
    assert known(services, ANNA).left_at is None
    assert found_by_search(services, ANNA)


def test_a_return_to_slack_does_not_bring_back_whom_hr_calls_gone(services: Services, clock: Clock) -> None:
    add(services, Profile(user_id=ANNA, name="Anna Aalto", left_at=clock(), hr_gone_at=clock()))
    directory.heard_of(services, user(ANNA, "Anna Aalto", deleted=True))
    directory.heard_of(services, user(ANNA, "Anna Aalto"))
    assert known(services, ANNA).left_at is not None
    assert not found_by_search(services, ANNA)


def test_a_colleague_who_becomes_a_guest_is_found_no_more_however_the_bot_has_heard_of_it(
    services: Services, slack: FakeSlack, clock: Clock
) -> None:
    read_everybody(services, clock)
    slack.change_user(ANNA, role="guest")
    with services.database.begin() as session:
        anna = people.find(session, ANNA)
        assert anna is not None
        anna.is_guest = True  # as users.info said, without a look at the profile
    clock.move(hours=6)
    read_everybody(services, clock)
    assert not found_by_search(services, ANNA)
    slack.change_user(ANNA, role="member")
    clock.move(hours=6)
    read_everybody(services, clock)
    assert found_by_search(services, ANNA)


def test_people_who_left_before_the_bot_came_are_not_kept(services: Services, slack: FakeSlack, clock: Clock) -> None:
    slack.change_user(ANNA, deleted=True)
    read_everybody(services, clock)
    assert profile(services, ANNA) is None
    with services.database.read() as session:
        assert people.find(session, ANNA) is None


def test_what_hr_knows_of_somebody_is_joined_by_e_mail(services: Services) -> None:
    add(services, Profile(hr_id="H1", email="anna.aalto@example.org", name="Aalto Anna Maria", title="Guide"))
    directory.heard_of(services, user(ANNA, "Anna", profile={"email": "Anna.Aalto@example.org"}))
    anna = known(services, ANNA)
    assert (anna.hr_id, anna.name, anna.title) == ("H1", "Aalto Anna Maria", "Guide")


def test_two_people_of_one_e_mail_are_joined_with_nobody(services: Services) -> None:
    add(services, *(Profile(hr_id=f"H{n}", email="desk@example.org", name=f"Twin {n}") for n in (1, 2)))
    directory.heard_of(services, user(ANNA, "Anna Aalto", profile={"email": "desk@example.org"}))
    assert known(services, ANNA).hr_id is None


def test_an_e_mail_that_slack_tells_later_makes_one_of_two_profiles(services: Services) -> None:
    directory.heard_of(services, user(ANNA, "Anna Aalto"))
    add(services, Profile(hr_id="H1", email="anna.aalto@example.org", name="Anna Maria Aalto", hr_skills="weaving"))
    directory.heard_of(services, user(ANNA, "Anna Aalto", profile={"email": "anna.aalto@example.org"}))
    anna = known(services, ANNA)
    assert (anna.hr_id, anna.name, anna.hr_skills) == ("H1", "Anna Maria Aalto", "weaving")
    with services.database.read() as session:
        assert len(list(session.scalars(select(Profile)))) == 1
        weaving = session.get(Word, "weaving")
    assert weaving is not None
    assert weaving.uses == 1


def test_hidden_characters_of_names_and_titles_are_left_out(services: Services) -> None:
    directory.heard_of(services, user(ANNA, "Anna\u202e Aalto\n", profile={"title": "x" * 500}))
    anna = known(services, ANNA)
    assert anna.name == "Anna Aalto"
    assert len(anna.slack_title) == 200
