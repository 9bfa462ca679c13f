"""The orphan alarm: somebody who looks after social accounts is gone or away for long, and their duties need somebody else.

It is said once for each stretch: to those who share the duties and are still here, and to the administrators. The card follows
what happens, until everything is in other hands or the person is back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.settings import Settings
from bot.views import orphans as view
from bot.views.blocks import Message
from bot.words import Reader, zone
from storage import orphans, people, profiles
from storage.models import Orphan, Person, Profile, SocialAccount

if TYPE_CHECKING:
    from bot.services import Services

KIND = "orphan"
"""The kind of card."""
DEACTIVATED, GONE, ABSENT = "deactivated", "gone", "absent"
"""Why somebody cannot look after their duties: out of Slack, out of the HR feed, away for long."""
ERASED = "erased"
"""Their data were erased: who it was is known no more, and the accounts have nobody."""


def look(services: Services, session: Session, user_ids: Iterable[str]) -> None:
    """Report, inside the caller's transaction, whose duties have nobody now; end the reports that are settled.

    Call it with everybody whose account, profile or duties have just changed.
    """
    now = services.now()
    for user_id in sorted(orphans.worth_a_look(session, filter(None, set(user_ids)))):
        still_open = _settle(services, session, user_id, now)
        if still_open is not None:
            services.messenger.redraw(session, KIND, still_open.id)


def watch(services: Services) -> None:
    """Look at everybody who has duties: days pass without anybody changing anything."""
    with services.database.read() as session:
        suspects = orphans.worth_a_look(session, orphans.holders(session))
    now = services.now()
    for user_id in sorted(suspects):
        with services.database.begin() as session:
            _settle(services, session, user_id, now)


def card(session: Session, orphan_id: int, reader: Reader) -> Message | None:
    """Render a report: who, why, and what is still in their hands."""
    orphan = orphans.find(session, orphan_id)
    if orphan is None:
        return None
    if orphan.reason == ERASED:
        return view.erased(orphans.without_owner(session), reader)
    person, profile = _who(session, orphan.user_id)
    name = (profile.name if profile else "") or (person.name if person else "") or orphan.user_id
    left = orphans.duties(session, orphan.user_id)
    return view.card(orphan, name, left, profile.away_until if profile else None, reader)


def _settle(services: Services, session: Session, user_id: str, now: datetime) -> Orphan | None:
    """Make the report about somebody what it should be; return it when it was open before and stays so."""
    orphan = orphans.open_of(session, user_id)
    left = orphans.duties(session, user_id)
    reason = _reason(session, user_id, now, services.settings, is_reported=orphan is not None) if left else ""
    if orphan is None:
        opened = orphans.open_one(session, user_id, reason, now) if reason else None
        if opened is not None:
            _tell(services, session, opened, user_id, left)
        return None
    if reason:
        changed = orphans.give_reason(session, orphan.id, reason)
        if changed:
            services.messenger.redraw(session, KIND, orphan.id)
        return None if changed else orphan
    if orphans.end(session, orphan.id, now):
        services.messenger.redraw(session, KIND, orphan.id)
    return None


def _tell(services: Services, session: Session, orphan_id: int, user_id: str, left: Iterable[SocialAccount]) -> None:
    sharing = {other for account in left for other in (account.owner, account.deputy) if other and other != user_id}
    now, settings = services.now(), services.settings
    here = {other for other in sharing if _is_here(session, other, now, settings)}
    for address in sorted(here | in_charge(session, user_id, now, settings)):
        services.messenger.show(session, KIND, orphan_id, address)


def in_charge(session: Session, user_id: str, now: datetime, settings: Settings) -> set[str]:
    """Return where the administrators hear of it: those of the settings, else the desk's channel, else Slack's own."""
    named = {other for other in settings.admins if other != user_id and _is_here(session, other, now, settings)}
    if named:
        return named
    if settings.desk_channel:
        return {settings.desk_channel}
    owners = orphans.administrators(session)
    return {other for other in owners if other != user_id and _is_here(session, other, now, settings)}


def _is_here(session: Session, user_id: str, now: datetime, settings: Settings) -> bool:
    person, _ = _who(session, user_id)
    is_member = person is None or not (person.is_guest or person.is_bot)
    return is_member and not _reason(session, user_id, now, settings, is_reported=False)


def _reason(session: Session, user_id: str, now: datetime, settings: Settings, *, is_reported: bool) -> str:
    """Tell why somebody cannot look after their duties; empty when they can.

    A long absence that was reported stays one until it is over, though its days grow fewer.
    """
    person, profile = _who(session, user_id)
    if person is not None and person.is_deactivated:
        return DEACTIVATED
    if profile is None:
        return ""
    if profile.left_at is not None:
        return GONE
    days = _days_away(profile.away_until, person, now, settings)
    return ABSENT if days > (0 if is_reported else settings.absence_days) else ""


def _days_away(until: date | None, person: Person | None, now: datetime, settings: Settings) -> int:
    """Count the days from today, in the person's own calendar, to the day on which they are back."""
    if until is None:
        return 0
    timezone = (person.timezone if person else "") or settings.timezone
    return (until - now.astimezone(zone(timezone)).date()).days


def _who(session: Session, user_id: str) -> tuple[Person | None, Profile | None]:
    return people.find(session, user_id), profiles.of_user(session, user_id)
