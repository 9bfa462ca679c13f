"""Items that tell a main message: attached to it, flagged when it changes, compared with it by somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot.audit import Act
from bot.errors import NotFound
from bot.people import Asker
from bot.plan import states, writing
from bot.plan.fields import SEEN_MESSAGE
from bot.plan.writing import OutOfOrder
from bot.roles import Role, require
from bot.views.blocks import clean
from storage import plan_series
from storage.models import MainMessage, PlanItem

if TYPE_CHECKING:
    from bot.services import Services

MOST = 100
"""Messages to choose from."""
LONGEST_WHY = 500


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the message said when an item was compared with it, and what it says now."""

    item: PlanItem
    message: MainMessage
    before: Mapping[str, str]


def choices(services: Services, item_id: int, *, by: Asker) -> tuple[PlanItem, Sequence[MainMessage]]:
    """Return an item that may be attached to a message, and the messages in use."""
    with services.database.read() as session:
        item = states.to_fill_in(session, item_id, by)
        return item, plan_series.open_messages(session, MOST)


def attach(services: Services, item_id: int, message_id: int, why: str = "", *, by: Asker) -> str:
    """Let an item tell a main message, or none (0).

    Returns the order (one of `bot.plan.order`) that it would break without a reason, and then nothing is done.
    """
    try:
        with services.database.begin() as session:
            message = there(plan_series.locked_message(session, message_id)) if message_id else None
            item = states.to_change(session, item_id, by)
            if put(services, session, item, message, by=by):
                writing.keep_order(session, item, frozenset(), clean(why).strip()[:LONGEST_WHY], by)
    except OutOfOrder as error:
        return error.breach
    return ""


def comparison(services: Services, item_id: int, *, by: Asker) -> Comparison:
    """Return what has changed of the main message since somebody compared an item with it."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        item = states.known(session, item_id)
        message = known(session, item.message_id or 0)
    before = item.fields.get(SEEN_MESSAGE)
    return Comparison(item, message, before if isinstance(before, dict) else {})


def compared(services: Services, item_id: int, version: int, *, by: Asker) -> PlanItem:
    """Note that somebody has compared an item with a version of its main message; a newer one keeps it flagged."""
    now = services.now()
    with services.database.begin() as session:
        writing.hold_first(session, item_id)
        item = states.to_change(session, item_id, by)
        message = known(session, item.message_id or 0)
        if item.message_version < version == message.version:
            _tell(item, message)
            states.changed(
                services, session, item, now, Act(by.id, "plan.compared", states.subject(item)), message=message.id
            )
    return item


def columns(message: MainMessage) -> dict[str, Any]:
    """Return the columns of a new item that tells a message."""
    seen = {"title": message.title, "text": message.text}
    return {"message_id": message.id, "message_version": message.version, "fields": {SEEN_MESSAGE: seen}}


def put(services: Services, session: Session, item: PlanItem, message: MainMessage | None, *, by: Asker) -> bool:
    """Let a held item tell a message, whatever its order is; False when it tells that already."""
    if item.message_id == (message.id if message else None):
        return False
    item.order_why = item.order_by = ""
    if message is None:
        item.message_id, item.message_version = None, 0
        item.fields = {name: value for name, value in item.fields.items() if name != SEEN_MESSAGE}
    else:
        _tell(item, message)
    act = Act(by.id, "plan.attached", states.subject(item))
    states.changed(services, session, item, services.now(), act, message=item.message_id)
    return True


def _tell(item: PlanItem, message: MainMessage) -> None:
    found = columns(message)
    item.message_id, item.message_version = found["message_id"], found["message_version"]
    item.fields = {**item.fields, **found["fields"]}


def known(session: Session, message_id: int) -> MainMessage:
    """Return a main message as it stands; raises NotFound when it is deleted."""
    return there(plan_series.message(session, message_id))


def there(message: MainMessage | None) -> MainMessage:
    """Return a message that was found; raises NotFound when there is none."""
    if message is None:
        raise NotFound("This main message is not there any more.")
    return message
