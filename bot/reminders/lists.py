"""What stands in lists instead of messages of its own: reminders that are too old, one list a person, and the desk's of a day.

Nobody is called by name in the desk's channel: the list is one quiet message a day, edited in place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.reminders.kinds import DESK_LIST, REMINDER_DIGEST
from bot.words import zone
from storage import reminders
from storage.models import ReminderDigest

if TYPE_CHECKING:
    from bot.services import Services

_SAME_PAUSE = timedelta(hours=1)
"""Old reminders that come up within so long stand in one list: they are of one pause of the bot, or of one hold."""


def show_old(services: Services, session: Session, by_person: Mapping[str, Sequence[int]], now: datetime) -> None:
    """Show each person the reminders that they get as one list: user id -> ids of reminders."""
    if not by_person:
        return
    open_lists = reminders.digests_since(session, sorted(by_person), now - _SAME_PAUSE)
    made: list[ReminderDigest] = []
    for user_id in sorted(by_person):
        listed = open_lists.get(user_id)
        if listed is None:
            made.append(ReminderDigest(user_id=user_id, reminders=list(by_person[user_id]), at=now))
        else:
            listed.reminders = [*listed.reminders, *by_person[user_id]]
            services.messenger.redraw(session, REMINDER_DIGEST, listed.id)
    session.add_all(made)
    session.flush()
    services.messenger.show_each(session, REMINDER_DIGEST, {one.id: one.user_id for one in made})


def show_desk(services: Services, session: Session, now: datetime) -> None:
    """Show the desk what is overdue, in the list of today; without a desk channel App Home alone shows it."""
    place = services.settings.desk_channel
    if not place:
        return
    today = now.astimezone(zone(services.settings.timezone)).date()
    list_id, is_new = reminders.desk_list(session, today, place, now)
    services.messenger.show(session, DESK_LIST, list_id, place)
    former = reminders.newest_desk_list(session, before=today) if is_new else None
    if former is not None:
        services.messenger.redraw(session, DESK_LIST, former.id)


def redraw_desk(services: Services, session: Session) -> None:
    """Bring the newest list of the desk up to date."""
    newest = reminders.newest_desk_list(session)
    if newest is not None:
        services.messenger.redraw(session, DESK_LIST, newest.id)
