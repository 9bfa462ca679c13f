"""Who is there just now: asked of Slack in the background, believed for a minute at most, and never written down.

It is only an extra: where Slack is slow, refuses or limits, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog
from slack_sdk.errors import SlackApiError

from bot import scopes

if TYPE_CHECKING:
    from bot.services import Services

BODY = "presence"
"""The body of data in memory."""
SCOPE = "dnd:read"
"""The optional scope that lets Slack say who does not want to be disturbed."""
SECONDS = 60
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Presence:
    """What Slack says of a person: whether they are active, and until when they are not to be disturbed."""

    is_active: bool = False
    quiet_until: datetime | None = None

    @property
    def says_something(self) -> bool:
        """Tell whether it helps to know it."""
        return self.is_active or self.quiet_until is not None


def known(services: Services, user_ids: Iterable[str]) -> dict[str, Presence]:
    """Return what was asked within this minute, by user id. Calls nobody."""
    minute = _minute(services.now())
    found = {user_id: services.memory.kept(BODY, (user_id, minute)) for user_id in user_ids}
    return {user_id: presence for user_id, presence in found.items() if presence is not None}


def look(services: Services, user_ids: Iterable[str]) -> dict[str, Presence]:
    """Ask Slack about each of these people, two calls a person; after a refusal nobody is asked for the rest of the minute."""
    now = services.now()
    refused = ("refused", _minute(now))
    found: dict[str, Presence] = {}
    for user_id in user_ids:
        if services.memory.kept(BODY, refused):
            break
        try:
            asked = partial(_asked, services, user_id, now)
            found[user_id] = services.memory.recall(BODY, (user_id, _minute(now)), asked)
        except (SlackApiError, OSError) as error:
            _log.info("presence not read", error=_name(error))
            services.memory.recall(BODY, refused, lambda: True)
    return known(services, user_ids) | found


def _asked(services: Services, user_id: str, now: datetime) -> Presence:
    answer = services.slack.users_getPresence(user=user_id)
    return Presence(answer.get("presence") == "active", _quiet_until(_dnd(services, user_id), now))


def _dnd(services: Services, user_id: str) -> Mapping[str, Any]:
    if not scopes.may_use(services.scopes, SCOPE):
        return {}
    try:
        return services.slack.dnd_info(user=user_id).data  # type: ignore[return-value]  # bytes only for files
    except SlackApiError as error:
        if _name(error) in ("missing_scope", "user_not_found", "user_not_visible"):
            return {}
        raise


def _quiet_until(answer: Mapping[str, Any], now: datetime) -> datetime | None:
    """Return the end of a stretch that has begun; its beginning and end are epoch seconds, in the past when there is none."""
    starts, ends = answer.get("next_dnd_start_ts") or 0, answer.get("next_dnd_end_ts") or 0
    if not answer.get("dnd_enabled") or not starts <= now.timestamp() < ends:
        return None
    return datetime.fromtimestamp(ends, UTC)


def _minute(now: datetime) -> int:
    return int(now.timestamp()) // SECONDS


def _name(error: Exception) -> str:
    return str(error.response.get("error")) if isinstance(error, SlackApiError) else type(error).__name__
