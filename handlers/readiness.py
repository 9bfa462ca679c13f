"""Ready or not: the parts without which the bot serves nobody, asked by a supervisor through /readyz."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.feeds.poller import Poller
from bot.services import Services
from handlers.clock import HEARTBEAT, Clock
from storage.database import OUT_OF_REACH

MOST_SILENCE = 15.0 * HEARTBEAT
"""Seconds without any tick after which the clock counts as dead."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What to ask; `connected` tells whether Slack can reach the bot."""

    services: Services
    clock: Clock
    poller: Poller
    connected: Callable[[], bool]

    def failing(self) -> dict[str, str]:
        """Return the failing parts, each with what is wrong; empty when all is well."""
        asked = {
            "database": self._database(),
            "slack": "" if self.connected() else "not connected",
            "ticks": "" if self.clock.silent_for < MOST_SILENCE else "the clock has stopped",
            "messenger": self._messenger(),
            "feeds": "" if self.poller.alive else "not running",
        }
        return {part: wrong for part, wrong in asked.items() if wrong}

    def _database(self) -> str:
        try:
            self.services.database.ping()
        except OUT_OF_REACH as error:
            return type(error).__name__
        return ""

    def _messenger(self) -> str:
        messenger = self.services.messenger
        if not messenger.alive:
            return "not running"
        return messenger.trouble or ""
