"""What Slack tells about people: somebody changed, somebody came, the desk's group has other members."""

from __future__ import annotations

from typing import Any

from slack_bolt import App

from bot import directory, people, slack_skills
from bot.services import Services


def register(bolt: App) -> None:
    """Listen for the events."""
    for name in ("user_change", "team_join"):
        bolt.event(name)(heard_of)
    for name in ("subteam_members_changed", "subteam_updated"):
        bolt.event(name)(group_changed)


def heard_of(event: dict[str, Any], services: Services) -> None:
    """Take in what Slack says about a person now: rights, language and profile change at once."""
    directory.heard_of(services, event["user"])
    slack_skills.heard_of(services, event["user"]["id"])


def group_changed(services: Services) -> None:
    """Read the desk's group again, after the event is acknowledged: that takes a call to Slack."""
    services.replies.later(lambda: people.read_desk_group(services))
