"""Whether an expert may be asked now: absence, the weekly cap, and who stands in for them.

Nobody is asked more often than the house allows (by default three times in seven days), nobody who is away or hidden, and
nobody who is not in Slack.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.settings import Settings
from bot.words import zone
from storage import inquiries, people, profiles
from storage.models import Person, Profile

WEEK = timedelta(days=7)
_LONGEST_CHAIN = 5
"""Deputies of deputies that are looked at; circles end here at the latest."""


@dataclass(frozen=True, slots=True)
class Availability:
    """How things stand with one expert. `away_until` is the first day on which they may be asked again."""

    profile: Profile
    is_reachable: bool
    """They are a member of this Slack, in use, no guest and no bot."""
    away_until: date | None = None
    pings: int = 0
    """How often they were asked in the last seven days."""
    is_full: bool = False
    """They were asked as often as the house allows."""
    timezone: str = ""
    deputy: Profile | None = field(default=None, compare=False)
    """The first of their deputies, or of the deputies' deputies, who may be asked; only when they themselves may not."""

    @property
    def may_be_asked(self) -> bool:
        """Tell whether they may be asked now."""
        return self.is_reachable and self.away_until is None and not self.is_full and not self.profile.is_hidden


def of(session: Session, found: Iterable[Profile], now: datetime, settings: Settings) -> dict[int, Availability]:
    """Return how things stand with each of these people, by profile id."""
    listed = list(found)
    alone = _alone(session, listed, now, settings)
    return {
        profile.id: state if state.may_be_asked else _with_deputy(session, state, now, settings)
        for profile, state in ((profile, alone[profile.id]) for profile in listed)
    }


def _alone(session: Session, listed: list[Profile], now: datetime, settings: Settings) -> Mapping[int, Availability]:
    in_slack = people.many(session, [profile.user_id for profile in listed if profile.user_id])
    pings = inquiries.pings_since(session, [profile.id for profile in listed], now - WEEK)
    return {
        profile.id: _state(profile, in_slack.get(profile.user_id or ""), pings.get(profile.id, 0), now, settings)
        for profile in listed
    }


def _state(profile: Profile, person: Person | None, pings: int, now: datetime, settings: Settings) -> Availability:
    timezone = (person.timezone if person else "") or settings.timezone
    today = now.astimezone(zone(timezone)).date()
    away = profile.away_until if profile.away_until and today < profile.away_until else None
    outside = person is None or person.is_deactivated or person.is_guest or person.is_bot
    is_reachable = not outside and profile.left_at is None
    return Availability(profile, is_reachable, away, pings, pings >= settings.weekly_pings, timezone)


def _with_deputy(session: Session, state: Availability, now: datetime, settings: Settings) -> Availability:
    seen = {state.profile.id}
    deputy = _deputy_of(session, state.profile)
    while deputy is not None and deputy.id not in seen and len(seen) <= _LONGEST_CHAIN:
        seen.add(deputy.id)
        if _alone(session, [deputy], now, settings)[deputy.id].may_be_asked:
            return replace(state, deputy=deputy)
        deputy = _deputy_of(session, deputy)
    return state


def _deputy_of(session: Session, profile: Profile) -> Profile | None:
    if profile.deputy:
        return profiles.of_user(session, profile.deputy)
    if profile.hr_deputy:
        return profiles.of_hr_ids(session, [profile.hr_deputy]).get(profile.hr_deputy)
    return None
