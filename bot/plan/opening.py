"""Opening an item of the plan: everybody on staff may look, and what else they may do is worked out here for its window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.ideas.kinds import HELP
from bot.people import Asker
from bot.plan import order, states, warned, whole
from bot.plan.kinds import DROPPED, OVER
from bot.plan.warnings import Caution
from bot.plan.whole import Whole
from bot.public_replies import reading
from bot.public_replies.reading import Written
from bot.roles import Role, require
from storage import ideas, plan_series

if TYPE_CHECKING:
    from bot.services import Services


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at an item, when, and what they may do there; buttons are shown by it, rights are checked at the click."""

    by: Asker
    now: datetime
    timezone: str
    """Of the house."""
    may_edit: bool = False
    """They may change it: its people, its unit, the desk; False once it is posted or dropped."""
    may_bring_back: bool = False
    is_desk: bool = False
    rule: str = ""
    """By which it comes again, an RRULE; empty when it comes once."""
    helpers: tuple[str, ...] = ()
    """Colleagues who said of its idea that they can help."""
    breach: str = ""
    """The rule of its main message's order that it breaks: one of `bot.plan.order`."""
    warnings: tuple[Caution, ...] = ()
    """What somebody should look at; it stops nothing."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An item with what belongs to it, and who looks at it."""

    whole: Whole
    viewer: Viewer
    reply: Written | None = None
    """What it answers, when it is a reply."""


def item(services: Services, item_id: int, *, by: Asker) -> Opened:
    """Return an item for its window. Raises Refused for who is not on the staff, NotFound when it is deleted."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        found = whole.of(session, states.known(session, item_id))
        mine = states.may_edit(session, found.item, by)
        series = plan_series.find(session, found.item.series_id) if found.item.series_id else None
        viewer = Viewer(
            by=by,
            now=services.now(),
            timezone=services.settings.timezone,
            may_edit=mine and found.item.state not in OVER,
            may_bring_back=mine and found.item.state == DROPPED,
            is_desk=by.role >= Role.MANAGER,
            rule=series.rule if series else "",
            helpers=_helpers(session, found.item.idea_id),
            breach=order.breach(session, found.item),
            warnings=warned.about(session, found, services.settings.timezone),
        )
        reply = reading.of(session, found.item)
    return Opened(found, viewer, reply)


def _helpers(session: Session, idea_id: int | None) -> tuple[str, ...]:
    said = ideas.voices(session, [idea_id]).get(idea_id, []) if idea_id is not None else []
    return tuple(one.user_id for one in said if one.what == HELP)
