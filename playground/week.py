"""Seven days in the demo town, in half a minute: the poller reads, the desk works by day, nights and the weekend are quiet."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self

from bot import people, working_hours
from bot.feeds.poller import Around, Poller
from bot.feeds.rounds import Rounds
from bot.services import Services
from playground import settling, town_desk, town_feeds
from playground.living import Living
from playground.slack.server import FakeSlack
from playground.town import Town
from playground.town_clock import TownClock
from playground.town_desk import Act

STEP = timedelta(minutes=15)
BEGINS = timedelta(hours=-2)
"""From the Monday's midnight: the feeds are added on Sunday evening."""
ENDS = timedelta(days=7, hours=10)
"""The next Monday's morning, with its brief and the report of the week."""
_PATIENCE = 60.0


def live(services: Services, made: Town, slack: FakeSlack) -> Living:
    """Live the week with the alert settings that the program is shipped with; `services` follow the town's clock."""
    monday = settling.MONDAY
    made.newsroom.items = town_feeds.week(monday.date())
    made.clock.stands_at = monday + BEGINS
    settling.read_slack(services)
    people.read_desk_group(services)
    town_desk.set_up(services, slack.url, town_desk.AS_SHIPPED)

    def moment_of(written: datetime, act: Act) -> datetime:
        time_left = timedelta(minutes=act.minutes)
        return (
            written + time_left
            if act.is_on_duty
            else working_hours.later(written, time_left, services.settings.timezone)
        )

    with Reading(services, made.clock) as reading:
        life = Living(services, made.clock, made.newsroom.items, reading.poll, moment_of)
        life.until(monday + ENDS, STEP)
    return life


class Reading:
    """The poller, which reads what is due when it is told to, by the town's clock."""

    def __init__(self, services: Services, clock: TownClock) -> None:
        """Take the clock that hosts' turns are counted with, too."""
        self._services, self._clock = services, clock
        self._loop = asyncio.new_event_loop()
        self._opened: Any = None
        self._rounds: Rounds | None = None

    def __enter__(self) -> Self:
        """Begin as a process does that has just started."""
        around = Around(steady=self._clock.seconds, sleep=self._sleep)
        feeds = self._services.feeds
        self._opened = Poller(self._services, feeds.policy, feeds.parser.parse, around).opened()
        self._rounds = self._loop.run_until_complete(self._opened.__aenter__())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End as a process does that is told to stop."""
        self._loop.run_until_complete(self._opened.__aexit__(kind, error, trace))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def poll(self) -> None:
        """Poll everything that is due, to the end."""
        rounds = self._rounds
        if rounds is not None:
            self._loop.run_until_complete(asyncio.wait_for(self._all_that_is_due(rounds), _PATIENCE))

    async def _all_that_is_due(self, rounds: Rounds) -> None:
        while await rounds.look():
            await rounds.settle()
        await rounds.settle()

    async def _sleep(self, seconds: float) -> None:
        self._clock.move(seconds)
        await asyncio.sleep(0)
