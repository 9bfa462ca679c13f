"""What a use case may use, in one frozen record that `app.py` puts together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from slack_sdk import WebClient

from bot.memory import Memory
from bot.messenger import Messenger
from bot.replies import Replies
from bot.settings import Settings
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """Settings, database, Slack, messenger and clock."""

    settings: Settings
    database: Database
    memory: Memory
    slack: WebClient
    """For work in the background: ten seconds' patience, no retries of its own."""
    quick: WebClient
    """For the few calls that an acknowledgement waits for: two seconds' patience."""
    messenger: Messenger
    replies: Replies
    now: Callable[[], datetime]
    """Aware, in UTC."""
    team_id: str = ""
    """The workspace, as auth.test named it at start."""
    scopes: frozenset[str] = frozenset()
    """The scopes Slack granted the bot token; empty when Slack did not say."""
