"""A plan for the tests of reminders: items with an owner, a deputy and a time, and what was said about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from bot.audit import Act
from bot.people import Asker
from bot.plan import states
from bot.reminders import ticking
from bot.roles import Role
from bot.services import Services
from bot.words import Reader
from storage.database import Database
from storage.models import Card, Place, PlanItem, PlanText, Reminder
from tests.bot.asking import colleague, town_on
from tests.clock import Clock

OLLI = Asker("U0OLLI", "Olli Otter", Role.EMPLOYEE, Reader("en"))
DAVE = Asker("U0DAVE", "Dave Duck", Role.EMPLOYEE, Reader("en"))
MAIJA = Asker("U0MAIJA", "Maija Marja", Role.MANAGER, Reader("en"))
HELSINKI = "Europe/Helsinki"


def plan_on(database: Database, clock: Clock, **chosen: Any) -> Services:
    """Return services on a database where an owner, a deputy and a manager work."""
    services = town_on(database, clock, **{"desk_channel": "C0DESK", **chosen})
    for one in (OLLI, DAVE, MAIJA):
        colleague(services, one.id, one.name)
    return services


def plan(services: Services, local: str | None, **more: Any) -> PlanItem:
    """Put an item into the plan, at a local wall time (ISO) of a zone."""
    values = {"title": "The pool opens", "owner": OLLI.id, "deputy": DAVE.id, "languages": ["en"], **more}
    timezone, text = values.pop("timezone", HELSINKI), values.pop("text", "The pool opens today.")
    now = services.now()
    with services.database.begin() as session:
        item = PlanItem(
            key=uuid4().hex, kind=values.pop("kind", "post"), made_by=MAIJA.id, made_at=now, changed_at=now, **values
        )
        states.set_time(item, datetime.fromisoformat(local) if local else None, timezone)
        session.add(item)
        session.flush()
        session.add(PlanText(item_id=item.id, language="en", text=text))
        states.changed(services, session, item, now, Act(MAIJA.id, "plan.made", states.subject(item)))
    return item


def change(services: Services, item: PlanItem, **values: Any) -> None:
    """Change an item as a use case of the plan does; `local` is its new wall time."""
    with services.database.begin() as session:
        held = states.held(session, item.id)
        if "local" in values:
            states.set_time(held, datetime.fromisoformat(values.pop("local")), values.pop("timezone", held.timezone))
        for name, value in values.items():
            setattr(held, name, value)
        states.changed(services, session, held, services.now(), Act(MAIJA.id, "plan.edited", states.subject(held)))


def tick(services: Services) -> None:
    """Let the clock tick once."""
    ticking.say_due(services)


def of(services: Services, item: PlanItem) -> PlanItem:
    """Return an item as it stands."""
    with services.database.read() as session:
        return session.get_one(PlanItem, item.id)


def rows(services: Services, item: PlanItem | None = None, **which: Any) -> list[Reminder]:
    """Return reminders, oldest first."""
    query = select(Reminder).order_by(Reminder.due_at, Reminder.id)
    if item is not None:
        query = query.where(Reminder.item_id == item.id)
    with services.database.read() as session:
        return list(session.scalars(query.filter_by(**which)))


def story(services: Services, item: PlanItem | None = None) -> list[tuple[str, str, str]]:
    """Return which reminders there are, how they stand, and who heard them."""
    return [(one.rule, one.state, one.told) for one in rows(services, item)]


def heard(services: Services) -> list[tuple[str, str]]:
    """Return what was said in the end: rule and person, in order."""
    return [(one.rule, one.told) for one in rows(services) if one.said_at is not None and one.told]


def cards(services: Services, kind: str = "reminder") -> list[tuple[int, str]]:
    """Return the cards of a kind: record and address."""
    with services.database.read() as session:
        query = select(Card.record_id, Place.address).join(Place).where(Card.kind == kind).order_by(Card.id)
        return [(record, address) for record, address in session.execute(query)]
