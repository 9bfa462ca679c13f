"""Who is there just now: asked of Slack in the background, kept for a minute, silent when Slack says no."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk import WebClient

from bot import presence
from bot.presence import Presence
from bot.services import Services
from playground.slack.server import FakeSlack
from storage.database import Database
from tests.bot.register import services_on
from tests.clock import Clock


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack(None) as fake:
        yield fake


@pytest.fixture
def services(sqlite_database: Database, clock: Clock, slack: FakeSlack) -> Services:
    client = WebClient(slack.bot_token, base_url=slack.api_url, timeout=2, retry_handlers=[])
    return with_client(services_on(sqlite_database, clock), client)


def with_client(services: Services, client: WebClient, *scopes: str) -> Services:
    return replace(services, slack=client, scopes=frozenset(scopes))


def calls(slack: FakeSlack) -> int:
    return len(slack.calls("users.getPresence")) + len(slack.calls("dnd.info"))


def test_who_is_active_and_who_is_away(services: Services, slack: FakeSlack) -> None:
    slack.change_user("U1", presence="active")
    slack.change_user("U2", presence="away")
    there = presence.look(services, ["U1", "U2"])
    assert there == {"U1": Presence(is_active=True), "U2": Presence()}
    assert [found.says_something for found in there.values()] == [True, False]


def test_a_person_is_asked_about_once_a_minute(services: Services, slack: FakeSlack, clock: Clock) -> None:
    assert presence.known(services, ["U1"]) == {}
    presence.look(services, ["U1"])
    before = calls(slack)
    presence.look(services, ["U1"])
    assert calls(slack) == before
    assert list(presence.known(services, ["U1", "U2"])) == ["U1"]
    clock.move(seconds=61)
    assert presence.known(services, ["U1"]) == {}
    presence.look(services, ["U1"])
    assert calls(slack) > before


@pytest.mark.parametrize("trouble", [{"retry_after": 30}, {"status": 500}, {"error": "internal_error"}])
def test_after_a_refusal_nobody_is_asked_for_the_rest_of_the_minute(
    services: Services, slack: FakeSlack, clock: Clock, trouble: dict[str, Any]
) -> None:
    slack.fail("users.getPresence", times=1, **trouble)
    assert presence.look(services, ["U1", "U2"]) == {}
    assert presence.look(services, ["U2"]) == {}
    assert len(slack.calls("users.getPresence")) == 1
    clock.move(seconds=61)
    assert list(presence.look(services, ["U1", "U2"])) == ["U1", "U2"]


def test_without_the_scope_nobody_asks_who_is_not_to_be_disturbed(services: Services, slack: FakeSlack) -> None:
    asking = with_client(services, services.slack, "users:read")
    assert "U1" in presence.look(asking, ["U1"])
    assert slack.calls("dnd.info") == []
    assert "U2" in presence.look(with_client(services, services.slack, "dnd:read"), ["U2"])
    assert len(slack.calls("dnd.info")) == 1


def test_a_scope_that_was_taken_away_is_no_trouble(services: Services, slack: FakeSlack) -> None:
    slack.withhold("dnd:read")
    assert "U1" in presence.look(services, ["U1"])


@pytest.mark.parametrize(
    ("starts", "ends", "quiet"),
    [(-60, 7200, True), (0, 7200, True), (60, 7200, False), (-7200, 0, False), (-7200, -60, False)],
)
def test_only_a_stretch_that_has_begun_counts(starts: int, ends: int, quiet: bool, clock: Clock) -> None:  # noqa: FBT001
    now = clock()
    stamp = int(now.timestamp())
    answer = {"dnd_enabled": True, "next_dnd_start_ts": stamp + starts, "next_dnd_end_ts": stamp + ends}
    expected = datetime.fromtimestamp(stamp + ends, UTC) if quiet else None
    assert presence._quiet_until(answer, now) == expected
    assert presence._quiet_until({**answer, "dnd_enabled": False}, now) is None
    assert presence._quiet_until({}, now) is None
