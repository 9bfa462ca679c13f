"""How an item of the plan stands, who may change it, and the steps that several use cases take.

Whoever changes an item, or what belongs to it, holds the item's row. Who needs a series or a main message as well takes that
first; holds ("holds") are taken before both. So nobody waits in a circle.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit
from bot.approvals import turns
from bot.audit import Act, Noted
from bot.errors import Conflict, NotFound, Refused
from bot.people import Asker
from bot.plan import versions
from bot.plan.kinds import APPROVED, DRAFT, OVER, READY
from bot.reminders import arranging
from bot.roles import Role, require
from bot.timing import wall
from storage import holds, plan
from storage.models import PlanItem

if TYPE_CHECKING:
    from bot.services import Services

BODY = "plan"
"""The body of data in memory: whatever is planned."""


def known(session: Session, item_id: int) -> PlanItem:
    """Return an item as it stands; raises NotFound when it is deleted."""
    found = plan.find(session, item_id)
    if found is None:
        raise gone()
    return found


def held(session: Session, item_id: int) -> PlanItem:
    """Return an item and hold it until the transaction ends; raises NotFound when it is deleted.

    The lock "holds" is shared first: what keeps everything back either sees this change or is seen by it.
    """
    holds.share(session)
    found = plan.locked(session, item_id)
    if found is None:
        raise gone()
    return found


def may_edit(session: Session, item: PlanItem, by: Asker) -> bool:
    """Tell whether somebody may change an item: the desk, whoever made, owns or deputises it, and its unit."""
    if by.role >= Role.MANAGER or by.id in (item.owner, item.deputy, item.made_by):
        return by.role >= Role.EMPLOYEE
    return by.role >= Role.EMPLOYEE and bool(item.unit) and _same(item.unit, plan.unit_of(session, by.id))


def to_change(session: Session, item_id: int, by: Asker, *, even_over: bool = False) -> PlanItem:
    """Return and hold an item that the person who clicked may change.

    Raises Refused for others, NotFound when it is deleted, Conflict when it is posted or dropped (unless `even_over`).
    """
    require(by.role, Role.EMPLOYEE)
    return _changeable(session, held(session, item_id), by, even_over=even_over)


def to_fill_in(session: Session, item_id: int, by: Asker) -> PlanItem:
    """Return an item for a form that changes it, without holding it; raises the same as `to_change`."""
    require(by.role, Role.EMPLOYEE)
    return _changeable(session, known(session, item_id), by, even_over=False)


def set_time(item: PlanItem, local_at: datetime | None, timezone: str) -> None:
    """Give a held item its local wall time and zone, and the moment that these are."""
    item.local_at, item.timezone = local_at, timezone
    item.due_at = None if local_at is None else wall.moment(local_at, timezone).at


def texts_changed(session: Session, item: PlanItem, now: datetime, by: Asker) -> None:
    """Count a change of what a held item will say: its earlier state is kept, and what was approved is so no more."""
    all_texts_changed(session, [item], now, by)


def all_texts_changed(session: Session, items: Sequence[PlanItem], now: datetime, by: Asker) -> None:
    """Count a change of what several held items will say."""
    versions.keep(session, items, now, by)
    for item in items:
        item.text_version += 1
        if item.approval_state == APPROVED or item.state == READY:
            item.approval_state = "" if item.approval_state == APPROVED else item.approval_state
            item.state = DRAFT


def changed(services: Services, session: Session, item: PlanItem, now: datetime, act: Act, **after: Any) -> None:
    """Finish a change of a held item: count it, note it (never texts), arrange its reminders and redraw what shows it."""
    all_changed(services, session, [(item, act)], now, **after)


def all_changed(
    services: Services, session: Session, done: Sequence[tuple[PlanItem, Act]], now: datetime, **after: Any
) -> None:
    """Finish a change of several held items, such as the later ones of a series."""
    for item, act in done:
        item.version += 1
        item.changed_at, item.changed_by = now, act.who
    session.flush()
    items = [item for item, _act in done]
    arranging.arrange_many(services, session, items)
    turns.ask_again(services, session, items, now)
    turns.redraw(services, session, items)
    audit.note_all(session, now, [Noted(act, after={"state": item.state, **after}) for item, act in done])
    services.memory.changed(session, BODY)


def subject(item: PlanItem) -> str:
    """Return what audit entries call an item."""
    return f"plan:{item.id}"


def gone() -> NotFound:
    """Say that an item is not there any more."""
    return NotFound("This is not in the plan any more. Open the plan anew with “/some plan”.")


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _changeable(session: Session, item: PlanItem, by: Asker, *, even_over: bool) -> PlanItem:
    if not may_edit(session, item, by):
        raise Refused("The desk, the owner and their unit may change this. You can leave them a note.")
    if not even_over and item.state in OVER:
        raise Conflict("This is posted or dropped already, so it cannot be changed. Copy it into a new one.")
    return item
