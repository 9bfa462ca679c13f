"""Opening the demo town: the fake Slack with its people, and the bot's settings and register for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot import channels, channels_find, manifest, people
from bot.channels_draft import Draft, Form
from bot.errors import Conflict
from bot.services import Services
from bot.settings import Settings
from bot.words import Reader
from playground import feed_server, settling, town_answers, town_plan
from playground.slack.server import FakeSlack
from playground.town import DESK_GROUP, MONITORING, Town, TownAccount, town
from playground.town_people import ADMIN, LEFT

WEB = Path(__file__).parent / "web"


@contextmanager
def start(port: int) -> Iterator[tuple[FakeSlack, Town]]:
    """Serve the town's Slack and its page on this machine while the block lasts. Raises Conflict when the port is taken."""
    made = town()
    slack = FakeSlack(
        _manifest(),
        port=port,
        web_folder=WEB,
        users=made.users,
        channels=made.channels,
        groups=made.groups,
        name=made.name,
        now=made.clock.seconds,
        routes=feed_server.routes(made.newsroom),
    )
    try:
        slack.start()
    except OSError as error:
        raise Conflict("Port {port} is taken: choose another with --port.", port=port) from error
    try:
        yield slack, made
    finally:
        slack.stop()


def _manifest() -> dict[str, Any]:
    """Return the app's manifest with the command names of all three languages, since the town speaks them all."""
    made = manifest.manifest(Reader("en"))
    commands = made["features"]["slash_commands"]
    for language in ("fi", "sv"):
        others = manifest.manifest(Reader(language))["features"]["slash_commands"]
        commands += [command for command in others if command["command"] != manifest.SOME]
    return made


def settings(slack: FakeSlack, database_url: str) -> Settings:
    """Return settings that can reach nothing but the town."""
    return Settings(
        bot_token=slack.bot_token,
        app_token=slack.app_token,
        slack_api_url=slack.api_url,
        database_url=database_url,
        language="fi",
        desk_group=DESK_GROUP,
        desk_channel="C0DESK",
        port=0,
        house_channel="C0TALO",
        monitoring_channel=MONITORING,
        contact="playground@aaltoranta.example",
        poll_seconds=5,
        feed_allowed_hosts=frozenset({urlsplit(slack.url).netloc}),
    )


def seed(services: Services, made: Town, slack: FakeSlack) -> None:
    """Fill the town's register, directory, answer bank and channels; somebody leaves, whose duty needs an heir."""
    _register(services, made)
    settling.read_slack(services)
    settling.settle(services, made.directory)
    slack.deactivate(LEFT)
    settling.read_slack(services)
    town_answers.fill(services, made.clock)
    settling.follow_the_news(services, made, slack)
    town_plan.fill(services, made.clock, slack)


def _register(services: Services, made: Town) -> None:
    """Put the town's social accounts into an empty register, as its administrator would."""
    admin = people.asker(services, ADMIN)
    if channels_find.register(services).open:
        return
    for account in made.accounts:
        channels.save(services, Form(), _draft(account), by=admin)


def _draft(account: TownAccount) -> Draft:
    return Draft(
        name=account.name,
        link=account.url,
        unit=account.unit,
        area=account.area,
        purpose=account.purpose,
        audience=account.audience,
        languages=tuple(account.languages.split(",")),
        tone=account.tone,
        owner=account.owner,
        deputy=account.deputy,
        reviewed_on=account.reviewed_on,
    )
