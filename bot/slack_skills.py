"""Skills from a custom field of Slack's profiles, where the house keeps one and names it (KAIKU_SLACK_SKILLS_FIELD).

Slack tells custom fields of one person at a time, so everybody is asked about once a day, some people a turn; who changes
their profile is asked about at once. Needs the optional scope users.profile:read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from slack_sdk.errors import SlackApiError

from bot import profile_index, scopes
from bot.chores import take
from bot.outcomes import failure
from bot.profiles_draft import skills_in
from storage import chores, profiles

if TYPE_CHECKING:
    from bot.services import Services

CHORE = "slack-skills"
SCOPE = "users.profile:read"
EVERY = timedelta(hours=24)
AT_ONCE = 4
"""People a turn: the clock looks every three seconds, and users.profile.get may be called about a hundred times a minute."""
_PACE = timedelta(seconds=2.5)
_LEASE = timedelta(minutes=2)
_TROUBLE = timedelta(minutes=5)
_MOST = 2_000
"""Characters of a field that count."""
_log = structlog.get_logger(__name__)


def read_on(services: Services) -> None:
    """Ask Slack about the next people when it is time and nobody else does."""
    now = services.now()
    claimed = take(services, CHORE, _LEASE) if _is_wanted(services) else None
    if claimed is None:
        return
    with services.database.read() as session:
        people = profiles.in_slack_after(session, int(claimed.reached or 0), AT_ONCE)
    said: dict[str, str] = {}
    wait = _PACE
    reached = claimed.reached
    for profile_id, user_id in people:
        try:
            said[user_id] = _asked(services, user_id)
        except (SlackApiError, OSError) as error:
            why = failure(error)
            if why.error not in ("user_not_found", "user_not_visible"):
                _log.warning("custom profile fields not read", error=why.error)
                wait = why.wait or _TROUBLE
                break
        reached = str(profile_id)
    _take_in(services, said)
    with services.database.begin() as session:
        if people:
            chores.go_on(session, claimed, reached, now + wait)
        else:
            chores.finish(session, claimed, now, now + EVERY)


def heard_of(services: Services, user_id: str) -> None:
    """Ask Slack in the background about somebody whose profile has changed."""
    if _is_wanted(services):
        services.replies.later(lambda: _take_in(services, {user_id: _asked(services, user_id)}))


def _is_wanted(services: Services) -> bool:
    return bool(services.settings.slack_skills_field) and scopes.may_use(services.scopes, SCOPE)


def _asked(services: Services, user_id: str) -> str:
    profile = services.slack.users_profile_get(user=user_id)["profile"]
    fields = profile.get("fields") or {}
    field = fields.get(services.settings.slack_skills_field) if isinstance(fields, Mapping) else None
    return str((field or {}).get("value") or "")[:_MOST]


def _take_in(services: Services, said: Mapping[str, str]) -> None:
    """Write what Slack said about people's skills, by user id."""
    if not said:
        return
    skills = {user_id: "\n".join(skills_in([text])) for user_id, text in said.items()}
    with services.database.begin() as session:
        mine = profiles.of_users(session, skills, lock=True)
        changed = [one for user_id, one in mine.items() if one.slack_skills != skills[user_id]]
        for one in changed:
            one.slack_skills = skills[one.user_id or ""]
        if changed:
            session.flush()
            profile_index.reindex(session, [one.id for one in changed])
            services.memory.changed(session, profile_index.BODY)
