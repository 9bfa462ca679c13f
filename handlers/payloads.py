"""Reading what Slack delivers: its kind, who did it, and the key by which the same delivery is known again.

Nothing here trusts the shape of a body: what does not look as Slack documents it has no kind, no person and a key of its own.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

Body = Mapping[str, Any]

COMMAND = "command"
EVENT = "event"
ACTION = "action"
SHORTCUT = "shortcut"
VIEW = "view"
VIEW_CLOSED = "view closed"
OPTIONS = "options"
OTHER = "other"
_KINDS = {
    "event_callback": EVENT,
    "block_actions": ACTION,
    "shortcut": SHORTCUT,
    "message_action": SHORTCUT,
    "view_submission": VIEW,
    "view_closed": VIEW_CLOSED,
    "block_suggestion": OPTIONS,
}
ABOUT_SOMEBODY = frozenset(
    {
        "user_change",
        "team_join",
        "subteam_members_changed",
        "subteam_updated",
        "member_joined_channel",
        "channel_archive",
        "channel_unarchive",
    }
)
"""Events whose user is who they are about, not somebody who asks the bot for something."""
_PLAIN_KEY = re.compile(r"[\w.:-]{1,80}")


def kind_of(body: Body) -> str:
    """Return what was delivered, one of the kinds above."""
    if "command" in body:
        return COMMAND
    return _KINDS.get(str(body.get("type")), OTHER)


def event_of(body: Body) -> Body:
    """Return the event inside a body, empty when there is none."""
    event = body.get("event")
    return event if isinstance(event, dict) else {}


def user_of(body: Body) -> str | None:
    """Return the id of the person who asks, None for events about somebody, of bots, or without a person."""
    if kind_of(body) == COMMAND:
        return _user_id(body.get("user_id"))
    if kind_of(body) != EVENT:
        return _user_id(body.get("user"))
    event = event_of(body)
    if event.get("type") in ABOUT_SOMEBODY or event.get("bot_id"):
        return None
    return _user_id(event.get("user"))


def key_of(body: Body) -> str | None:
    """Return the key that is the same when Slack, or a stranger, delivers the same thing again.

    Commands have none: they are answered without a write. Neither have menus that ask for options: they change nothing.
    """
    kind = kind_of(body)
    if kind in (COMMAND, OPTIONS, OTHER):
        return None
    given = body.get("event_id")
    if kind == EVENT and isinstance(given, str) and _PLAIN_KEY.fullmatch(given):
        return f"{kind}:{given}"
    # A click comes again as the same bytes; its trigger id alone is Slack's promise, not ours.
    canonical = json.dumps(body, sort_keys=True, ensure_ascii=False, default=str)
    return f"{kind}:{hashlib.sha256(canonical.encode(errors='replace')).hexdigest()}"


def _user_id(user: Any) -> str | None:
    found = user.get("id") if isinstance(user, dict) else user
    return found if isinstance(found, str) and found else None
