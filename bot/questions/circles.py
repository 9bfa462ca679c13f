"""The circles that may be asked: the whole house, one's own unit, the desk, a channel, or nobody but some experts.

The channels of the house and of the desk are the operator's. That of a unit is chosen by the desk, or by the first of the unit
who asks there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit, places
from bot.audit import Act
from bot.errors import Invalid
from bot.people import Asker
from bot.questions.draft import Circle, Draft
from bot.questions.kinds import CHANNEL, DESK, EXPERTS, HOUSE, UNIT
from bot.roles import Role, require
from bot.views.blocks import one_line
from storage import profiles, questions
from storage.models import UnitCircle

if TYPE_CHECKING:
    from bot.services import Services

MOST_UNITS = 100
"""Units that a menu can offer."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a question goes: `kind` as it is kept, the channel ("" for experts only), and whether others may find it there."""

    kind: str
    channel: str = ""
    is_closed: bool = True
    unit: str = ""
    """Whose channel this becomes, since it had none."""


def offered(services: Services, by: Asker) -> tuple[Circle, ...]:
    """Return the circles that somebody may ask, the widest first; those without a channel of their own have none."""
    with services.database.read() as session:
        profile = profiles.of_user(session, by.id)
        unit = one_line(profile.unit) if profile else ""
        known = questions.unit_circle(session, folded(unit)) if unit else None
    settings = services.settings
    listed = [
        Circle(HOUSE, settings.house_channel) if settings.house_channel else None,
        Circle(UNIT, known.channel if known else "", unit) if unit else None,
        Circle(DESK, settings.desk_channel) if settings.desk_channel else None,
        Circle(CHANNEL),
        Circle(EXPERTS),
    ]
    return tuple(circle for circle in listed if circle is not None)


def target(services: Services, draft: Draft, circles: tuple[Circle, ...]) -> Target:
    """Return where a checked draft goes. Asks Slack, so it is for the moment before a transaction.

    Raises Invalid (field "circle" or "channel") when the bot may not write there. A channel of which Slack says nothing counts as
    closed, unless it is the one of the whole house.
    """
    if draft.circle == EXPERTS:
        return Target(EXPERTS)
    circle = next(one for one in circles if one.kind == draft.circle)
    own = draft.channel if draft.circle in (CHANNEL, UNIT) else ""
    channel = own or circle.channel
    if not channel:
        raise Invalid("Choose the channel of your unit. I remember it for the next time.", field="channel")
    is_others = circle.kind == UNIT and circle.channel not in ("", channel)
    room = places.room(services, channel, "channel" if own else "circle")
    is_closed = room.is_private and (room.is_sure or circle.kind != HOUSE)
    new_unit = circle.unit if circle.kind == UNIT and not circle.channel else ""
    kind = CHANNEL if is_others else circle.kind
    return Target(kind if kind == HOUSE else kind_of(services, channel, kind), channel, is_closed, new_unit)


def kind_of(services: Services, channel: str, kind: str = CHANNEL) -> str:
    """Return which circle a channel is when somebody chooses it: the desk's own is the desk, else a `kind`."""
    return DESK if channel == services.settings.desk_channel else kind


def remember(services: Services, session: Session, aim: Target, by: Asker) -> None:
    """Keep the channel that the first of a unit has chosen for it, inside the caller's transaction."""
    if aim.unit and questions.keep_unit_circle(session, folded(aim.unit), aim.unit, aim.channel, replace=False):
        act = Act(by.id, "unit_circle.set", f"unit:{folded(aim.unit)}")
        audit.note(session, services.now(), act, after={"channel": aim.channel})


def of_units(services: Services, *, by: Asker) -> tuple[list[UnitCircle], list[str]]:
    """Return the units whose channel is known, and the names of all units that people have. Managers only."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        known = questions.unit_circles(session)
        units = {folded(unit): one_line(unit) for unit in questions.units(session) if one_line(unit)}
    units |= {circle.unit: circle.shown for circle in known}
    return known, sorted(units.values(), key=by.reader.alphabetical)[:MOST_UNITS]


def set_unit(services: Services, unit: str, channel: str, *, by: Asker) -> None:
    """Choose the channel of a unit; an empty one forgets it. Managers only; raises Invalid (field "unit" or "channel")."""
    require(by.role, Role.MANAGER)
    name = one_line(unit)
    if not name:
        raise Invalid("Choose a unit.", field="unit")
    if channel:
        places.may_write(services, channel, "channel")
    with services.database.begin() as session:
        before = questions.unit_circle(session, folded(name))
        was = before.channel if before else ""
        if channel:
            questions.keep_unit_circle(session, folded(name), name, channel)
        else:
            questions.forget_unit_circle(session, folded(name))
        if was != channel:
            act = Act(by.id, "unit_circle.set", f"unit:{folded(name)}")
            audit.note(session, services.now(), act, before={"channel": was}, after={"channel": channel})


def folded(unit: str) -> str:
    """Return a unit's name as it is compared: however it is capitalised."""
    return one_line(unit).casefold()[:200]
