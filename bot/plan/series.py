"""What comes again: an item becomes the first of a series, and every later one an item of its own, all in one transaction.

Nine o'clock stays nine o'clock over both changes of the clocks: the rule is one of wall time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot.audit import Act
from bot.errors import Conflict, Invalid
from bot.people import Asker
from bot.plan import fields, states, writing
from bot.reminders import arranging
from bot.timing import recurrence
from storage import plan_series, plan_written
from storage.models import PlanAccount, PlanItem, Series

if TYPE_CHECKING:
    from bot.services import Services

CUSTOM = "days"
"""The choice of a week with days of one's own."""
_ORDER = ("message_id", "message_version", "order_why", "order_by")
_SAME = ("kind", "title", "link", "campaign", "unit", "owner", "deputy", "timezone", "approval", *_ORDER)


def repeating(services: Services, item_id: int, *, by: Asker) -> PlanItem:
    """Return an item that may come again, for its form. Raises Conflict when it does already, Invalid without a time."""
    with services.database.read() as session:
        return _checked(states.to_fill_in(session, item_id, by))


def repeat(
    services: Services, item_id: int, rule: str, until: date | None, *, days: Sequence[str] = (), by: Asker
) -> int:
    """Let an item come again by a rule (an RRULE, or CUSTOM with `days` such as MO) until a last day; returns how often it comes.

    Twice is once. Raises Invalid with the field: no last day, too many, a rule that does not give the item's own time.
    """
    if until is None:
        raise Invalid("Choose the last day on which it may come.", field="until")
    now = services.now()
    with services.database.begin() as session:
        writing.hold_first(session, item_id)
        item = states.to_change(session, item_id, by)
        if item.series_id is not None:
            return plan_series.counted(session, item.series_id)
        starts = _checked(item).local_at or now
        rule = f"FREQ=WEEKLY;BYDAY={','.join(_in_order(days))}" if rule == CUSTOM else rule
        found = recurrence.occurrences(rule, starts, until)
        if not found or found[0] != starts:
            raise Invalid("This one is on another day. Choose its day as well.", field="days")
        if len(found) == 1:
            raise Invalid("It would come only once. Choose a later last day.", field="until")
        series = Series(rule=rule, starts=starts, timezone=item.timezone, until=until, made_by=by.id, made_at=now)
        session.add(series)
        session.flush()
        item.series_id, item.occurrence = series.id, starts
        made = _add(session, item, found[1:], now, by)
        arranging.arrange_many(services, session, made)
        act = Act(by.id, "plan.repeated", states.subject(item))
        states.changed(services, session, item, now, act, rule=rule, until=until.isoformat(), times=len(found))
    return len(found)


def last_day(starts: datetime) -> date:
    """Return the last day that a form proposes: half a year later."""
    return starts.date() + timedelta(days=182)


def _checked(item: PlanItem) -> PlanItem:
    if item.series_id is not None:
        raise Conflict("This comes again already. To change that, drop the later ones first.")
    if item.local_at is None:
        raise Conflict("It has no time yet. Choose the time first, then let it come again.")
    return item


def _in_order(days: Sequence[str]) -> list[str]:
    week = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    chosen = [day for day in week if day in days]
    if not chosen:
        raise Invalid("Choose the days of the week.", field="days")
    return chosen


def _add(session: Session, first: PlanItem, times: Sequence[datetime], now: datetime, by: Asker) -> list[PlanItem]:
    """Add the later ones as drafts with the texts, files and social accounts of the first."""
    made = [_later(first, at, now, by) for at in times]
    session.add_all(made)
    session.flush()
    accounts = plan_series.accounts_of(session, first.id)
    session.add_all(PlanAccount(item_id=one.id, account_id=account) for one in made for account in accounts)
    plan_written.copy_content(session, first.id, [one.id for one in made])
    return made


def _later(first: PlanItem, at: datetime, now: datetime, by: Asker) -> PlanItem:
    same: dict[str, Any] = {name: getattr(first, name) for name in _SAME}
    one = PlanItem(
        key=f"series:{first.series_id}:{at.isoformat(timespec='minutes')}",
        series_id=first.series_id,
        occurrence=at,
        tags=list(first.tags),
        languages=list(first.languages),
        fields=dict(first.fields),
        made_by=by.id,
        made_at=now,
        changed_by=by.id,
        changed_at=now,
        **same,
    )
    states.set_time(one, at, first.timezone)
    fields.put(one, _moved(first, at - (first.local_at or at)))
    return one


def _moved(first: PlanItem, by: timedelta) -> dict[str, str]:
    """Return the fields of the kind with their days and times as much later as the item is."""
    found = fields.of_item(first)
    for one in fields.OF_KIND[first.kind]:
        if one.name not in found or one.name == fields.REVIEW_ON:
            continue
        if one.holds == fields.MOMENT:
            found[one.name] = (datetime.fromisoformat(found[one.name]) + by).isoformat(timespec="minutes")
        elif one.holds == fields.DAY:
            found[one.name] = (date.fromisoformat(found[one.name]) + by).isoformat()
    return found
