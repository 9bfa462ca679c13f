"""The tick of reminders: what is due is claimed, and who hears it is written down, in one small transaction for many.

A restart at any second is either before that transaction, and the next tick does all of it, or after it, and the messenger shows
the cards. The lock "holds" is shared first, so a hold of the same second is either seen here or finds what was said here.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.reminders import saying
from bot.reminders.kinds import LATE_AFTER, OLD_AFTER
from storage import holds, reminders

if TYPE_CHECKING:
    from bot.services import Services

AT_ONCE = 500
"""Reminders of one transaction: as many ids as fit into one statement."""
_HEARTBEAT = timedelta(seconds=1)
"""What is due before the next tick is waited for, so that it comes at its second and not up to one later."""


def say_due(services: Services) -> None:
    """Say what is due. Runs by the clock, every second, in any number of processes; without anything due it is one look."""
    now = services.now()
    first = reminders.next_due(services.database)
    if first is None or first >= now + _HEARTBEAT:
        return
    if first > now:
        time.sleep((first - now).total_seconds())
        now = services.now()
    while _say(services, now, is_behind=first < now - LATE_AFTER):
        pass


def _say(services: Services, now: datetime, *, is_behind: bool) -> bool:
    """Say up to AT_ONCE of them; tells whether there may be more."""
    with services.database.begin() as session:
        holds.share(session)
        claimed = _claimed(session, now, is_behind=is_behind)
        if claimed:
            saying.tell(services, session, claimed, now)
    return len(claimed) == AT_ONCE


def _claimed(session: Session, now: datetime, *, is_behind: bool) -> list[saying.Claimed]:
    late_before, old_before = now - LATE_AFTER, now - OLD_AFTER
    if is_behind:
        reminders.supersede(session, now, late_before)
    return saying.claimed_of(reminders.claim(session, now, late_before, old_before, AT_ONCE))
