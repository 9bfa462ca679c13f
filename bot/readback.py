"""Look for a card's message in Slack by the key in its metadata, where history may be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from storage.models import Place

CLOCK_SKEW = timedelta(minutes=2)
"""Slack's clock and ours may differ by this much."""
_PAGE = 200
_MOST_PAGES = 25
_UNREADABLE = {
    "missing_scope",
    "not_in_channel",
    "channel_not_found",
    "no_permission",
    "is_archived",
    "user_not_found",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Where a message is."""

    channel: str
    ts: str


def find_message(slack: WebClient, place: Place, thread_ts: str | None, key: str, since: datetime) -> Found | None:
    """Return the message that carries `key`, posted at or after `since`; None when it is not there or may not be read.

    Raises SlackApiError when Slack does not answer for now; the caller tries again later.
    """
    try:
        channel = place.channel or _channel_of(slack, place.address)
        oldest = f"{(since - CLOCK_SKEW).timestamp():.6f}"
        cursor = ""
        for _page in range(_MOST_PAGES):
            answer = _read(slack, channel, thread_ts, oldest, cursor)
            for message in answer.get("messages") or []:
                if _key_of(message) == key:
                    return Found(channel, str(message["ts"]))
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None
    except SlackApiError as error:
        if error.response.get("error") in _UNREADABLE:
            return None
        raise
    return None


def _channel_of(slack: WebClient, address: str) -> str:
    if not address.startswith(("U", "W")):
        return address
    return str(slack.conversations_open(users=address)["channel"]["id"])


def _read(slack: WebClient, channel: str, thread_ts: str | None, oldest: str, cursor: str) -> Any:
    asked: dict[str, Any] = {
        "channel": channel,
        "oldest": oldest,
        "limit": _PAGE,
        "include_all_metadata": True,
    }
    if cursor:
        asked["cursor"] = cursor
    if thread_ts is not None:
        return slack.conversations_replies(ts=thread_ts, **asked)
    return slack.conversations_history(**asked)


def _key_of(message: dict[str, Any]) -> str | None:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return payload.get("key")
