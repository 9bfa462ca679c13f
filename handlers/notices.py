"""Places that refused messages: the buttons of whoever was told, and what Slack says when a place opens again."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import notices
from bot.people import Asker
from bot.questions import rooms
from bot.services import Services
from bot.views import notices as view


def register(bolt: App) -> None:
    """Listen for the buttons and the events."""
    bolt.action(view.RETRY)(retry)
    bolt.action(view.MOVE)(move)
    bolt.event("member_joined_channel")(member_joined)
    bolt.event("channel_archive")(archived)
    bolt.event("channel_unarchive")(unarchived)


def retry(ack: Ack, action: dict[str, Any], services: Services, person: Asker) -> None:
    """Try a place again now."""
    notices.try_again(services, int(action["value"]), by=person)
    ack()


def move(ack: Ack, action: dict[str, Any], services: Services, person: Asker) -> None:
    """Send what waits to another channel."""
    blockage_id = int(action["block_id"].partition(":")[2])
    notices.send_elsewhere(services, blockage_id, action["selected_conversation"], by=person)
    ack()


def member_joined(event: dict[str, Any], context: BoltContext, services: Services) -> None:
    """Try a place at once when the bot was invited there."""
    if event.get("user") == context.bot_user_id:
        notices.place_opened(services, event["channel"])


def archived(event: dict[str, Any], services: Services) -> None:
    """Ask those whose questions stand in a channel how they go on."""
    rooms.archived(services, event["channel"])


def unarchived(event: dict[str, Any], services: Services) -> None:
    """Try a place at once when it was unarchived."""
    rooms.in_use_again(services, event["channel"])
    notices.place_opened(services, event["channel"])
