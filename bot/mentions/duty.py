"""Who is told of a crisis in quiet time: whoever is on duty, by direct message.

Where that person is no longer active in Slack, the owner of a rule that found it is told, else the desk. The desk is told once
that nobody is on duty any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import orphans
from bot.mentions import alert_settings, notes, quiet_time
from bot.mentions.kinds import DUTY_GONE, MENTION
from storage import cards, mentions_desk, people
from storage.models import Mention

if TYPE_CHECKING:
    from bot.services import Services


def wake(services: Services, session: Session, mention: Mention, now: datetime) -> bool:
    """Tell whoever is on duty of a crisis, inside the caller's transaction; False when nobody is on duty.

    Of one crisis they are told once, and again after it was reopened. Somebody else is told when they are gone.
    """
    on_duty = alert_settings.current(services).on_duty
    if not on_duty:
        return False
    clock = notes.moment_number(mention.reopened_at) if mention.reopened_at else 0
    for place in _instead(services, session, mention, on_duty, now) if _is_gone(session, on_duty) else [on_duty]:
        values = {"mention_id": mention.id, "what": notes.DUTY, "place": place, "round": clock}
        note = mentions_desk.add_note(session, {**values, "text": "", "by": "", "whom": on_duty, "at": now})
        if note is not None:
            notes.put(services, session, note)
    return True


def watch(services: Services) -> None:
    """Tell the desk once, outside quiet time, that who is on duty is gone; a tick."""
    now, alerts = services.now(), alert_settings.current(services)
    if not alerts.on_duty:
        return
    with services.database.read() as session:
        if not _is_gone(session, alerts.on_duty) or cards.has_any(session, DUTY_GONE, alerts.version):
            return
    if quiet_time.quiet_until(now, quiet_time.HOUSE, alerts, services.settings.timezone) is not None:
        return
    with services.database.begin() as session:
        for place in sorted(orphans.in_charge(session, alerts.on_duty, now, services.settings)):
            services.messenger.show(session, DUTY_GONE, alerts.version, place)


def first_here(session: Session, user_ids: Iterable[str]) -> str:
    """Return the first of some people who is not known to have left Slack; "" when there is none."""
    asked = [one for one in user_ids if one]
    known = people.many(session, asked)
    return next((one for one in asked if one not in known or not known[one].is_deactivated), "")


def _is_gone(session: Session, user_id: str) -> bool:
    return not first_here(session, [user_id])


def _instead(services: Services, session: Session, mention: Mention, on_duty: str, now: datetime) -> list[str]:
    """Return where a crisis is told in place of whoever is gone; nowhere that its card stands already."""
    owner = first_here(session, [rule.owner for rule in mentions_desk.rules_of(session, mention.id)])
    place = owner or services.settings.desk_channel
    places = {place} if place else orphans.in_charge(session, on_duty, now, services.settings)
    return sorted(places - {address for _card, address in mentions_desk.places(session, MENTION, mention.id)})
