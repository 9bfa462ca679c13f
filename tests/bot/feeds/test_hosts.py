"""Whose turn it is: hosts are asked one at a time, with pauses, and a slow one delays nobody else."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from itertools import count, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.hosts import Hosts, family


@dataclass
class Steady:
    """A clock that goes forward by itself when everybody sleeps: hours pass in no time."""

    time: float = 1000.0
    sleepers: list[tuple[float, int, asyncio.Future[None]]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def now(self) -> float:
        """Return the time."""
        return self.time

    async def sleep(self, seconds: float) -> None:
        """Wait for a time that comes as soon as nobody has anything to do."""
        alarm = asyncio.get_running_loop().create_future()
        heapq.heappush(self.sleepers, (self.time + seconds, next(self.numbers), alarm))
        await alarm

    async def run(self, *stories: Coroutine[object, object, None]) -> None:
        """Let things happen side by side until all have ended."""
        tasks = [asyncio.ensure_future(story) for story in stories]
        while not all(task.done() for task in tasks):
            for _ in range(20):
                await asyncio.sleep(0)
            if self.sleepers:
                at, _number, alarm = heapq.heappop(self.sleepers)
                self.time = max(self.time, at)
                if not alarm.done():
                    alarm.set_result(None)
        await asyncio.gather(*tasks)


@dataclass
class Log:
    """Who was asked when, and how many at once."""

    clock: Steady
    hosts: Hosts
    asked: list[tuple[str, float]] = field(default_factory=list)
    under_way: list[str] = field(default_factory=list)
    most: int = 0

    async def ask(self, host: str, takes: float = 0.0, name: str = "") -> None:
        """Ask a host, which takes so many seconds."""
        async with self.hosts.turn(host):
            assert family(host) not in self.under_way
            self.under_way.append(family(host))
            self.most = max(self.most, len(self.under_way))
            self.asked.append((name or host, self.clock.now() - 1000))
            if takes:
                await self.clock.sleep(takes)
            self.under_way.remove(family(host))


def log(spacing: float = 2.0, most: int = 16) -> Log:
    clock = Steady()
    return Log(clock, Hosts(clock.now, clock.sleep, spacing=spacing, most=most))


def test_a_host_is_asked_once_at_a_time_with_a_pause_in_the_order_of_coming() -> None:
    seen = log()
    asyncio.run(seen.clock.run(*(seen.ask("news.example", 1, name) for name in "abc")))
    assert seen.asked == [("a", 0.0), ("b", 3.0), ("c", 6.0)]


def test_different_hosts_are_asked_together() -> None:
    seen = log()
    asyncio.run(seen.clock.run(*(seen.ask(f"{name}.example", 1) for name in "abc")))
    assert {at for _host, at in seen.asked} == {0.0}


def test_reddit_is_asked_once_a_minute_under_all_its_names() -> None:
    seen = log()
    names = ["www.reddit.com", "old.reddit.com", "REDDIT.com."]
    asyncio.run(seen.clock.run(*(seen.ask(name) for name in names)))
    assert [at for _host, at in seen.asked] == [0.0, 61.0, 122.0]
    assert family("notreddit.com") == "notreddit.com"


def test_at_most_sixteen_are_asked_at_once() -> None:
    seen = log()
    asyncio.run(seen.clock.run(*(seen.ask(f"{number}.example", 1) for number in range(100))))
    assert seen.most == 16
    assert max(at for _host, at in seen.asked) == 6.0


def test_who_waits_for_a_slow_host_takes_no_slot_from_others() -> None:
    seen = log(most=2)
    slow = [seen.ask("reddit.com") for _ in range(5)]
    others = [seen.ask(f"{number}.example", 1) for number in range(6)]
    asyncio.run(seen.clock.run(*slow, *others))
    assert max(at for host, at in seen.asked if host != "reddit.com") <= 3.0


def test_a_host_that_wants_to_be_left_alone_is_also_by_those_who_wait_already() -> None:
    seen = log()

    async def told_to_wait() -> None:
        async with seen.hosts.turn("news.example"):
            seen.hosts.hold("news.example", 600)

    asyncio.run(seen.clock.run(told_to_wait(), seen.ask("news.example"), seen.ask("other.example")))
    assert seen.asked == [("other.example", 0.0), ("news.example", 600.0)]


def test_a_shorter_hold_does_not_end_a_longer_one() -> None:
    seen = log()
    seen.hosts.hold("news.example", 600)
    seen.hosts.hold("news.example", 5)
    assert seen.hosts.delay("news.example") == 600
    assert seen.hosts.delay("other.example") == 0


def test_the_delay_counts_those_who_stand_in_line() -> None:
    seen = log()
    delays = []

    async def look() -> None:
        delays.append(seen.hosts.delay("news.example"))

    asyncio.run(seen.clock.run(seen.ask("news.example", 1), seen.ask("news.example"), look()))
    assert delays == [4.0]


def test_a_host_is_free_when_a_turn_would_begin_at_once() -> None:
    seen = log(spacing=0.0, most=1)
    free = []

    async def look() -> None:
        free.append([seen.hosts.is_free(seen.hosts.line(f"{name}.example")) for name in ("news", "other")])

    async def story() -> None:
        await look()
        async with seen.hosts.turn("news.example"):
            await look()
        seen.hosts.hold("news.example", 600)
        await look()

    asyncio.run(story())
    assert free == [[True, True], [False, False], [False, True]]


def test_who_gives_up_waiting_leaves_the_line_and_a_failed_request_ends_its_turn() -> None:
    async def story() -> None:
        hosts = Hosts(asyncio.get_running_loop().time, spacing=0.0)
        with pytest.raises(ZeroDivisionError):
            async with hosts.turn("news.example"):
                raise ZeroDivisionError
        async with hosts.turn("news.example"):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.01), hosts.turn("news.example"):
                    pass
        async with asyncio.timeout(1), hosts.turn("news.example"):
            assert hosts.delay("news.example") == 0

    asyncio.run(story())


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 5), st.integers(0, 9)), max_size=30),
    st.integers(1, 4),
)
def test_the_rules_hold_for_any_crowd(crowd: list[tuple[str, float, int]], most: int) -> None:
    seen = log(most=most)

    async def come(host: str, takes: float, later: float) -> None:
        await seen.clock.sleep(later)
        await seen.ask(f"{host}.example", takes)

    asyncio.run(seen.clock.run(*(come(host, takes, later) for host, takes, later in crowd)))
    assert len(seen.asked) == len(crowd)
    assert seen.most <= most
    for host in "abc":
        times = sorted(at for name, at in seen.asked if name == f"{host}.example")
        assert all(later - earlier > 2.0 - 1e-6 for earlier, later in pairwise(times))
