"""What the poller does again and again within its event loop: claim, let hosts take turns, write in batches, give back.

A claimed feed is held in memory for half a minute at most before it is asked; where its host has no turn for it by then, it goes
back to the database with the moment at which the host may have one. So a slow host fills no memory and holds nobody up.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.feeds import trouble
from bot.feeds.addresses import BadAddressError, checked, place
from bot.feeds.hosts import MOST_AT_ONCE, SLOW_HOSTS, Hosts
from bot.feeds.judgement import host_of
from bot.feeds.parsing import ParserClosedError
from bot.feeds.polling import Bench, origin, poll, put_back
from bot.feeds.timing import slots
from storage import feeds, feeds_troubles
from storage.database import OUT_OF_REACH
from storage.feeds import Claim, Due, Written

AT_ONCE: Final = 50
"""Feeds that one claim takes at most."""
HELD: Final = 100
"""Feeds that are held in memory at most: asked, or waiting for their host."""
LEASE: Final = timedelta(seconds=15)
"""For how long others leave claimed feeds alone; it is renewed while they are held."""
_RENEW: Final = 5.0
APART: Final = 0.001
"""Seconds that each poll has to itself at its start: those who acknowledge commands never wait long for the
interpreter. Three times as much makes a poll half as dear again (measured)."""
TOGETHER: Final = MOST_AT_ONCE
"""Polls that begin at one moment. After every pause the processor's caches are cold: a quarter as many at one moment makes a
poll dearer by a tenth, and acknowledgements are no sooner (measured)."""
_BATCH: Final = 2.0
"""Seconds after which a change of a row is written, at the latest."""
_JUMP: Final = timedelta(minutes=1)
"""So much between two looks, or so far back, means that the machine slept or its clock was set."""
_LAST_WORDS: Final = 2.0
_log = structlog.get_logger(__name__)


class Rounds:
    """The state of one loop. `counted` is told how each poll ended."""

    def __init__(self, bench: Bench, hosts: Hosts, steady: Callable[[], float], counted: Callable[[str], None]) -> None:
        """Begin with nothing claimed."""
        self._bench = bench
        self._hosts = hosts
        self._steady = steady
        self._counted = counted
        self._allowed = bench.services.settings.feed_allowed_hosts
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._asked: set[int] = set()
        self._held: dict[int, Due] = {}
        self._waiting: deque[tuple[Due, str]] = deque()
        self._starting: asyncio.Task[None] | None = None
        self._lines: Counter[str] = Counter()
        self._batch: list[Written] = []
        self._batched_at = self._renewed_at = steady()
        self._looked_at: datetime | None = None
        self._is_behind = False
        self.room = asyncio.Event()
        """Set when feeds are known to wait and there is room for them again."""

    @property
    def busy(self) -> bool:
        """Tell whether feeds are held."""
        return bool(self._held)

    async def look(self) -> int:
        """Write what is to be written, claim what is due and begin to poll it; returns how many feeds were claimed."""
        now = self._bench.services.now()
        if self._looked_at is None or not -_JUMP < now - self._looked_at < max(_JUMP, self._floor):
            await self._bench.in_database(self._spread_overdue)
        self._looked_at = now
        self.room.clear()
        space = min(AT_ONCE, HELD - len(self._held))
        if space <= 0 or not await self._is_any_due(now):
            await self._write_if_ripe()
            return 0
        claimed = await self._exchange(space)
        self._is_behind = len(claimed) == space
        self._bench.step("claimed")
        self._begin(claimed)
        return len(claimed)

    async def settle(self) -> None:
        """Wait until no feed is held, and write everything."""
        while self._held:
            await asyncio.wait(self._under_way())
        await self._exchange(0)

    async def stop(self) -> None:
        """Hang up, write what is known, and give back what was not asked."""
        held, asked = dict(self._held), set(self._asked)
        tasks = self._under_way()
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=_LAST_WORDS)
        self._held.clear()  # all of them are given back now, so nothing is renewed
        known, now = {one.feed_id for one in self._batch}, self._bench.services.now()
        for feed_id, due in held.items():
            if feed_id not in known:
                # Who was asked keeps the next poll of the claim: hanging up must not lead to asking again at once.
                said = {"last_polled_at": now} if feed_id in asked else {"next_poll_at": now}
                self._batch.append(Written(due.id, due.version, self._bench.owner, said))
        await self._exchange(0)

    def _under_way(self) -> list[asyncio.Task[None]]:
        return [*self._tasks.values(), *([self._starting] if self._starting else [])]

    @property
    def _floor(self) -> timedelta:
        return timedelta(seconds=self._bench.pace.floor)

    async def _is_any_due(self, now: datetime) -> bool:
        """Look before claiming, for a look locks nothing; whoever is behind knows without one."""
        if self._is_behind:
            return True
        due_at = await self._bench.in_database(self._next_due)
        return due_at is not None and due_at <= now

    def _next_due(self) -> datetime | None:
        with self._bench.services.database.read() as session:
            return feeds.next_due(session)

    async def _write_if_ripe(self) -> None:
        now = self._steady()
        wait = min(_BATCH, self._bench.pace.floor / 2)
        is_ripe = self._batch and now - self._batched_at >= wait
        if is_ripe or (self._held and now - self._renewed_at >= _RENEW):
            await self._exchange(0)

    async def _exchange(self, space: int) -> list[Due]:
        """Write the batch, renew what is held and claim up to `space` feeds, in one transaction."""
        batch, self._batch = self._batch, []
        ids, now = list(self._held), self._steady()
        renewed = ids if now - self._renewed_at >= _RENEW else []
        try:
            claimed = await self._bench.in_database(lambda: self._in_one_transaction(batch, renewed, space))
        except BaseException:
            self._batch[:0] = batch
            raise
        self._batched_at = now
        self._renewed_at = now if renewed or not ids else self._renewed_at
        return claimed

    def _in_one_transaction(self, batch: list[Written], renewed: list[int], space: int) -> list[Due]:
        if not (batch or renewed or space):
            return []
        bench, now = self._bench, self._bench.services.now()
        # Not before the feed may have been asked at the last moment of our patience, plus a floor.
        after_a_crash = timedelta(seconds=bench.pace.usual + bench.pace.patience)
        claim = Claim(bench.owner, now, now + LEASE, now + after_a_crash, space)
        with bench.services.database.begin() as session:
            feeds.write(session, batch)
            if renewed:
                feeds.renew(session, renewed, bench.owner, now + LEASE)
            return feeds.claim(session, claim) if space else []

    def _spread_overdue(self) -> None:
        """After a pause, spread what is overdue, and take up again what was left in the middle."""
        services, now = self._bench.services, self._bench.services.now()
        with services.database.begin() as session:
            late = feeds.overdue(session, now)
            if late:
                # A short pause is made up for in as short a time; a wrong clock says nothing about how long it was.
                longest = max(now - at if at <= now else self._floor for _id, at in late)
                moments = slots(now, min(self._floor, longest), len(late))
                feeds.put_off(session, zip((feed_id for feed_id, _at in late), moments, strict=True))
            for feed_id in feeds_troubles.works_again(session):
                feed = feeds.locked(session, feed_id)
                if feed is not None:
                    trouble.ends(services, session, feed, now)
            held_off = feeds.sent_away(session, now)
        for url, until in held_off:
            self._hold(url, (until - now).total_seconds())

    def _begin(self, claimed: list[Due]) -> None:
        ahead = Counter(self._lines)
        for due in claimed:
            host = host_of(due.url)
            wait = max(self._hosts.delay(host), ahead[host] * max(SLOW_HOSTS.get(host, 0.0), self._bench.pace.spacing))
            ahead[host] += 1
            if wait > self._bench.pace.patience:
                self._batch.append(put_back(self._bench, due, wait))
                continue
            self._lines[host] += 1
            self._held[due.id] = due
            self._waiting.append((due, host))
        if self._waiting and self._starting is None:
            self._starting = asyncio.create_task(self._start_waiting())

    async def _start_waiting(self) -> None:
        """Begin to poll what waits, some feeds together and then a pause: a timer for all of them."""
        try:
            while self._waiting:
                for _ in range(min(TOGETHER, len(self._waiting))):
                    due, host = self._waiting.popleft()
                    self._tasks[due.id] = asyncio.create_task(self._take_turn(due, host))
                await asyncio.sleep(TOGETHER * APART)
        finally:
            self._starting = None

    async def _take_turn(self, due: Due, host: str) -> None:
        try:
            left = await self._polled(due, host)
        except (*OUT_OF_REACH, ParserClosedError) as error:
            # The claim's next poll stands; nothing was believed, so the same answer is read again then.
            _log.warning("poll not written", feed=due.id, error=type(error).__name__)
        except Exception as error:  # noqa: BLE001 - the other feeds are polled all the same
            _log.error("poll failed", feed=due.id, **origin(error))
        else:
            if left is not None:
                self._batch.append(left)
        finally:
            self._lines[host] -= 1
            if not self._lines[host]:
                del self._lines[host]
            self._asked.discard(due.id)
            self._held.pop(due.id, None)
            del self._tasks[due.id]
            if self._is_behind and len(self._held) <= HELD - AT_ONCE:
                self.room.set()

    async def _polled(self, due: Due, host: str) -> Written | None:
        line = self._hosts.line(host)
        if self._hosts.is_free(line):
            await self._hosts.take(line)  # at once, so nobody has to look at the time
        else:
            try:
                async with asyncio.timeout(self._bench.pace.patience):
                    await self._hosts.take(line)
            except TimeoutError:
                return put_back(self._bench, due, self._hosts.delay(host))
        try:
            self._asked.add(due.id)
            outcome = await poll(self._bench, due)
            self._hold(outcome.url, outcome.verdict.hold)
        finally:
            self._hosts.end(line)
        self._counted(outcome.verdict.outcome)
        return outcome.left

    def _hold(self, url: str, seconds: float) -> None:
        """Leave a host alone that said so; not one of the operator's own, behind which many sources stand."""
        if seconds > 0 and not self._is_own(url):
            self._hosts.hold(host_of(url), seconds)

    def _is_own(self, url: str) -> bool:
        try:
            return place(checked(url, self._allowed)) in self._allowed
        except BadAddressError:
            return False
