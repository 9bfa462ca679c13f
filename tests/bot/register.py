"""A register of social accounts for the tests: services on a real database, with nobody at Slack's end, and five people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_sdk import WebClient
from sqlalchemy import event

from bot import channels
from bot.channels_draft import Draft, Form, checked
from bot.delivery import CardView, Courier
from bot.memory import Memory
from bot.messenger import Messenger
from bot.people import Asker
from bot.replies import Replies
from bot.roles import Role
from bot.services import Services
from bot.settings import Settings
from bot.words import Reader
from playground.slack.server import FakeSlack
from storage.database import Database
from storage.models import SocialAccount
from tests.clock import Clock

MAIJA = Asker("U0MAIJA", "Maija Marja", Role.MANAGER, Reader("fi"))
ADA = Asker("U0ADA", "Ada Adder", Role.MANAGER, Reader("en"))
SVEN = Asker("U0SVEN", "Sven Sork", Role.MANAGER, Reader("sv"))
EVE = Asker("U0EVE", "Eve Elk", Role.EMPLOYEE, Reader("en"))
GUS = Asker("U0GUS", "Gus Guest", Role.OUTSIDER, Reader("en"))
LIBRARY = Draft(
    name="Aaltorannan kirjasto",
    link="https://www.instagram.com/aaltorannankirjasto.example/",
    unit="Kirjasto",
    area="Keskusta",
    purpose="Kirjavinkit ja kirjaston arki.",
    audience="Lukijat",
    languages=("fi", "sv"),
    tone="Innostava",
    owner="U0EVE",
    deputy="U0SVEN",
)
POOL = Draft(name="Aaltorannan uimahalli", link="https://facebook.com/aaltorannanuimahalli.example", unit="Liikunta")


def on_slack(services: Services, slack: FakeSlack) -> Services:
    """Return the same services, but with a Slack that answers."""
    client = WebClient(slack.bot_token, base_url=slack.api_url, timeout=5, retry_handlers=[])
    return replace(services, slack=client, quick=client, team_id="T0KAIKU")


def services_on(database: Database, clock: Clock, **chosen: Any) -> Services:
    """Return services on a database; keywords are settings. What the messenger has to show stays in the database."""
    settings = Settings(**chosen)
    nobody = WebClient("xoxb-test", base_url="http://127.0.0.1:9/", retry_handlers=[])
    views: dict[str, CardView] = {channels.KIND: channels.card}
    courier = Courier(database=database, slack=nobody, settings=settings, views=views, now=clock, owner="test")
    return Services(
        settings=settings,
        database=database,
        memory=Memory(database),
        slack=nobody,
        quick=nobody,
        messenger=Messenger(courier, clock),
        replies=Replies(),
        now=clock,
    )


def add(services: Services, draft: Draft = LIBRARY, **changes: Any) -> SocialAccount:
    """Add an account as Maija would."""
    return channels.save(services, Form(), replace(draft, **changes), by=MAIJA).account


def add_many(services: Services, drafts: list[Draft]) -> None:
    """Put accounts into the register in one go, with no trace in the log: for tests that need hundreds."""
    with services.database.begin() as session:
        session.add_all(SocialAccount(**checked(draft, today=services.now().date())) for draft in drafts)
        services.memory.changed(session, channels.BODY)


def editing(account: SocialAccount) -> Form:
    """Return the form that somebody opens for an account as it is now."""
    return Form(account.id, account.version)


def statements(database: Database, act: Callable[[], object]) -> int:
    """Return how many SQL statements an act costs."""
    seen: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", count)
    try:
        act()
    finally:
        event.remove(database.engine, "before_cursor_execute", count)
    return len(seen)
