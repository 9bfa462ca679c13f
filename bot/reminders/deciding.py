"""What becomes of an item whose time passed while it was held: post it now, at a new time, or not at all.

Nothing fires by itself: somebody decides, once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.audit import Act
from bot.errors import Conflict, Invalid
from bot.people import Asker
from bot.plan import checking, whole
from bot.plan import states as plan_states
from bot.plan.kinds import APPROVED, DRAFT, DROPPED, MISSED, READY
from bot.reminders import states
from bot.timing import human, wall
from bot.timing.human import Understood
from bot.views.blocks import one_line
from storage import reminders
from storage.models import PlanItem

if TYPE_CHECKING:
    from bot.services import Services


def post_now(services: Services, item_id: int, *, by: Asker) -> None:
    """Let a missed item be due this minute: whoever owns it gets the text to copy at once."""
    now = services.now()
    with services.database.begin() as session:
        item = _missed(session, item_id, by)
        local = wall.local(now, item.timezone).replace(second=0, microsecond=0)
        # What was missed this very minute is a new occurrence a minute later: the old one is never said again.
        _move(services, session, item, local + timedelta(minutes=1) if local == item.local_at else local, by)


def new_time(services: Services, item_id: int, text: str, *, by: Asker) -> Understood:
    """Give a missed item a new time, in words of any language, in the item's own zone. Raises Invalid (field "when")."""
    now = services.now()
    with services.database.begin() as session:
        item = _missed(session, item_id, by)
        meant = human.required(text, now, item.timezone, by.reader.language, field="when")
        if meant.at <= now:
            raise Invalid("That time is over. Write one that is still to come.", field="when")
        _move(services, session, item, meant.local, by)
    return meant


def drop(services: Services, item_id: int, reason: str, *, by: Asker) -> None:
    """Drop a missed item from the plan."""
    now = services.now()
    with services.database.begin() as session:
        item = _missed(session, item_id, by)
        item.state, item.dropped_why = DROPPED, one_line(reason)[:500]
        plan_states.changed(services, session, item, now, Act(by.id, "plan.dropped", plan_states.subject(item)))


def to_decide(services: Services, item_id: int, *, by: Asker) -> PlanItem:
    """Return a missed item for a form."""
    with services.database.read() as session:
        item = plan_states.known(session, item_id)
        states.may_answer(session, item, reminders.read_of_items(session, [item.id]), by)
        _must_wait(session, item, by)
    return item


def _move(services: Services, session: Session, item: PlanItem, local: datetime, by: Asker) -> None:
    plan_states.set_time(item, local, item.timezone)
    # What was approved and lacks nothing is as ready as before; everything else somebody has to call ready.
    lacks = [one for one in checking.missing(whole.of(session, item)) if not one.is_hint]
    is_ready = item.approval_state == APPROVED and not lacks
    item.state = READY if is_ready else DRAFT
    act = Act(by.id, "plan.moved", plan_states.subject(item))
    plan_states.changed(services, session, item, services.now(), act, local_at=local.isoformat())


def _missed(session: Session, item_id: int, by: Asker) -> PlanItem:
    item = plan_states.held(session, item_id)
    states.may_answer(session, item, reminders.of_item(session, item.id), by)
    _must_wait(session, item, by)
    return item


def _must_wait(session: Session, item: PlanItem, by: Asker) -> None:
    """Raise Conflict, with words on how it stands, when somebody has decided already."""
    states.must_be_open(session, item, by)
    if item.state != MISSED:
        when = by.reader.moment(item.due_at) if item.due_at is not None else ""
        raise Conflict("Somebody has decided already. It is planned for {when}.", when=when)
