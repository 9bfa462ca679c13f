"""Thanks by name: a list of last month's helpers in the house's channel, of those only who want to stand in it.

It is no ranking: names by the alphabet, no figures, nothing at all when it would be empty.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit, working_hours
from bot.audit import Act
from bot.people import Asker
from bot.questions.kinds import CLOSING, HELPERS
from bot.roles import Role, require
from bot.views import thanks as view
from bot.views.blocks import Message
from bot.words import Reader, zone
from storage import thanks

if TYPE_CHECKING:
    from bot.services import Services

_REDRAWN = 20
"""Messages of somebody that show the newest state of the switch; older ones are looked at no more."""
_LISTS = 2


def is_listed(services: Services, *, by: Asker) -> bool:
    """Tell whether somebody wants to stand in the list."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        return thanks.is_listed(session, by.id)


def choose(services: Services, *, listed: bool, by: Asker) -> None:
    """Stand in the list from now on, or no more; lists that are shown follow."""
    require(by.role, Role.EMPLOYEE)
    now = services.now()
    with services.database.begin() as session:
        is_new = thanks.join(session, by.id, now) if listed else thanks.leave(session, by.id)
        if not is_new:
            return
        audit.note(session, now, Act(by.id, "helper.listed", f"person:{by.id}"), after={"listed": listed})
        for closing_id in thanks.closings_of(session, by.id, _REDRAWN):
            services.messenger.redraw(session, CLOSING, closing_id)
        if not listed:
            for list_id in thanks.lists(session, _LISTS):
                services.messenger.redraw(session, HELPERS, list_id)


def tell(services: Services) -> None:
    """Show last month's helpers on the first working day of a month, in working hours of the house; a tick."""
    now, place = services.now(), services.settings.house_channel
    today = now.astimezone(zone(services.settings.timezone))
    begins, ends = working_hours.BEGINS, working_hours.ENDS
    if not place or not begins <= today.time() < ends or today.date() != _first_working_day(today.date()):
        return
    month = (today.date().replace(day=1) - timedelta(days=1)).replace(day=1)
    with services.database.read() as session:
        names = thanks.names(session, *_within(month, services.settings.timezone))
    if not names:
        return
    with services.database.begin() as session:
        made = thanks.add_list(session, month, place, now)
        if made is not None:
            services.messenger.show(session, HELPERS, made.id, place)


def card(session: Session, list_id: int, reader: Reader) -> Message | None:
    """Render the thanks of a month; who has left the list stands in it no more."""
    found = thanks.find_list(session, list_id)
    if found is None:
        return None
    names = thanks.names(session, *_within(found.month, reader.timezone))
    return view.card(sorted(names, key=reader.alphabetical), reader)


def _first_working_day(day: date) -> date:
    first = day.replace(day=1)
    while not working_hours.is_working_day(first):
        first += timedelta(days=1)
    return first


def _within(month: date, timezone: str) -> tuple[datetime, datetime]:
    """Return when a month begins and ends in a time zone, in UTC."""
    following = (month + timedelta(days=32)).replace(day=1)
    place = zone(timezone)
    first, last = (datetime.combine(day, time(), place).astimezone(UTC) for day in (month, following))
    return first, last
