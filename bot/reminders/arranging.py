"""Which reminders an item has: brought in line with its time, owner, tasks and state whenever one of these changes.

What has been said is never said again, since its key is in the database. What has not been said follows the item.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot.plan.kinds import DRAFT, MISSED, OVER, POSTED, READY
from bot.reminders import lists, rules
from bot.reminders.kinds import (
    AT_ONCE,
    BY_DONE,
    BY_DROPPED,
    BY_MOVED,
    BY_POSTED,
    DESK,
    DIGEST,
    DONE,
    DROPPED,
    HELD,
    NOW,
    OF_TIME,
    REMINDER,
    REMINDER_DIGEST,
    REVIEW,
    SAID,
    WAITING,
)
from bot.reminders.kinds import MISSED as UNHEARD
from bot.reminders.rules import Clocks, Wanted
from storage import holds, people, plan, reminders
from storage.models import PlanItem, PlanTask, Reminder

if TYPE_CHECKING:
    from bot.services import Services

_THIS_MINUTE = timedelta(minutes=1)
"""A time that has only just begun is still worth a reminder: "now" means this minute."""


def arrange(services: Services, session: Session, item: PlanItem) -> None:
    """Bring the reminders of a held item in line with it; doing it twice changes nothing.

    A hold that stands and is about the item keeps it back; one that is no more lets it go on.
    """
    arrange_many(services, session, [item])


def arrange_many(services: Services, session: Session, items: Sequence[PlanItem]) -> None:
    """Do the same for several held items, such as those of a series, in a handful of statements."""
    now, ids = services.now(), [item.id for item in items]
    holds.share(session)
    session.flush()
    held = holds.of_items(session, ids, holds.standing(session))
    for item in items:
        _heed(item, held.get(item.id), now)
    known, tasks = reminders.of_items(session, ids), plan.tasks(session, ids)
    clocks = _clocks(services, session, items, [task for some in tasks.values() for task in some])
    before: set[int] = set()
    rows: list[dict[str, Any]] = []
    for item in items:
        own, wanted = known.get(item.id, []), rules.wanted(item, tasks.get(item.id, []), clocks)
        by_key = {wish.key: wish for wish in wanted}
        before |= {one.id for one in own if one.state == SAID}
        for one in own:
            _follow(one, item, by_key.get(one.key), now)
        missing = by_key.keys() - {one.key for one in own}
        rows += [_row(by_key[key], item) for key in sorted(missing) if _is_to_come(by_key[key], now)]
    reminders.add(session, rows)
    session.flush()
    services.messenger.redraw_each(session, REMINDER, sorted(before))
    for item in items:
        if item.id in known:
            _redraw_lists(services, session, item, known[item.id])


def _heed(item: PlanItem, hold_id: int | None, now: datetime) -> None:
    """Let the hold that is about an item keep it back, or none."""
    if item.state not in (DRAFT, READY):
        item.held_by = None
        return
    was_held = item.held_by is not None
    item.held_by = hold_id
    if was_held and hold_id is None and item.due_at is not None and item.due_at <= now:
        item.state = MISSED  # its accounts were changed, so no hold is about it any more: nothing fires by itself


def _clocks(services: Services, session: Session, items: Sequence[PlanItem], tasks: Sequence[PlanTask]) -> Clocks:
    who = {user_id for item in items for user_id in (item.owner, item.deputy, item.made_by, item.posted_by)}
    who |= {task.assignee for task in tasks}
    zones = {user_id: person.timezone for user_id, person in people.many(session, sorted(who - {""})).items()}
    return Clocks(services.settings.timezone, zones)


def _follow(one: Reminder, item: PlanItem, wish: Wanted | None, now: datetime) -> None:
    """Let a reminder follow its item."""
    if one.state in (WAITING, HELD, DROPPED):
        if wish is not None:
            one.user_id, one.due_at, one.local_at = wish.user_id, wish.due_at, wish.local_at
            one.timezone = wish.timezone
        is_wanted = wish is not None or _is_still_to_follow(one, item)
        waits = HELD if item.held_by is not None and one.rule in OF_TIME else WAITING
        if not is_wanted:
            one.state = DROPPED
        elif one.state != DROPPED or one.due_at >= now - _THIS_MINUTE:
            one.state = waits
    elif one.state in (SAID, DIGEST, UNHEARD) and not one.outcome:
        if one.rule in OF_TIME:
            _settle(one, item)
        elif wish is None:
            one.outcome, one.state = BY_DONE, DONE


def _is_still_to_follow(one: Reminder, item: PlanItem) -> bool:
    """Tell whether what follows on a reminder (a snooze, a deputy, the desk) is about the item's present time."""
    if one.rule not in OF_TIME or item.state not in (DRAFT, READY) or item.local_at is None:
        return False
    return ("+" in one.key or one.rule not in ("day", "hour", "now")) and rules.is_of(one.key, rules.stem(item))


def _settle(one: Reminder, item: PlanItem) -> None:
    """Close what was said when the item has ended or goes out at another time."""
    if item.state in OVER:
        one.outcome = BY_POSTED if item.state == POSTED else BY_DROPPED
    elif item.state != MISSED and not rules.is_of(one.key, rules.stem(item)):
        one.outcome = BY_MOVED
    if one.outcome and one.state == SAID:
        one.state = DONE


def _is_to_come(wish: Wanted, now: datetime) -> bool:
    # A page whose review is overdue is looked at now, everything else of yesterday is of no use.
    return wish.due_at >= now - _THIS_MINUTE or wish.rule == REVIEW


def _row(wish: Wanted, item: PlanItem) -> dict[str, Any]:
    return {
        "key": wish.key,
        "rule": wish.rule,
        "item_id": item.id,
        "task_id": wish.task_id,
        "series_id": item.series_id if wish.rule in OF_TIME else None,
        "user_id": wish.user_id,
        "local_at": wish.local_at,
        "timezone": wish.timezone,
        "due_at": wish.due_at,
        "state": HELD if item.held_by is not None and wish.rule in OF_TIME else WAITING,
    }


def _redraw_lists(services: Services, session: Session, item: PlanItem, known: list[Reminder]) -> None:
    """Bring up to date the lists in which an item may stand: digests, and the desk's."""
    listed = {
        one.id for one in known if one.state in (DIGEST, UNHEARD) or (one.rule == NOW and one.said_at is not None)
    }
    readers = {one.told or one.user_id for one in known if one.id in listed} | {item.owner, item.deputy}
    if listed:
        digests = reminders.digests_with(session, readers - {""}, listed)
        services.messenger.redraw_each(session, REMINDER_DIGEST, digests)
    if any(one.rule == DESK or (one.rule in AT_ONCE and not one.told) for one in known if one.said_at is not None):
        lists.redraw_desk(services, session)
