"""The share kit of what is posted: what colleagues copy to tell it further; shown where a person chooses, never by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy.orm import Session

from bot import audit, places
from bot.audit import Act
from bot.errors import Conflict, Invalid
from bot.people import Asker
from bot.plan import states, whole
from bot.plan.kinds import POSTED
from bot.plan.whole import Whole
from bot.roles import Role, require
from bot.views import share_kit as view
from bot.views.blocks import Message
from bot.words import Reader
from storage import plan

if TYPE_CHECKING:
    from bot.services import Services

SHARE_KIT: Final = "share_kit"
"""The kind of card; its record is the item."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A posted item, and whether this person may show its kit in a channel."""

    whole: Whole
    may_show: bool


def opened(services: Services, item_id: int, *, by: Asker) -> Opened:
    """Return the kit of an item for everybody on the staff. Raises Conflict while it is not posted."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        item = states.known(session, item_id)
        if item.state != POSTED:
            raise Conflict("This is not posted yet. Its share kit is there once somebody has said that it is.")
        return Opened(whole.of(session, item), by.role >= Role.MANAGER)


def show(services: Services, item_id: int, channel: str, *, by: Asker) -> None:
    """Show the kit in a channel as one card, also when it is asked for twice. Managers only.

    Raises Invalid (field "channel") for a channel that the bot cannot write in, Conflict while the item is not posted.
    """
    require(by.role, Role.MANAGER)
    if not channel:
        raise Invalid("Choose a channel.", field="channel")
    places.room(services, channel, "channel")
    now = services.now()
    with services.database.begin() as session:
        item = states.held(session, item_id)
        if item.state != POSTED:
            raise Conflict("This is not posted yet. Its share kit is there once somebody has said that it is.")
        services.messenger.show(session, SHARE_KIT, item.id, channel, asked_by=by.id)
        act = Act(by.id, "plan.kit_shown", states.subject(item))
        audit.note(session, now, act, after={"channel": channel})


def card(session: Session, item_id: int, reader: Reader) -> Message | None:
    """Render the kit for a channel; nothing for what is not posted."""
    item = plan.find(session, item_id)
    return view.card(whole.of(session, item), reader) if item is not None and item.state == POSTED else None
