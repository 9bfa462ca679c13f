"""Whose turn it is: one request at a time per host, some seconds apart, and a bounded number in all.

Times are seconds of a clock that only goes forward (`now`), never of the wall. A redirect to another host counts for the host
that was asked first only: where it leads is not known before it is followed, and waiting there would hold two hosts at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import lru_cache
from typing import Final

SPACING: Final = 2.0
SLOW_HOSTS: Final[Mapping[str, float]] = {"reddit.com": 61.0}
"""Hosts, with all below them, that want more seconds between two requests. Reddit: one a minute and address, since June 2026."""
MOST_AT_ONCE: Final = 16


@lru_cache(maxsize=4_096)
def family(host: str) -> str:
    """Return the name under which a host takes its turns: those of a slow host share one line."""
    name = host.lower().removesuffix(".")
    for slow in SLOW_HOSTS:
        if name.endswith(slow) and (name == slow or name.endswith(f".{slow}")):
            return slow
    return name


class Line:
    """Who stands before one host, in the order of their coming."""

    __slots__ = ("lock", "open_at", "spacing", "waiting")

    def __init__(self, spacing: float) -> None:
        """Begin with nobody waiting."""
        self.lock = asyncio.Lock()
        self.open_at = float("-inf")
        self.spacing = spacing
        self.waiting = 0
        """Those who wait and the one whose turn it is."""


class Hosts:
    """The turns of one event loop: `async with hosts.turn(host): ...`.

    Who waits for a host does so without one of the slots that all hosts share, so a slow host delays nobody else.
    """

    def __init__(
        self,
        now: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        *,
        spacing: float = SPACING,
        most: int = MOST_AT_ONCE,
    ) -> None:
        """Begin with nobody waiting. `spacing` is in seconds, from the end of one turn to the start of the next."""
        self._now = now
        self._sleep = sleep
        self._spacing = spacing
        self._slots = asyncio.Semaphore(most)
        self._lines: dict[str, Line] = {}

    def turn(self, host: str) -> Turn:
        """Return a context that waits until this host may be asked, and keeps others from it meanwhile."""
        return Turn(self, self.line(host))

    def line(self, host: str) -> Line:
        """Return the line before a host, for `take` and `end`."""
        name = family(host)
        line = self._lines.get(name)
        if line is None:
            line = self._lines[name] = Line(max(SLOW_HOSTS.get(name, 0.0), self._spacing))
        return line

    def is_free(self, line: Line) -> bool:
        """Tell whether whoever takes a turn now has it at once."""
        return not line.waiting and not self._slots.locked() and line.open_at <= self._now()

    async def take(self, line: Line) -> None:
        """Wait for a turn; whoever is cancelled meanwhile leaves the line."""
        line.waiting += 1
        try:
            await line.lock.acquire()
            try:
                # A hold may be put on the host while somebody sleeps, so the time is looked at again.
                while (wait := line.open_at - self._now()) > 0:
                    await self._sleep(wait)
                await self._slots.acquire()
            except BaseException:
                line.lock.release()
                raise
        except BaseException:
            line.waiting -= 1
            raise

    def end(self, line: Line) -> None:
        """End a turn and let the next one come."""
        line.open_at = max(line.open_at, self._now() + line.spacing)
        line.waiting -= 1
        self._slots.release()
        line.lock.release()

    def hold(self, host: str, seconds: float) -> None:
        """Let nobody ask a host for so long, as it wished (429, Retry-After). Not for the operator's own bridges."""
        line = self.line(host)
        line.open_at = max(line.open_at, self._now() + seconds)

    def delay(self, host: str) -> float:
        """Return after how many seconds, at the earliest, somebody who came now would have their turn."""
        line = self.line(host)
        return max(0.0, line.open_at - self._now()) + line.waiting * line.spacing


class Turn:
    """One turn, for `async with`. A class, since a generator costs the loop several times as much for each of its turns."""

    __slots__ = ("_hosts", "_line")

    def __init__(self, hosts: Hosts, line: Line) -> None:
        """Stand in no line yet."""
        self._hosts = hosts
        self._line = line

    async def __aenter__(self) -> None:
        """Wait for the turn."""
        await self._hosts.take(self._line)

    async def __aexit__(self, *_error: object) -> None:
        """End it."""
        self._hosts.end(self._line)
