"""The yearly question whether a profile is still right: asked in working hours, a few people an hour, once a year at most."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import working_hours
from bot.profiles import KIND, is_asked
from bot.settings import Settings
from bot.views import profiles as view
from bot.views.blocks import Message
from bot.words import Reader, zone
from storage import cards, chores, people, profiles
from storage.models import Person, Profile

if TYPE_CHECKING:
    from bot.services import Services

CHORE = "reminders"
YEAR = timedelta(days=365)
EVERY = timedelta(hours=1)
MOST = 50
"""People asked in an hour."""
_MOST_LOOKED_AT = 2_000
"""More than ask for it at once are looked at, since some of them sleep just now."""


def remind(services: Services) -> None:
    """Ask people whose profile nobody has confirmed for a year whether it is still right."""
    now = services.now()
    with services.database.read() as session:
        if not chores.is_due(session, CHORE, now):
            return
    with services.database.begin() as session:
        # The claim is given back when this transaction fails, and lasts the hour when it does not.
        if chores.claim(session, CHORE, now, now + EVERY) is None:
            return
        waiting = profiles.to_be_reminded(session, now - YEAR, _MOST_LOOKED_AT)
        known = people.many(session, (profile.user_id for profile in waiting if profile.user_id))
        at_work = [
            profile for profile in waiting if _is_at_work(profile, known[profile.user_id or ""], now, services.settings)
        ]
        for profile in at_work[:MOST]:
            _ask(services, session, profile, now)


def card(session: Session, profile_id: int, reader: Reader) -> Message | None:
    """Render the question, or the thanks for its answer; nothing for somebody who is gone or hidden."""
    profile = profiles.find(session, profile_id)
    if profile is None or profile.left_at is not None or profile.is_hidden:
        return None
    return view.reminder(profile, reader) if is_asked(profile) else view.confirmed(profile, reader)


def _ask(services: Services, session: Session, profile: Profile, now: datetime) -> None:
    profile.reminded_at = now
    address = profile.user_id or ""
    last = cards.find(session, KIND, profile.id, address)
    if last is not None:
        last.removed_at = now  # an edit of last year's message would be seen by nobody: this year's is a new one
    services.messenger.show(session, KIND, profile.id, address)


def _is_at_work(profile: Profile, person: Person, now: datetime, settings: Settings) -> bool:
    local = now.astimezone(zone(person.timezone or settings.timezone))
    is_away = profile.away_until is not None and local.date() < profile.away_until
    in_hours = working_hours.BEGINS <= local.time() < working_hours.ENDS
    return not is_away and in_hours and working_hours.is_working_day(local.date())
