"""What somebody does about a reminder other than posting: putting it off, handing it over, saying that they cannot do it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import people
from bot.audit import Act
from bot.errors import Invalid
from bot.people import Asker
from bot.plan import states as plan_states
from bot.reminders import states
from bot.reminders.kinds import (
    BY_DECLINED,
    BY_HANDED,
    BY_SNOOZED,
    DAY,
    DECLINED,
    DEPUTY,
    DESK,
    HANDED,
    HOUR,
    NOW,
    SNOOZED,
)
from bot.reminders.recipients import People, stand_ins
from bot.reminders.rules import follow_up, stem
from bot.reminders.states import Answering
from bot.roles import Role
from bot.timing import human, wall
from bot.timing.human import Understood
from bot.views.blocks import clean
from storage import reminders
from storage.models import PlanItem, PlanNote

if TYPE_CHECKING:
    from bot.services import Services

QUARTER, AN_HOUR, TOMORROW = "15", "60", "tomorrow"
LONGEST_REASON = 500
_FARTHEST = timedelta(days=30)
_MORNING = time(9)


def snooze(services: Services, reminder_id: int, until: str, *, by: Asker) -> datetime:
    """Put a reminder off: QUARTER, AN_HOUR, TOMORROW (at nine) or a time in words, in the zone of whoever asks.

    Returns the moment in UTC. The same choice made twice is one. Raises Invalid (field "until") and Conflict.
    """
    now = services.now()
    moment = _until(until, now, by)
    with services.database.begin() as session:
        if _is_put_off(session, reminder_id, moment, by):
            return moment
        found = states.answering(session, reminder_id, by)
        if found.reminder.rule in (DAY, HOUR):
            raise Invalid("This is not due yet, so there is nothing to put off. Move it in the plan instead.")
        states.close(services, session, found, BY_SNOOZED)
        local = wall.local(moment, by.reader.timezone)
        key = follow_up(SNOOZED, stem(found.item), local.isoformat(timespec="minutes"))
        _remind(session, found, SNOOZED, key, moment, by.id, timezone=by.reader.timezone)
        act = Act(by.id, "reminder.snoozed", plan_states.subject(found.item))
        states.note(session, found, now, act, until=moment.isoformat())
    return moment


def understood(services: Services, text: str, *, by: Asker, field: str = "until") -> Understood:
    """Return what a time in words means for whoever wrote it. Raises Invalid at the field."""
    return human.required(text, services.now(), by.reader.timezone, by.reader.language, field=field)


def hand_over(services: Services, reminder_id: int, to: str, *, by: Asker) -> None:
    """Give an item to somebody else, who is reminded at once. Raises Invalid (field "person") and Conflict."""
    now = services.now()
    if not to:
        raise Invalid("Choose who takes it.", field="person")
    other = people.asker(services, to)
    if other.role < Role.EMPLOYEE:
        raise Invalid("Only a colleague with an account of their own here can take this.", field="person")
    with services.database.begin() as session:
        found = states.answering(session, reminder_id, by)
        if to == found.item.owner and to == found.reminder.told:
            raise Invalid("They have this already. Choose somebody else.", field="person")
        former = found.item.owner
        states.close(services, session, found, BY_HANDED)
        found.item.owner = to
        _remind_again(session, found, found.reminder.rule, to, HANDED, now)
        act = Act(by.id, "plan.handed_over", plan_states.subject(found.item))
        plan_states.changed(services, session, found.item, now, act, owner=to, former=former)


def decline(services: Services, reminder_id: int, reason: str, *, by: Asker) -> str:
    """Say that one cannot do it: the deputy hears it with the reason, or it stands in the desk's list.

    Returns who hears it, empty for the desk. Raises Invalid (field "reason") and Conflict.
    """
    now = services.now()
    why = clean(reason).strip()[:LONGEST_REASON]
    if not why:
        raise Invalid("Say why, so that whoever takes over knows.", field="reason")
    with services.database.begin() as session:
        found = states.answering(session, reminder_id, by)
        other = _next(services, session, found, by, now)
        states.close(services, session, found, BY_DECLINED)
        session.add(PlanNote(key=f"declined:{reminder_id}", item_id=found.item.id, by=by.id, text=why, at=now))
        act = Act(by.id, "reminder.declined", plan_states.subject(found.item))
        if other:
            _give(found.item, other)
            _remind_again(session, found, found.reminder.rule, other, DECLINED, now)
            plan_states.changed(services, session, found.item, now, act, goes_to=other)
        else:
            key = f"{DESK}:{stem(found.item)}+r{found.reminder.id}"
            _remind(session, found, DESK, key, now, by.id, why=DECLINED)
            states.note(session, found, now, act, goes_to="desk")
    return other


def _give(item: PlanItem, other: str) -> None:
    """Let whoever stands in own an item from now on, so that what is still to be said comes to them."""
    if item.deputy == other:
        item.deputy = ""
    item.owner = other


def _until(text: str, now: datetime, by: Asker) -> datetime:
    timezone = by.reader.timezone
    if text == TOMORROW:
        day = wall.local(now, timezone).date() + timedelta(days=1)
        return wall.moment(datetime.combine(day, _MORNING), timezone).at
    if text in (QUARTER, AN_HOUR):
        return _full_minute(now + timedelta(minutes=int(text)))
    found = human.required(text, now, timezone, by.reader.language, field="until")
    if found.at <= now:
        raise Invalid("That time is over. Write one that is still to come.", field="until")
    if found.at > now + _FARTHEST:
        raise Invalid("That is more than a month away. Move it in the plan instead.", field="until")
    return found.at.astimezone(UTC)


def _full_minute(moment: datetime) -> datetime:
    cut = moment.replace(second=0, microsecond=0)
    return cut if cut == moment else cut + timedelta(minutes=1)


def _is_put_off(session: Session, reminder_id: int, moment: datetime, by: Asker) -> bool:
    """Tell whether this is a choice that the same person has made already: a second delivery of one press."""
    seen = reminders.find(session, reminder_id)
    if seen is None or seen.outcome != BY_SNOOZED or seen.item_id is None:
        return False
    waiting = reminders.read_of_items(session, [seen.item_id])
    near = timedelta(minutes=1)
    return any(one.rule == SNOOZED and one.user_id == by.id and abs(one.due_at - moment) <= near for one in waiting)


def _next(services: Services, session: Session, found: Answering, by: Asker, now: datetime) -> str:
    """Return who is asked next: nobody who has been asked already, nobody who is away."""
    people_here = People(now, services.settings.timezone)
    item = found.item
    people_here.read(session, {item.owner, item.deputy, by.id})
    people_here.read(session, {people_here.deputy_of(user) for user in (item.owner, by.id)})
    asked = {one.told for one in found.others if one.rule in (NOW, SNOOZED, DEPUTY)} | {by.id}
    named = stand_ins(people_here, by.id, item.owner, item.deputy)
    return next((user for user in named if user not in asked and not people_here.why_not(user)), "")


def _remind_again(session: Session, found: Answering, rule: str, to: str, why: str, now: datetime) -> None:
    """Remind somebody else of the same at once."""
    rule = NOW if rule in (SNOOZED, DEPUTY) else rule
    _remind(session, found, rule, follow_up(rule, stem(found.item), f"r{found.reminder.id}"), now, to, why=why)


def _remind(  # noqa: PLR0913 - one row of a table
    session: Session,
    found: Answering,
    rule: str,
    key: str,
    due: datetime,
    who: str,
    *,
    why: str = "",
    timezone: str = "",
) -> None:
    zone = timezone or found.reminder.timezone
    row = {"key": key, "rule": rule, "item_id": found.item.id, "user_id": who, "why_other": why}
    row |= {"local_at": wall.local(due, zone), "timezone": zone, "due_at": due}
    reminders.add(session, [row])
