"""Look for a card's message in Slack by the key in its metadata, where history may be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.outcomes import error_name
from bot.people import is_user_id
from storage.models import Place

MARGIN = timedelta(hours=1)
"""Slack's clock and ours may differ by this much, and ours may be set right in between."""
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
class Sought:
    """A message to look for: its key, the thread it stands in, and the time in which it was posted if it was."""

    key: str
    thread_ts: str | None
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """Where a message is."""

    channel: str
    ts: str


class UnreadableError(Exception):
    """The bot may not read the place: nobody can tell whether a message is there."""


def find_message(slack: WebClient, place: Place, sought: Sought) -> Found | None:
    """Return where the message with the key is; None when it is not there.

    Raises UnreadableError when the place may not be read, and SlackApiError or OSError when Slack does not answer for now.
    """
    try:
        channel = place.channel or _channel_of(slack, place.address)
        for message in _messages(slack, channel, sought):
            if _key_of(message) == sought.key:
                return Found(channel, str(message["ts"]))
    except SlackApiError as error:
        if error_name(error) in _UNREADABLE:
            raise UnreadableError(error_name(error)) from error
        raise
    return None


def _channel_of(slack: WebClient, address: str) -> str:
    if not is_user_id(address):
        return address
    return str(slack.conversations_open(users=address)["channel"]["id"])


def _messages(slack: WebClient, channel: str, sought: Sought) -> Iterator[dict[str, Any]]:
    asked: dict[str, Any] = {
        "channel": channel,
        "oldest": f"{(sought.since - MARGIN).timestamp():.6f}",
        "latest": f"{(sought.until + MARGIN).timestamp():.6f}",
        "limit": _PAGE,
        "include_all_metadata": True,
    }
    for _page in range(_MOST_PAGES):
        if sought.thread_ts is None:
            answer = slack.conversations_history(**asked)
        else:
            answer = slack.conversations_replies(ts=sought.thread_ts, **asked)
        yield from answer.get("messages") or []
        asked["cursor"] = (answer.get("response_metadata") or {}).get("next_cursor")
        if not asked["cursor"]:
            return


def _key_of(message: dict[str, Any]) -> str | None:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return payload.get("key")
