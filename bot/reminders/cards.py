"""What reminders, lists of old ones and the desk's list show: each read in its newest state when it is delivered.

A reminder that was on its way when a hold began is so shown as held.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.plan import whole
from bot.reminders.kinds import DECLINED
from bot.views import reminders as view
from bot.views import reminders_lists as list_view
from bot.views.blocks import Message
from bot.views.reminders import Shown
from bot.words import Reader
from storage import holds, people, plan, reminders
from storage.models import DeskList, PlanItem, Reminder, ReminderDigest

MOST_LISTED = 12
"""Items of a list, each with its own buttons; a message takes fifty blocks."""
_MOST_ON_DESK = 20


def card(session: Session, reminder_id: int, reader: Reader) -> Message | None:
    """Render a reminder for whoever hears it."""
    reminder = reminders.find(session, reminder_id)
    item = plan.find(session, reminder.item_id) if reminder is not None and reminder.item_id is not None else None
    if reminder is None or item is None:
        return None
    found = whole.of(session, item)
    hold = holds.find(session, item.held_by) if item.held_by is not None else None
    newest = _newest(session, reminder, item)
    return view.card(Shown(reminder, found, hold, _why(found, reminder), newest), reader)


def digest(session: Session, digest_id: int, reader: Reader) -> Message | None:
    """Render the reminders that passed while the bot was down or a hold stood, for one person."""
    record = session.get(ReminderDigest, digest_id)
    if record is None:
        return None
    listed = list(reminders.many(session, record.reminders).values())
    items = {item.id: item for item in plan.many(session, {one.item_id for one in listed if one.item_id is not None})}
    passed = [(one, items[one.item_id]) for one in listed if one.item_id in items]
    passed.sort(key=lambda pair: (pair[0].due_at, pair[0].id))
    return list_view.digest(passed, record.at, reader)


def desk(session: Session, list_id: int, reader: Reader) -> Message | None:
    """Render the desk's list of a day; only the newest one is kept up to date."""
    record = session.get(DeskList, list_id)
    if record is None:
        return None
    newest = reminders.newest_desk_list(session)
    if newest is not None and newest.id != record.id:
        return list_view.old_desk(record, reader)
    items, total = reminders.on_the_desk(session, _MOST_ON_DESK)
    names = people.many(session, {item.owner for item in items if item.owner})
    owners = {user_id: person.name for user_id, person in names.items()}
    return list_view.desk(record, items, total, owners, reader)


def _why(found: whole.Whole, reminder: Reminder) -> str:
    """Return why somebody said that they cannot do it."""
    if reminder.why_other != DECLINED or not found.notes:
        return ""
    before = [note for note in found.notes if reminder.said_at is None or note.at <= reminder.said_at]
    return before[-1].text if before else ""


def _newest(session: Session, reminder: Reminder, item: PlanItem) -> Reminder | None:
    """Return the reminder that came of one that was put off."""
    if reminder.outcome != "snoozed":
        return None
    later = [
        one for one in reminders.read_of_items(session, [item.id]) if one.rule == "snoozed" and one.id > reminder.id
    ]
    return later[0] if later else None
