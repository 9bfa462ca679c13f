"""A desk that gets tips, for the tests: services on a database where everybody is known."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from bot.people import Asker
from bot.roles import Role
from bot.services import Services
from bot.tips import sending
from bot.tips.draft import Draft, Form
from bot.tips.sending import Sent
from bot.words import Reader
from storage.database import Database
from storage.models import AuditEntry, Card, Person, Place
from tests.bot.mentions.at_desk import ADA, EVE, SVEN, desk_on
from tests.clock import Clock

BO = Asker("U0BO", "Bo Ek", Role.EMPLOYEE, Reader("en"))
LINK = "https://www.example.org/news/42"
DESK = "C0DESK"


def tips_on(database: Database, clock: Clock, **chosen: Any) -> Services:
    """Return services on a database with the desk's channel, where Ada and Sven are managers, Eve and Bo colleagues."""
    services = desk_on(database, clock, **{"desk_channel": DESK, **chosen})
    with database.begin() as session:
        session.add(Person(id=BO.id, name=BO.name, timezone="Europe/Helsinki", fetched_at=clock()))
    return services


def send(services: Services, text: str = LINK, *, by: Asker = EVE, form: Form | None = None, **more: Any) -> Sent:
    """Let somebody send a tip."""
    return sending.send(services, form or Form(), Draft(text=text, **more), by=by)


def cards(services: Services) -> dict[tuple[str, str], int]:
    """Return how many cards of each kind stand at each address."""
    with services.database.read() as session:
        query = select(Card.kind, Place.address, func.count()).join(Place).group_by(Card.kind, Place.address)
        return {(kind, address): count for kind, address, count in session.execute(query)}


def acts(services: Services) -> list[str]:
    """Return what the audit log says of tips, in order."""
    with services.database.read() as session:
        query = select(AuditEntry.what).where(AuditEntry.subject.startswith("tip:")).order_by(AuditEntry.id)
        return list(session.scalars(query))


__all__ = ["ADA", "BO", "DESK", "EVE", "LINK", "SVEN", "acts", "cards", "send", "tips_on"]
