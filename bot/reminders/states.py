"""What somebody may do with a reminder: the checks and steps that answering it in any way begins and ends with.

Whoever answers holds the item first and its reminders then, so of two who press at once one wins and the other is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit
from bot.audit import Act
from bot.errors import BotError, Conflict, NotFound, Refused
from bot.people import Asker
from bot.plan import states as plan_states
from bot.plan.kinds import DROPPED, POSTED
from bot.reminders import lists
from bot.reminders.kinds import (
    AT_ONCE,
    BY_DECLINED,
    BY_HANDED,
    BY_MOVED,
    BY_SNOOZED,
    DEPUTY,
    DESK,
    DONE,
    OF_TIME,
    REMINDER,
    SAID,
    WAITING,
)
from bot.roles import Role, require
from storage import people, reminders
from storage.models import PlanItem, Reminder

if TYPE_CHECKING:
    from bot.services import Services


@dataclass(frozen=True, slots=True)
class Answering:
    """A held reminder, its held item, and every reminder of that."""

    reminder: Reminder
    item: PlanItem
    others: list[Reminder]


def answering(session: Session, reminder_id: int, by: Asker) -> Answering:
    """Return a reminder that the person who clicked may answer, held with its item.

    Raises NotFound, Refused, and Conflict that says how it stands when somebody has answered it.
    """
    require(by.role, Role.EMPLOYEE)
    seen = reminders.find(session, reminder_id)
    if seen is None or seen.item_id is None:
        raise plan_states.gone()
    item = plan_states.held(session, seen.item_id)
    others = reminders.of_item(session, item.id)
    reminder = next((one for one in others if one.id == reminder_id), None)
    if reminder is None:
        raise plan_states.gone()
    may_answer(session, item, others, by)
    must_be_open(session, item, by)
    if reminder.outcome:
        raise how_it_stands(session, reminder, item, others, by)
    return Answering(reminder, item, others)


def may_answer(session: Session, item: PlanItem, others: list[Reminder], by: Asker) -> None:
    """Raise Refused unless somebody may change the item or was reminded of it."""
    if not plan_states.may_edit(session, item, by) and by.id not in {one.told for one in others}:
        raise Refused("The desk, the owner and whoever is reminded of this may do that.")


def must_be_open(session: Session, item: PlanItem, by: Asker) -> None:
    """Raise Conflict, with words on how it stands, when an item is posted, dropped or on hold."""
    if item.state == POSTED:
        name = name_of(session, item.posted_by)
        when = by.reader.moment(item.posted_at) if item.posted_at else ""
        raise Conflict("This is posted already: {name}, {when}. There is nothing left to do.", name=name, when=when)
    if item.state == DROPPED:
        raise Conflict("This was dropped from the plan. There is nothing left to do.")
    if item.held_by is not None:
        raise Conflict("This is on hold, so nothing goes out now. You hear from me when the hold ends.")


def how_it_stands(session: Session, reminder: Reminder, item: PlanItem, others: list[Reminder], by: Asker) -> BotError:
    """Say what has come of a reminder whose buttons are old."""
    if reminder.outcome == BY_SNOOZED:
        until = next((one.due_at for one in reversed(others) if one.rule == "snoozed"), None)
        when = by.reader.moment(until) if until else ""
        return Conflict("This was put off already. The next reminder: {when}.", when=when)
    if reminder.outcome == BY_HANDED:
        return Conflict("This was handed over already. The owner now: {name}.", name=name_of(session, item.owner))
    if reminder.outcome == BY_DECLINED:
        return Conflict("Somebody has said already that they cannot do this. It is with the deputy or the desk now.")
    if reminder.outcome == BY_MOVED and item.due_at is not None:
        return Conflict("This was moved to another time: {when}.", when=by.reader.moment(item.due_at))
    return Conflict("This is settled already. There is nothing left to do.")


def close(services: Services, session: Session, found: Answering, outcome: str) -> None:
    """Let every reminder of an item's minute that somebody has before them end with one outcome, and what follows on it too."""
    changed: list[int] = []
    for one in found.others:
        if one is found.reminder or (one.state == SAID and one.rule in (*AT_ONCE, DESK)):
            one.outcome, one.state = outcome, DONE
            changed.append(one.id)
        elif one.state == WAITING and one.rule in OF_TIME and ("+" in one.key or one.rule in (DEPUTY, DESK)):
            one.outcome, one.state = outcome, DONE
    session.flush()
    services.messenger.redraw_each(session, REMINDER, changed)
    lists.redraw_desk(services, session)


def note(session: Session, found: Answering, now: datetime, act: Act, **after: object) -> None:
    """Put an answer into the audit log."""
    audit.note(session, now, act, after={"rule": found.reminder.rule, **after})


def to_show(session: Session, reminder_id: int, by: Asker) -> tuple[Reminder, PlanItem]:
    """Return a reminder and its item for a form. Raises as `answering` does, but holds nothing."""
    require(by.role, Role.EMPLOYEE)
    reminder = reminders.find(session, reminder_id)
    if reminder is None or reminder.item_id is None:
        raise NotFound("This reminder is not there any more. “/some plan” shows what is planned.")
    item = plan_states.known(session, reminder.item_id)
    others = reminders.read_of_items(session, [item.id])
    may_answer(session, item, others, by)
    if reminder.rule in OF_TIME:
        must_be_open(session, item, by)
        if reminder.outcome:
            raise how_it_stands(session, reminder, item, others, by)
    return reminder, item


def name_of(session: Session, user_id: str) -> str:
    """Return somebody's name as it is known here, else their id."""
    found = people.find(session, user_id)
    return found.name if found is not None and found.name else user_id
