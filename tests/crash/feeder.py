"""What runs in the processes that the crash tests kill: a poller of feeds, in a time that runs two thousand times as fast."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from datetime import datetime, timedelta
from multiprocessing.synchronize import Event
from time import monotonic
from typing import Any

import structlog
from sqlalchemy import event

from bot.feeds.fetch import Policy
from bot.feeds.parse import parse
from bot.feeds.poller import Around, Poller
from storage.database import Database
from tests import network
from tests.bot.register import services_on
from tests.clock import Clock

SPEED = 2_000
"""Seconds of the feeds' time in a real one: a floor of a quarter of an hour is over in half of one."""


class FastClock(Clock):
    """A clock that runs by itself, and fast."""

    def __init__(self, start: datetime) -> None:
        """Begin at a moment."""
        super().__init__(start)
        self.began = monotonic()

    def __call__(self) -> datetime:
        """Return the moment."""
        return self.now + timedelta(seconds=(monotonic() - self.began) * SPEED)


def poll_until_killed(url: str, allowed: frozenset[str], start: datetime, step: str, ready: Event) -> None:
    """Poll what falls due; die at a step as in a power cut: no handler runs, nothing is flushed."""
    network.install()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    services = services_on(Database(url), FastClock(start), feed_allowed_hosts=allowed)
    services.database.ping()
    reached: list[str] = []

    def hear(name: str) -> None:
        reached.append(name)
        if name == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def commits(_connection: Any) -> None:
        if step == "commit" and reached[-1:] == ["parsed"]:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(services.database.engine, "commit", commits)
    ready.set()
    around = Around(lambda: monotonic() * SPEED, lambda seconds: asyncio.sleep(seconds / SPEED), step=hear)
    asyncio.run(_poll_on(Poller(services, Policy("test", allowed), parse, around)))


async def _poll_on(poller: Poller) -> None:
    async with poller.opened() as rounds:
        while True:
            await rounds.look()
            await asyncio.sleep(0.02)
