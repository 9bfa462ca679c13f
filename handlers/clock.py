"""The clock's door: a table of ticks. What is due lives in our tables; the scheduler only wakes the use cases up.

APScheduler keeps its jobs in memory, runs one of a kind at a time and never skips a late one: a tick asks "what is due now?",
so running once after a pause is right and running twice does no harm.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]
from apscheduler.jobstores.memory import MemoryJobStore  # type: ignore[import-untyped]
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]

from bot import (
    directory,
    hr_decisions,
    hr_write,
    inbox,
    inquiries_next,
    orphans,
    people,
    profiles_reminder,
    slack_skills,
)
from bot.answers import freshness, meanings
from bot.approvals import leaving
from bot.ideas import ages as idea_ages
from bot.ideas import follow_lists
from bot.ideas import retention as idea_retention
from bot.mentions import digests, duty, quality, response_clock, retention, spikes, weekly
from bot.questions import deadlines, deciders, direct, rooms, thanks
from bot.questions import retention as question_retention
from bot.reminders import ticking
from bot.services import Services
from bot.tips import removing as tips_removing
from bot.tips import sending as tips_sending

Tick = Callable[[Services], None]
HEARTBEAT = 1
"""Seconds between the quickest ticks; the clock is alive when the last of them is not long ago."""
_log = structlog.get_logger(__name__)


def notice_changes(services: Services) -> None:
    """Forget what another process has changed."""
    services.memory.notice_changes()


def forget_people(services: Services) -> None:
    """Look again at what is known about people: what Slack said is believed for half a day."""
    services.memory.forget(people.BODY)


TICKS: tuple[tuple[Tick, int], ...] = (
    (notice_changes, HEARTBEAT),
    (ticking.say_due, HEARTBEAT),
    (leaving.look_after, 20),
    (directory.read_on, 3),
    (slack_skills.read_on, 3),
    (people.read_desk_group, 600),
    (inbox.prune, 3600),
    (forget_people, 3600),
    (orphans.watch, 3600),
    (meanings.learn, HEARTBEAT),
    (hr_write.catch_up, 2),
    (hr_decisions.apply_accepted, 5),
    (hr_decisions.tidy, 3600),
    (inquiries_next.look_after, 20),
    (deadlines.look_after, 20),
    (thanks.tell, 600),
    (deciders.look_after, 600),
    (rooms.look, 600),
    (response_clock.remind, 15),
    (duty.watch, 60),
    (digests.show_due, 15),
    (spikes.watch, 60),
    (weekly.tell, 60),
    (freshness.look, 60),
    (idea_ages.look, 60),
    (follow_lists.tell, 60),
    (quality.advise, 600),
    (retention.prune, 3600),
    (direct.prune, 3600),
    (tips_sending.look_after, 60),
    (tips_removing.prune, 3600),
    (inquiries_next.prune, 3600),
    (question_retention.prune, 3600),
    (idea_retention.prune, 3600),
    (follow_lists.prune, 3600),
    (profiles_reminder.remind, 600),
)
"""What runs, and every how many seconds."""


class Clock:
    """Runs the ticks. A tick that fails is told in the log once, and runs again at its next time."""

    def __init__(self, services: Services, *more: Tick) -> None:
        """Arrange the ticks; nothing runs before `start`. `more` are ticks of this process alone, at every heartbeat."""
        self._services = services
        self._failing: set[str] = set()
        self._last_beat = time.monotonic()
        self._scheduler = BackgroundScheduler(
            jobstores={"default": MemoryJobStore()},
            executors={"default": ThreadPoolExecutor(4)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone="UTC",
        )
        for tick, seconds in (*TICKS, *((tick, HEARTBEAT) for tick in more)):
            self._scheduler.add_job(self._run, "interval", args=[tick], seconds=seconds, id=_name(tick))

    def start(self) -> None:
        """Begin to tick."""
        self._last_beat = time.monotonic()
        self._scheduler.start()

    def stop(self) -> None:
        """Let running ticks end and stop."""
        if self._scheduler.running:
            self._scheduler.shutdown()

    @property
    def silent_for(self) -> float:
        """Seconds since the last tick of any kind began."""
        return time.monotonic() - self._last_beat

    def _run(self, tick: Tick) -> None:
        self._last_beat = time.monotonic()
        name = _name(tick)
        try:
            tick(self._services)
        except Exception:  # noqa: BLE001 - a tick must not end the clock
            if name not in self._failing:
                _log.exception("tick failed", tick=name)
            self._failing.add(name)
        else:
            if name in self._failing:
                _log.info("tick works again", tick=name)
            self._failing.discard(name)


def _name(tick: Tick) -> str:
    """Name a tick, apart from one of the same name in another module."""
    return f"{tick.__module__}.{tick.__qualname__}"
