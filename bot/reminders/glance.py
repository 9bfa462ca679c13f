"""What App Home shows of reminders: what is on hold, what the desk has to look after, and what waits for one's own decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot import channels_find
from bot.people import Asker
from bot.reminders.holds import Standing, looked_at
from bot.roles import Role
from storage import reminders
from storage.models import PlanItem

if TYPE_CHECKING:
    from bot.services import Services

_MOST = 5


@dataclass(frozen=True, slots=True)
class Glance:
    """Holds with the names of the accounts that they are about; overdue items and their number for the desk, else None."""

    holds: tuple[Standing, ...] = ()
    accounts: Mapping[int, str] = field(default_factory=dict)
    overdue: tuple[PlanItem, ...] = ()
    total: int | None = None


def glance(services: Services, *, by: Asker) -> Glance:
    """Return what somebody's App Home shows; nothing for who is not on the staff."""
    if by.role < Role.EMPLOYEE:
        return Glance()
    standing = tuple(looked_at(services, by=by))
    names = {one.id: one.name for one in channels_find.register(services).open} if standing else {}
    if by.role < Role.MANAGER:
        return Glance(standing, names)
    with services.database.read() as session:
        items, total = reminders.on_the_desk(session, _MOST)
    return Glance(standing, names, tuple(items), total)
