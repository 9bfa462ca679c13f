"""A house that plans, for the tests: colleagues, a form filled in, and what stands in the plan afterwards."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from bot.people import Asker
from bot.plan import creating
from bot.plan.draft import Form, Saved
from bot.roles import Role
from bot.services import Services
from bot.words import Reader
from storage.database import Database
from storage.models import Idea, Person, PlanItem
from tests.bot.asking import colleague, town_on
from tests.clock import Clock

ENGLISH = Reader("en")
EVE = Asker("U0EVE", "Eve Elk", Role.EMPLOYEE, ENGLISH)
ADA = Asker("U0ADA", "Ada Adder", Role.MANAGER, ENGLISH)
SVEN = Asker("U0SVEN", "Sven Sork", Role.EMPLOYEE, Reader("sv"))
GUS = Asker("U0GUS", "Gus Guest", Role.OUTSIDER, ENGLISH)


def house_on(database: Database, clock: Clock) -> Services:
    """Return services where Eve and Sven work, Ada is at the desk, and Gus is a guest."""
    services = town_on(database, clock)
    colleague(services, ADA.id, ADA.name)
    colleague(services, SVEN.id, SVEN.name, unit="Library")
    with services.database.begin() as session:
        session.add(Person(id=GUS.id, name=GUS.name, is_guest=True, fetched_at=services.now()))
    return services


def planned(services: Services, *, by: Asker = EVE, form: Form | None = None, **values: Any) -> PlanItem:
    """Put something into the plan as a form says; a naive `local` is the time in Helsinki."""
    values = {"title": "The pool opens", "kind": "post", **values}
    outcome = creating.save(services, form or Form(kind=values["kind"]), values, by=by)
    assert isinstance(outcome, Saved)
    return outcome.item


def picked(*day: int) -> int:
    """Return a moment in UTC as Slack's picker gives it."""
    return int(datetime(*day, tzinfo=UTC).timestamp())  # type: ignore[misc, arg-type]


def every(services: Services) -> list[PlanItem]:
    """Return all items, in the order of their time."""
    with services.database.read() as session:
        return list(session.scalars(select(PlanItem).order_by(PlanItem.due_at, PlanItem.id)))


def idea(services: Services, **values: Any) -> Idea:
    """Put an idea into the backlog."""
    now = services.now()
    with services.database.begin() as session:
        found = Idea(
            key=f"idea-{values.get('title', '')}", saved_by="U0SVEN", giver="U0SVEN", at=now, changed_at=now, **values
        )
        session.add(found)
        session.flush()
    return found
