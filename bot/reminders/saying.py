"""Who hears claimed reminders, and what follows on them; bulk work in a bounded number of statements.

The claim has marked all of them as said to whom they are for. What is different with some is collected here and written at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from bot.plan.kinds import DRAFT, READY
from bot.reminders import lists
from bot.reminders.kinds import DEPUTY, DESK, DIGEST, DROPPED, HELD, LATE, MISSED, NOW, OF_TIME, REMINDER, SAID, SNOOZED
from bot.reminders.recipients import People, stand_ins
from bot.words import zone
from storage import holds, plan, reminders
from storage.models import PlanSettings

if TYPE_CHECKING:
    from bot.services import Services

_A_MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class Claimed:
    """A claimed reminder, in the order of `storage.reminders.CLAIMED`, and what is changed about it since.

    A thousand of them are said within a moment, so this is no row of the database: looking up a column there takes much longer.
    """

    id: int
    key: str
    rule: str
    item_id: int | None
    task_id: int | None
    user_id: str
    why_other: str
    local_at: datetime
    timezone: str
    due_at: datetime
    state: str
    told: str = ""
    changes: dict[str, Any] = field(default_factory=dict)

    def change(self, **changes: Any) -> None:
        """Note what is different with this one."""
        self.changes.update(changes)
        self.state, self.told = changes.get("state", self.state), changes.get("told", self.told)


def claimed_of(rows: Iterable[Sequence[Any]]) -> list[Claimed]:
    """Return claimed rows as they are said: to whom they are for."""
    found = [Claimed(*row) for row in rows]
    for one in found:
        one.told = one.user_id
    return found


def tell(services: Services, session: Session, claimed: Sequence[Claimed], now: datetime) -> None:
    """Decide who hears each reminder, make the cards and lists that show them, and arrange what follows."""
    items = reminders.items(session, {one.item_id for one in claimed if one.item_id is not None})
    _hold_back(session, claimed, items)
    people = People(now, services.settings.timezone)
    _address(session, claimed, items, people)
    _follow_up(session, claimed, now)
    reminders.correct(session, [{"id": one.id, **one.changes} for one in claimed if one.changes])
    said = {one.id: one.told for one in claimed if one.state == SAID and one.told}
    if said:
        services.messenger.show_each(session, REMINDER, said)
    lists.show_old(services, session, _by_person(claimed), now)
    if any(one.rule == DESK or not one.told for one in claimed if one.state in (SAID, DIGEST)):
        lists.show_desk(services, session, now)


def _hold_back(session: Session, claimed: Sequence[Claimed], items: dict[int, Row[Any]]) -> None:
    """Take back what an item that is held or over has no use for: a hold of the same second came first."""
    of_time = [one for one in claimed if one.rule in OF_TIME]
    standing = holds.standing(session) if of_time else []
    held = {one.id: one.held_by for one in items.values() if one.held_by is not None}
    if standing:
        new = holds.of_items(session, items.keys() - held.keys(), standing)
        holds.keep(session, new)
        held |= new
    for one in of_time:
        item = items.get(one.item_id or 0)
        if item is None or item.state not in (DRAFT, READY):
            one.change(state=DROPPED, told="", said_at=None, is_late=False)
        elif item.id in held:
            one.change(state=HELD, told="", said_at=None, is_late=False)


def _address(session: Session, claimed: Sequence[Claimed], items: dict[int, Row[Any]], people: People) -> None:
    """Decide who hears what was claimed: whoever it is for, a deputy with the reason, or nobody."""
    heard = [one for one in claimed if one.state in (SAID, DIGEST) and one.rule != DESK]
    people.read(session, {one.user_id for one in heard})
    unreached = [one for one in heard if one.rule == DEPUTY or people.why_not(one.user_id)]
    if unreached:
        of_items = [items[one.item_id] for one in unreached if one.item_id in items]
        people.read(session, {user for item in of_items for user in (item.owner, item.deputy)})
        people.read(session, {people.deputy_of(user) for item in of_items for user in (item.owner, item.deputy)})
        people.read(session, {people.deputy_of(one.user_id) for one in unreached})
    told = reminders.told_of(session, {one.item_id or 0 for one in unreached if one.rule == DEPUTY})
    for one in unreached:
        _give(one, items.get(one.item_id or 0), people, told.get(one.item_id or 0, set()))
    for one in claimed:
        if one.rule == DESK and one.state == SAID:
            one.change(told="")


def _give(one: Claimed, item: Row[Any] | None, people: People, told: set[str]) -> None:
    """Give a reminder to the first who stands in and is here; to nobody when there is none."""
    is_second = one.rule == DEPUTY
    why = one.why_other or (LATE if is_second else people.why_not(one.user_id))
    heard_it = told | {one.user_id} if is_second else {one.user_id}
    named = stand_ins(people, one.user_id, *((item.owner, item.deputy) if item is not None else ()))
    here = (user for user in named if user not in heard_it)
    other = next((user for user in here if not people.why_not(user)), "")
    one.change(told=other, why_other=why)
    if is_second and (not other or one.state == DIGEST):
        one.change(state=MISSED, told="")  # the desk's list is next


def _follow_up(session: Session, claimed: Sequence[Claimed], now: datetime) -> None:
    """Arrange the deputy after what says "now", and the desk after the deputy; both count from when it was said."""
    leading = [one for one in claimed if one.rule in (NOW, SNOOZED, DEPUTY) and one.state not in (HELD, DROPPED)]
    if leading:
        reminders.add(session, list(_followers(leading, plan.settings(session), now)))


def _followers(leading: Sequence[Claimed], chosen: PlanSettings, now: datetime) -> Iterator[dict[str, Any]]:
    more = max(chosen.desk_minutes - chosen.deputy_minutes, 0)
    clocks: dict[tuple[datetime, str], datetime] = {}  # many are of one minute and zone
    for one in leading:
        is_at_end = one.rule == DEPUTY or one.state == DIGEST
        rule = DESK if is_at_end else DEPUTY
        minutes = 0 if one.state == DIGEST else more if is_at_end else chosen.deputy_minutes
        # Somebody who hears it late has as much time as anybody else.
        due = (one.due_at if now - one.due_at < _A_MINUTE else now) + timedelta(minutes=minutes)
        if (due, one.timezone) not in clocks:
            clocks[due, one.timezone] = due.astimezone(zone(one.timezone)).replace(tzinfo=None)
        yield {
            "key": f"{rule}:{one.key.partition(':')[2]}",
            "rule": rule,
            "item_id": one.item_id,
            "user_id": one.user_id if rule == DESK else one.told,
            "local_at": clocks[due, one.timezone],
            "timezone": one.timezone,
            "due_at": due,
        }


def _by_person(claimed: Sequence[Claimed]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for one in claimed:
        if one.state == DIGEST and one.told:
            found[one.told].append(one.id)
    return found
