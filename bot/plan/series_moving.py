"""Moving an item that comes again together with the later ones: the rest of its series becomes a series of its own.

What somebody has moved by hand, posted or approved keeps its time. Nine o'clock stays nine o'clock over both changes of the
clocks: the new times are wall times, as those of the rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import Invalid
from bot.plan import content, states
from bot.plan.draft import SCOPE
from bot.plan.kinds import APPROVED, DRAFT, MISSED, POSTED, READY
from bot.plan.times import Time
from bot.timing import recurrence_moved
from storage import plan_series
from storage.models import PlanItem, Series

BY_HAND = "by_hand"
"""Why an item keeps its time: it was moved by hand. Other reasons are POSTED, MISSED and APPROVED."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What a move of an item and the later ones does: where each goes, and which keep their time, with the reason.

    Times are wall times of `timezone`.
    """

    to: Sequence[tuple[PlanItem, datetime]]
    stays: Sequence[tuple[PlanItem, str]]
    rule: str
    timezone: str

    @property
    def mark(self) -> str:
        """Return a short mark: what somebody has agreed to is known again by it."""
        gone = [(item.id, at.isoformat()) for item, at in self.to]
        return content.mark([gone, [(item.id, why) for item, why in self.stays], self.timezone])


def moves(session: Session, item: PlanItem, when: Time) -> Moves:
    """Return what moving a held item and the later ones of its held series would do; the later ones are held as well.

    Raises Invalid (field "scope") when there is no time, or when the series has something on that day already.
    """
    series = plan_series.find(session, item.series_id or 0)
    if when.local_at is None or series is None or item.occurrence is None:
        raise Invalid("Later ones need a time too. Choose one, or change only this one.", field=SCOPE)
    later = plan_series.later(session, series.id, item.occurrence, (DRAFT, READY, POSTED, MISSED))
    known = [item, *(one for one in later if one.occurrence is not None)]
    was = [one.occurrence or item.occurrence for one in known]
    rule = recurrence_moved.rule_moved(series.rule, item.occurrence, when.local_at)
    times = recurrence_moved.times_moved(series.rule, was, when.local_at)
    reasons = ["", *(_why_it_stays(one) for one in known[1:])]
    return Moves(
        [(one, at) for one, at, why in zip(known, times, reasons, strict=True) if not why],
        [(one, why) for one, why in zip(known, reasons, strict=True) if why],
        rule,
        when.timezone,
    )


def part(session: Session, found: Moves, by: str, now: datetime) -> list[PlanItem]:
    """Let what moves be a series of its own at its new times; returns these items, held. The old series ends before them."""
    item = found.to[0][0]
    old = plan_series.find(session, item.series_id or 0)
    times = [at for _, at in found.to]
    new = Series(
        rule=found.rule, starts=min(times), timezone=found.timezone, until=max(times).date(), made_by=by, made_at=now
    )
    session.add(new)
    session.flush()
    for one, at in found.to:
        one.series_id, one.occurrence = new.id, at
        states.set_time(one, at, found.timezone)
    session.flush()
    if old is not None:
        last = plan_series.last_occurrence(session, old.id)
        old.until = min(old.until, last.date()) if last else old.until
        old.ended_at = old.ended_at if last else now
    return [one for one, _ in found.to]


def _why_it_stays(one: PlanItem) -> str:
    if one.state in (POSTED, MISSED):
        return one.state
    if one.local_at != one.occurrence:
        return BY_HAND
    return APPROVED if one.approval_state == APPROVED else ""
