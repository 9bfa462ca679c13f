"""The real bot against a fake Slack: every story goes in through a door, by socket or by HTTP."""

from __future__ import annotations

import io
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import app
from bot import logs, people, profile_index, standing
from bot.manifest import manifest
from bot.services import Services
from bot.settings import Settings
from bot.words import Reader
from handlers.doors import Doors
from playground.slack.core import Limits
from playground.slack.server import FakeSlack
from storage import profiles
from storage.models import Profile
from tests.conftest import plain_logs
from tests.engines import without_disk

PATIENT = Limits(ack_seconds=30.0, trigger_seconds=30.0)
"""Slack waits three seconds; a machine that is busy with other things may need more, and that is no fault of the bot."""


@dataclass
class House:
    """A running bot and the Slack around it."""

    slack: FakeSlack
    services: Services
    doors: Doors

    def url(self, path: str) -> str:
        """Return an address of the bot's own web door."""
        return f"http://127.0.0.1:{self.doors.web.port}{path}"

    def card(self, channel: str, *texts: str, without: tuple[str, ...] = ()) -> Any:
        """Wait for a message in a channel that says something, and something else no more."""

        def found() -> Any:
            for message in self.slack.messages(channel):
                if all(text in message.words for text in texts) and not any(text in message.words for text in without):
                    return message
            return None

        return self.slack.wait_until(found, otherwise=f"{texts} in {channel}")

    def knows(self, user_id: str, skills: str, **more: Any) -> Profile:
        """Let somebody know something; `more` are further columns of their profile."""
        people.asker(self.services, user_id)
        with self.services.database.begin() as session:
            profile = profiles.made_for_user(session, user_id)
            for column, value in {"name": self.slack.user(user_id).real_name, "skills": skills, **more}.items():
                setattr(profile, column, value)
            session.flush()
            profile_index.reindex(session, [profile.id])
            self.services.memory.changed(session, profile_index.BODY)
        return profile


@pytest.fixture
def open_house(sqlite_template: Path, tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Start a fake Slack and the bot; `chosen` are settings."""
    with ExitStack() as stack:

        def start(
            *, http: bool = False, slack: FakeSlack | None = None, limits: Limits | None = None, **chosen: Any
        ) -> House:
            fake = slack or stack.enter_context(FakeSlack(manifest(Reader("en")), limits=limits or PATIENT))
            path = tmp_path / "kaiku.db"
            if not path.exists():
                shutil.copy(sqlite_template, path)
            settings = Settings(
                bot_token=fake.bot_token,
                app_token="" if http else fake.app_token,
                signing_secret=fake.signing_secret,
                slack_api_url=fake.api_url,
                database_url=f"sqlite:///{path}",
                port=0,
                **{"desk_group": "S1", **chosen},
            )
            composed = app.compose(settings)
            without_disk(composed.database)
            services, address = standing.verified(composed)
            doors = Doors(services)
            stack.callback(doors.close)
            doors.open(address)
            house = House(fake, services, doors)
            if http:
                fake.deliver_to(house.url("/slack/events"))
            else:
                fake.wait_connected()
            return house

        yield start


@pytest.fixture
def house(open_house: Callable[..., House]) -> House:
    """A bot on Socket Mode. U1 is an employee, U2 Swedish-speaking, U3 the administrator, U4 a guest."""
    return open_house()


@pytest.fixture
def by_http(open_house: Callable[..., House]) -> House:
    """A bot that Slack calls by HTTP."""
    return open_house(http=True)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the bot writes to its log, as JSON lines."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = list(root.handlers), root.level
    logs.configure("info", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    plain_logs()
