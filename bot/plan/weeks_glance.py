"""A glance at the plan for App Home: what is told today, and how much there is this week. Everybody on staff may look."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from bot.people import Asker
from bot.plan import day_facts
from bot.plan.day_facts import Facts
from bot.plan.looking import DAY, Look
from bot.plan.weeks import OPEN, moments, today_of
from storage import plan_between
from storage.models import PlanItem

if TYPE_CHECKING:
    from bot.services import Services

_MOST = 5


@dataclass(frozen=True, slots=True)
class PlanGlance:
    """Today with its first items and what day it is, and numbers of this week and of this person; clocks are the house's."""

    today: date
    timezone: str = "Europe/Helsinki"
    items: tuple[PlanItem, ...] = ()
    total_today: int = 0
    this_week: int = 0
    mine: int = 0
    is_next_empty: bool = False
    facts: Facts = field(default_factory=Facts)


def glance(services: Services, *, by: Asker) -> PlanGlance:
    """Return what App Home shows of the plan: a handful of statements."""
    today, zone = today_of(services), services.settings.timezone
    week, day = Look(today), Look(today, DAY)
    facts = day_facts.usual([today], by.reader.language)
    with services.database.read() as session:
        own = day_facts.around(session, [today])
        start, end = moments(day.days, zone)
        following = moments(week.turned(1).days, zone)
        return PlanGlance(
            today=today,
            timezone=zone,
            items=tuple(plan_between.between(session, start, end, _MOST)),
            total_today=plan_between.count_between(session, start, end),
            this_week=plan_between.count_between(session, *moments(week.days, zone)),
            mine=plan_between.count_of_person(session, by.id, OPEN),
            is_next_empty=not plan_between.count_between(session, *following),
            facts=day_facts.joined(facts, own, own_school=day_facts.has_own_school(session))[today],
        )
