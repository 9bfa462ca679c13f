"""The directory: every colleague in Slack has one profile, read page by page in the background and kept by events.

The reading is a chore in the database: one process takes one page, writes it with how far it has come, and rests for Slack's
sake, so it goes on after a restart and two processes never read the same page. Where nothing changed, nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog
from slack_sdk.errors import SlackApiError
from sqlalchemy.orm import Session

from bot import orphans, people, profile_index
from bot.approvals import leaving
from bot.chores import take
from bot.outcomes import failure
from bot.views.blocks import one_line
from storage import chores, profiles
from storage import orphans as orphans_known
from storage import people as people_known
from storage.models import Chore, Person, Profile

if TYPE_CHECKING:
    from bot.services import Services

CHORE = "directory"
PAGE = 200
"""People in one answer of Slack."""
EVERY = timedelta(hours=6)
"""Between two readings; what changes in between comes as events."""
PACE = timedelta(seconds=2.5)
"""Between two pages: users.list may be called about twenty times a minute, and the clock looks every three seconds."""
TROUBLE = timedelta(minutes=1)
"""The rest after Slack did not answer and named no time itself."""
_LEASE = timedelta(minutes=1)
_FROM_HR = ("hr_id", "name", "email", "title", "unit", "place", "hr_skills", "hr_languages", "hr_deputy", "hr_gone_at")
_log = structlog.get_logger(__name__)


def begin(services: Services) -> None:
    """Read everybody from the start as soon as the clock ticks: events of the time before are lost."""
    with services.database.begin() as session:
        chores.hurry(session, CHORE, services.now())


def read_on(services: Services) -> None:
    """Read the next page of Slack's people when it is due and nobody else does."""
    now = services.now()
    claimed = take(services, CHORE, _LEASE)
    if claimed is None:
        return
    try:
        page = services.slack.users_list(cursor=claimed.reached or None, limit=PAGE, include_locale=True)
    except (SlackApiError, OSError) as error:
        _try_later(services, claimed, error)
        return
    cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
    with services.database.begin() as session:
        take_in(services, session, page.get("members") or [])
        if cursor:
            chores.go_on(session, claimed, cursor, now + PACE)
        else:
            chores.finish(session, claimed, now, now + EVERY)


def heard_of(services: Services, user: dict[str, Any]) -> None:
    """Take in what an event says about one person: rights, language, profile and duties follow at once."""
    with services.database.begin() as session:
        take_in(services, session, [user])


def take_in(services: Services, session: Session, users: Iterable[dict[str, Any]]) -> None:
    """Take in, inside the caller's transaction, what Slack says about people: who they are, and a profile for colleagues.

    A profile that HR has made for somebody's e-mail becomes theirs. Guests, apps and outsiders get none. Whoever was
    deactivated is gone at once, with the report about their duties; whoever is back is here again, unless HR says gone.
    """
    now = services.now()
    said = {str(user["id"]): user for user in users}
    # Somebody who left before the bot came may still have duties.
    keep = profiles.of_users(session, said).keys() | orphans_known.holders(session)
    news = people.heard_of(services, session, said.values(), keep=keep)
    known = people_known.many(session, said)
    mine, emptied = _profiles(session, said, known, now)
    changed = {one.id for user_id, one in mine.items() if _settle(one, said[user_id], now)}
    changed |= {mine[user_id].id for user_id in emptied}
    session.flush()
    # A profile whose owner has become a guest is found no more, whichever way the bot has heard of it.
    visible = profiles.findable(session, (one.id for one in mine.values()))
    wrong = {
        one.id
        for user_id, one in mine.items()
        if user_id in news or (one.id in visible) != _may_be_found(one, known.get(user_id))
    }
    if stale := changed | wrong | {one.id for one in emptied.values()}:
        profile_index.reindex(session, stale)
        services.memory.changed(session, profile_index.BODY)
    for one in emptied.values():
        session.delete(one)
    if affected := news | {user_id for user_id, one in mine.items() if one.id in changed}:
        orphans.look(services, session, affected)
        leaving.look(services, session, affected)


def email_of(user: dict[str, Any]) -> str:
    """Return a Slack user's e-mail in small letters; empty without the scope users:read.email."""
    return str((user.get("profile") or {}).get("email") or "").strip().casefold()[:254]


def _profiles(
    session: Session, said: dict[str, dict[str, Any]], known: dict[str, Person], now: datetime
) -> tuple[dict[str, Profile], dict[str, Profile]]:
    """Return the profiles of these users by user id, and likewise those that were emptied into one of them.

    Colleagues who have none get theirs, from HR's where e-mails agree; where two rows have one e-mail, HR has to say whose it is.
    """
    mine = profiles.of_users(session, said, lock=True)
    colleagues = [user_id for user_id in said if user_id in known and people.is_colleague(known[user_id])]
    waiting = profiles.without_user(session, (email_of(said[user_id]) for user_id in colleagues))
    emptied = {}
    for user_id in colleagues:
        from_hr = waiting.pop(email_of(said[user_id]), [])
        if len(from_hr) == 1 and user_id not in mine:
            from_hr[0].user_id = user_id
            mine[user_id] = from_hr[0]
        elif len(from_hr) == 1 and mine[user_id].hr_id is None:
            _join(session, mine[user_id], from_hr[0], now)
            emptied[user_id] = from_hr[0]
    session.flush()
    made = profiles.made_for_users(session, (user_id for user_id in colleagues if user_id not in mine))
    return mine | made, emptied


def _join(session: Session, mine: Profile, from_hr: Profile, now: datetime) -> None:
    """Make one of two profiles: Slack told the e-mail later than HR. Nobody without a Slack user has words of their own."""
    taken = {name: getattr(from_hr, name) for name in _FROM_HR}
    from_hr.hr_id, from_hr.email, from_hr.left_at = None, "", now
    session.flush()
    for name, value in taken.items():
        setattr(mine, name, value)


def _settle(profile: Profile, user: dict[str, Any], now: datetime) -> bool:
    """Bring Slack's part of a profile up to date; False when it is so already. HR's name and e-mail win over Slack's."""
    said = user.get("profile") or {}
    name = said.get("real_name") or user.get("real_name") or said.get("display_name") or user.get("name") or ""
    is_of_hr, is_gone = profile.hr_id is not None, bool(user.get("deleted"))
    wanted: dict[str, Any] = {
        "name": (is_of_hr and profile.name) or _line(name) or profile.name,
        "email": (is_of_hr and profile.email) or email_of(user) or profile.email,
        "slack_title": _line(said.get("title") or (profile.slack_title if is_gone else "")),
        "left_at": profile.left_at or now if is_gone else profile.hr_gone_at,
    }
    changes = {field: value for field, value in wanted.items() if getattr(profile, field) != value}
    for field, value in changes.items():
        setattr(profile, field, value)
    return bool(changes)


def _may_be_found(profile: Profile, person: Person | None) -> bool:
    is_here = profile.left_at is None and not profile.is_hidden
    return is_here and person is not None and people.is_colleague(person)


def _line(text: object) -> str:
    return one_line(str(text))[:200]


def _try_later(services: Services, claimed: Chore, error: SlackApiError | OSError) -> None:
    why, now = failure(error), services.now()
    _log.warning("people not read", error=why.error)
    # A cursor that Slack no longer knows means another beginning, not another try.
    reached = "" if why.error == "invalid_cursor" else claimed.reached
    with services.database.begin() as session:
        chores.go_on(session, claimed, reached, now + (why.wait or TROUBLE))
