"""What the forms of a reminder show: an item to post or to copy, a reminder to answer, an item to plan again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.people import Asker
from bot.plan import creating, whole
from bot.plan import states as plan_states
from bot.plan.whole import Whole
from bot.reminders import states
from bot.roles import Role, require
from storage import reminders
from storage.models import PlanItem, Reminder

if TYPE_CHECKING:
    from bot.plan.draft import Opened
    from bot.services import Services


def to_post(services: Services, item_id: int, *, by: Asker) -> Whole:
    """Return an item for the form that asks for its address. Raises Conflict, which says how it stands, when it is over."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        item = plan_states.known(session, item_id)
        states.may_answer(session, item, reminders.read_of_items(session, [item.id]), by)
        states.must_be_open(session, item, by)
        return whole.of(session, item)


def to_copy(services: Services, item_id: int, *, by: Asker) -> Whole:
    """Return an item for the window with its texts; everybody on the staff may look, nobody while it is on hold."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        item = plan_states.known(session, item_id)
        if item.held_by is not None:
            states.must_be_open(session, item, by)
        return whole.of(session, item)


def to_answer(services: Services, reminder_id: int, *, by: Asker) -> tuple[Reminder, PlanItem]:
    """Return a reminder and its item for a form. Raises Conflict, which says how it stands, when it is answered."""
    with services.database.read() as session:
        return states.to_show(session, reminder_id, by)


def to_repeat(services: Services, item_id: int, *, by: Asker) -> Opened:
    """Return the form of a new item that begins like one that is worth repeating."""
    return creating.duplicate(services, item_id, by=by)
