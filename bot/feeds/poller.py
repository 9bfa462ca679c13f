"""The poller: a thread with an event loop of its own that polls feeds as they fall due.

All it knows is in the database, so a restart resets nothing and two processes share the work. Waiting for many servers is
asyncio's; everything that computes happens in the parser's process, everything that writes in one thread, so the
acknowledgements of commands notice nothing of a thousand feeds.
"""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from threading import Event, Thread
from typing import Final, TypeVar
from uuid import uuid4

import structlog
from aiohttp.abc import AbstractResolver

from bot.feeds.fetch import Fetcher, Policy
from bot.feeds.hosts import Hosts
from bot.feeds.polling import Bench, Parses
from bot.feeds.rounds import Rounds
from bot.feeds.timing import Pace
from bot.services import Services
from storage.database import OUT_OF_REACH

_LOOK: Final = 1.0
"""Seconds between two looks for what is due: other processes and people wake nobody here."""
T = TypeVar("T")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds the poller, as tests may want it: the clock of hosts' turns, name service, who hears the steps."""

    steady: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    names: AbstractResolver | None = None
    step: Callable[[str], None] = lambda _name: None
    counted: Callable[[str], None] = lambda _outcome: None
    """Told how each poll ended, see `bot.feeds.judgement`."""


class Poller:
    """Polls feeds. Starts nothing by itself: `start` begins, `stop` ends it."""

    def __init__(self, services: Services, policy: Policy, parse: Parses, around: Around | None = None) -> None:
        """Take what polling needs."""
        self._services = services
        self._policy = policy
        self._parse = parse
        self._around = around or Around()
        self._pace = Pace(services.settings.poll_seconds)
        self._asked_to_stop = Event()
        self._thread: Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake: asyncio.Event | None = None

    def start(self) -> None:
        """Begin to poll."""
        self._asked_to_stop.clear()
        self._thread = Thread(target=self._run, name="feeds", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """Hang up, write what is known and end; `timeout` seconds at most."""
        self._asked_to_stop.set()
        if self._loop is not None and self._wake is not None:
            with suppress(RuntimeError):  # it has ended by itself
                self._loop.call_soon_threadsafe(self._wake.set)
        if self._thread is not None:
            self._thread.join(timeout)
            self._thread = None

    @property
    def alive(self) -> bool:
        """Tell whether the thread runs."""
        return self._thread is not None and self._thread.is_alive()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Rounds]:
        """Open connections and threads, and close them after the last round."""
        around = self._around
        database = ThreadPoolExecutor(1, "feeds-database")
        parser = ThreadPoolExecutor(2, "feeds-parser")  # while one hands over what was read, the child reads on
        async with Fetcher(self._policy, around.names) as fetcher:
            bench = Bench(
                services=self._services,
                pace=self._pace,
                owner=f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid4().hex[:12]}",
                fetch=fetcher.get,
                parse=self._parse,
                in_database=_InThread(database),
                in_parser=_InThread(parser),
                step=around.step,
            )
            hosts = Hosts(around.steady, around.sleep, spacing=self._pace.spacing)
            rounds = Rounds(bench, hosts, around.steady, around.counted)
            try:
                yield rounds
            finally:
                await _ended(rounds)
                parser.shutdown(wait=False, cancel_futures=True)
                database.shutdown()

    def _run(self) -> None:
        while not self._asked_to_stop.is_set():
            try:
                asyncio.run(self._poll_on())
            except Exception:  # noqa: BLE001 - a poller that dies reads nothing
                _log.exception("poller failed")
                self._asked_to_stop.wait(5.0)

    async def _poll_on(self) -> None:
        self._loop, self._wake = asyncio.get_running_loop(), asyncio.Event()
        async with self.opened() as rounds:
            while not self._asked_to_stop.is_set():
                try:
                    await rounds.look()
                except OUT_OF_REACH as error:
                    _log.warning("poller cannot reach the database", error=type(error).__name__)
                await self._rest(rounds)

    async def _rest(self, rounds: Rounds) -> None:
        """Wait for the next look: a moment, or until there is room for feeds that wait."""
        wake = self._wake
        if wake is None:
            return
        waits = [asyncio.ensure_future(rounds.room.wait()), asyncio.ensure_future(wake.wait())]
        seconds = min(_LOOK, self._pace.floor / 4)
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for one in waits:
            one.cancel()


class _InThread:
    """Runs functions in the threads of a pool."""

    def __init__(self, thread: ThreadPoolExecutor) -> None:
        self._thread = thread

    def __call__(self, work: Callable[[], T], /) -> Awaitable[T]:
        return asyncio.get_running_loop().run_in_executor(self._thread, work)


async def _ended(rounds: Rounds) -> None:
    try:
        await rounds.stop()
    except OUT_OF_REACH as error:
        _log.warning("polls not written: the database is out of reach", error=type(error).__name__)
