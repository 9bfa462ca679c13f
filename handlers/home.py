"""App Home's door."""

from __future__ import annotations

from typing import Any

from slack_bolt import App

from bot import home
from bot.people import Asker
from bot.services import Services


def register(bolt: App) -> None:
    """Listen for who opens it."""
    bolt.event("app_home_opened")(opened)


def opened(event: dict[str, Any], services: Services, person: Asker) -> None:
    """Draw App Home for whoever opens its first tab; the tab with messages needs nothing."""
    if event.get("tab") == "home":
        shown = event.get("view") or {}
        services.replies.later(lambda: home.publish(services, person.id, replacing=shown.get("hash")))


def refresh(services: Services, person: Asker) -> None:
    """Redraw a person's App Home after something they changed."""
    services.replies.later(lambda: home.publish(services, person.id))
