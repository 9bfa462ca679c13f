"""What a use case may use, in one frozen record that `app.py` puts together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from slack_sdk import WebClient

from bot.feeds.reading import FeedReader
from bot.memory import Memory
from bot.mentions.shelf import Stories
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
    feeds: FeedReader = field(default_factory=FeedReader)
    """Reads a feed once because somebody looks at its address; the poller shares its policy and its parser."""
    stories: Stories = field(default_factory=Stories)
    """What was said in the last two days, by which the next telling is recognised."""
    team_id: str = ""
    """The workspace, as auth.test named it at start."""
    team_url: str = ""
    """Its address with a slash at the end, by which messages are linked to; empty when Slack did not say."""
    scopes: frozenset[str] = frozenset()
    """The scopes Slack granted the bot token; empty when Slack did not say."""
