"""Who of a step can be asked at a moment, who stands in for whom, and whether anybody is left."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.approvals import standing
from bot.approvals.kinds import ALL
from bot.reminders.kinds import GONE
from bot.reminders.recipients import People
from storage.models import ApprovalStep


@dataclass(frozen=True, slots=True)
class Seats:
    """The people of a step: whom to ask, who has left, and whose word is needed though nobody can give it now."""

    asked: tuple[str, ...]
    gone: tuple[str, ...]
    missing: tuple[str, ...]
    """Away or gone, with nobody who stands in; everybody else of the step may be asked."""
    is_stuck: bool
    """The step cannot be passed as things are: somebody is missing who is needed, or it is everybody's own text."""


def of(session: Session, step: ApprovalStep, own: Collection[str], now: datetime, timezone: str) -> Seats:
    """Return the people of a step at a moment. `own` are those whose own text it is, `timezone` is the house's."""
    here = People(now, timezone)
    here.read(session, step.people)
    needed = standing.counted(step, own)
    away = {user_id: why for user_id in step.people if (why := here.why_not(user_id))}
    deputies = {user_id: here.deputy_of(user_id) for user_id in away}
    here.read(session, deputies.values())
    stand_ins = {
        user_id: deputy
        for user_id, deputy in deputies.items()
        if user_id in needed and deputy not in own and not here.why_not(deputy)
    }
    asked = [*(one for one in needed if away.get(one) != GONE), *stand_ins.values()]
    missing = [one for one in needed if one in away and one not in stand_ins]
    is_stuck = bool(missing) if step.needs == ALL else len(missing) == len(needed)
    return Seats(
        asked=tuple(dict.fromkeys(asked)),
        gone=tuple(one for one, why in away.items() if why == GONE),
        missing=tuple(missing),
        is_stuck=is_stuck or not needed,
    )
