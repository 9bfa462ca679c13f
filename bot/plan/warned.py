"""What warns about one item, read for its window."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.plan import warnings
from bot.plan.warnings import Caution
from bot.plan.whole import Whole
from storage import calendars, plan, plan_between

_MOST = 200


def about(session: Session, found: Whole, timezone: str) -> tuple[Caution, ...]:
    """Return what warns about an item: three more statements, none for one without a time."""
    apart = plan.settings(session).apart_minutes
    day, due = warnings.day_of(found.item, timezone), found.item.due_at
    if day is None or due is None:
        return warnings.of_all([found], (), apart, timezone).get(found.item.id, ())
    margin = timedelta(minutes=apart)
    near = [
        one
        for one in plan_between.between(session, due - margin, due + margin + timedelta(seconds=1), _MOST)
        if one.id != found.item.id
    ]
    accounts = plan.accounts(session, [one.id for one in near])
    others = [Whole(one, accounts=tuple(accounts.get(one.id, ()))) for one in near]
    days = calendars.between(session, day - warnings.AROUND, day + warnings.AROUND)
    return warnings.of_all([found, *others], days, apart, timezone).get(found.item.id, ())
