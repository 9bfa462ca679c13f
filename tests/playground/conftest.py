"""What most stories about the fake Slack start with; a file that needs another Slack has a fixture of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from playground.slack.server import FakeSlack
from tests.playground.slack_bot import client


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as fake:
        yield fake


@pytest.fixture
def api(slack: FakeSlack) -> WebClient:
    return client(slack)
