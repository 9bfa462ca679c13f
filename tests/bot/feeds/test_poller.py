"""The loop around the polls: what it claims, writes and gives back, alone and beside others."""

from __future__ import annotations

import asyncio
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from structlog.testing import capture_logs

from bot.feeds import product
from bot.feeds.fetch import Policy
from bot.feeds.items import FeedDocument
from bot.feeds.parse import parse
from bot.feeds.poller import Around, Poller
from bot.feeds.rounds import APART, AT_ONCE
from storage.database import Database
from storage.models import Feed
from tests.bot.feeds.reading_room import AGENT, ReadingRoom, news, reading_room
from tests.bot.register import statements
from tests.clock import Clock
from tests.feed_server import Reply, loopback

HOSTS = tuple(loopback(60))
SECRET = "feed-key-s3cret"


@pytest.fixture
def room(database: Database, clock: Clock) -> Iterator[ReadingRoom]:
    """A house that polls, on SQLite and on PostgreSQL."""
    with reading_room(database, clock, HOSTS) as opened:
        yield opened


def poller_of(room: ReadingRoom, patience: float = 3, **around: Any) -> Poller:
    """Return a poller that lives by the real clock of hosts' turns, as in the real process."""
    policy = Policy(AGENT, room.services.settings.feed_allowed_hosts, total=patience, read=patience)
    return Poller(room.services, policy, parse, Around(**around))


def test_the_first_poll_is_quiet_and_the_next_brings_what_is_new(room: ReadingRoom) -> None:
    feed = room.add(room.server.feed("/a", news(1, 2), etag='"1"'))
    room.poll()
    assert (room.titles(feed, quiet=True), room.titles(feed)) == (["News 2", "News 1"], [])
    room.server.feed("/a", news(1, 2, 3), etag='"2"')
    room.let_pass(hours=2)
    assert room.titles(feed) == ["News 3"]
    row = room.feed(feed)
    assert (row.etag, row.errors, row.lease_owner) == ('"2"', 0, None)
    assert row.last_news_at is not None


def test_an_empty_feed_has_its_baseline_too(room: ReadingRoom) -> None:
    feed = room.add(room.server.feed("/a", news(), etag='"0"'))
    room.poll()
    room.server.feed("/a", news(1), etag='"1"')
    room.let_pass(hours=2)
    assert room.titles(feed) == ["News 1"]


def test_two_processes_on_one_database_poll_no_feed_twice(room: ReadingRoom) -> None:
    async def side_by_side() -> None:
        async with poller_of(room).opened() as first, poller_of(room).opened() as second:
            await asyncio.gather(first.look(), second.look())
            for number, host in enumerate(HOSTS):
                room.server.add_on(host, f"/{number}", Reply(news(number), delay=0.05))
                room.add(room.server.url(f"/{number}", host))
            for _ in range(10):
                await asyncio.gather(first.look(), second.look())
            await asyncio.gather(first.settle(), second.settle())

    room.loop.run_until_complete(side_by_side())
    room.poll()
    asked = Counter(request.path for request in room.server.log)
    assert (len(asked), set(asked.values())) == (len(HOSTS), {1})


def test_unchanged_feeds_cost_a_few_statements_for_all_of_them(room: ReadingRoom) -> None:
    for number, host in enumerate(HOSTS):
        room.server.add_on(host, f"/{number}", Reply(news(number), etag='"1"'))
        room.add(room.server.url(f"/{number}", host))
    for _ in range(2):
        room.set_all(next_poll_at=room.clock.now, interval=3_600, is_conditional=True, unchanged_since=room.clock.now)
        spent = statements(room.services.database, room.poll)
    assert len(room.server.log) == 2 * len(HOSTS)
    assert spent < 30


def test_feeds_that_fall_due_together_are_asked_one_after_the_other(room: ReadingRoom) -> None:
    for number, host in enumerate(HOSTS[:AT_ONCE]):
        room.server.add_on(host, f"/{number}", Reply(news(number), etag='"1"'))
        room.add(room.server.url(f"/{number}", host))
    began = monotonic()
    room.poll()
    assert len(room.server.log) == AT_ONCE
    assert monotonic() - began >= (AT_ONCE - 1) * APART


def test_what_somebody_changes_during_a_poll_stays(room: ReadingRoom) -> None:
    feed = room.add(room.server.feed("/a", news(1), etag='"1"'))

    def edit(step: str) -> None:
        if step == "fetched":
            room.set(feed, state="paused", version=2, lease_owner=None, lease_until=None)

    room.close()
    room.step = edit
    room.open()
    room.poll()
    row = room.feed(feed)
    assert (row.state, row.etag, row.last_success_at, len(room.asked("/a"))) == ("paused", "", None, 1)


def test_a_hung_server_delays_nobody_else(room: ReadingRoom) -> None:
    """F17: twenty servers say nothing for as long as we listen; the others are read at once."""

    async def until_all_were_asked() -> None:
        async with poller_of(room, patience=60).opened() as rounds:
            await rounds.look()
            for number, host in enumerate(HOSTS):
                room.server.add_on(host, "/a", Reply(news(number), delay=60 if number < 5 else 0))
                room.add(room.server.url("/a", host))
            while len({request.host for request in room.server.log}) < len(HOSTS):
                await rounds.look()
                await asyncio.sleep(0.02)

    room.loop.run_until_complete(asyncio.wait_for(until_all_were_asked(), 30))  # the five are given up after a minute


def test_a_poller_that_is_told_to_stop_hangs_up_and_gives_back_what_it_has_not_asked(room: ReadingRoom) -> None:
    async def begin_and_stop() -> tuple[int, int]:
        async with poller_of(room, patience=60).opened() as rounds:
            await rounds.look()
            hung = room.add(room.server.add("/hung", Reply(news(1), delay=60)))
            waiting = room.add(room.server.add("/next", Reply(news(1))))  # at the same host, so it has to wait
            await rounds.look()
            while not room.server.log:  # noqa: ASYNC110 - a thread fills it
                await asyncio.sleep(0.02)
            return hung, waiting

    hung, waiting = room.loop.run_until_complete(asyncio.wait_for(begin_and_stop(), 30))
    assert room.feed(hung).next_poll_at >= room.clock.now + timedelta(minutes=15)
    assert room.feed(waiting).next_poll_at == room.clock.now
    assert {room.feed(feed).lease_owner for feed in (hung, waiting)} == {None}


def test_a_poller_that_stops_as_soon_as_it_has_claimed_gives_everything_back_unasked(room: ReadingRoom) -> None:
    async def claim_and_stop() -> list[int]:
        async with poller_of(room).opened() as rounds:
            await rounds.look()
            room.server.add_everywhere(Reply(news(1)))
            added = [room.add(room.server.url("/a", host)) for host in HOSTS[:AT_ONCE]]
            assert await rounds.look() == AT_ONCE
            return added

    added = room.loop.run_until_complete(claim_and_stop())
    rows = [room.feed(feed) for feed in added]
    assert room.server.log == []
    assert {(row.next_poll_at, row.lease_owner) for row in rows} == {(room.clock.now, None)}


class Nowhere(AbstractResolver):
    """A name service that knows nobody and remembers who was asked for."""

    def __init__(self) -> None:
        """Begin with nobody asked for."""
        self.asked: list[str] = []

    async def resolve(self, host: str, *_rest: Any) -> list[ResolveResult]:
        """Know nobody."""
        self.asked.append(host)
        raise OSError("nobody")

    async def close(self) -> None:
        """Do nothing."""
        return


def test_a_host_that_has_sent_us_away_is_left_alone_by_all_its_feeds_after_a_restart_too(room: ReadingRoom) -> None:
    room.names = names = Nowhere()
    until = room.clock.now + timedelta(hours=5)
    room.add("https://busy.example/a", last_error="http:429", errors=1, next_poll_at=until)
    other = room.add("https://busy.example/b", last_polled_at=room.clock.now)
    room.add("https://else.example/")
    room.close()
    room.open()
    room.let_pass(hours=4)
    assert set(names.asked) == {"else.example"}
    assert until <= room.feed(other).next_poll_at < until + timedelta(minutes=2)


def test_reddit_gets_one_request_a_minute(room: ReadingRoom) -> None:
    room.names = Nowhere()
    room.close()
    room.open()
    for number in range(4):
        room.add(f"https://{'www' if number % 2 else 'old'}.reddit.com/r/{number}/.rss")
    room.let_pass(minutes=14)
    with room.services.database.read() as session:
        at = sorted(feed.last_polled_at for feed in session.query(Feed) if feed.last_polled_at)
    assert len(at) == 4
    assert min(later - earlier for earlier, later in pairwise(at)) >= timedelta(seconds=61)


def test_a_clock_that_was_wrong_stops_no_feed(room: ReadingRoom) -> None:
    """T9: while the clock was three days ahead, feeds were polled and put off to then."""
    feed = room.add(room.server.feed("/a", news(1)))
    room.clock.move(days=3)
    room.poll()
    room.close()
    room.clock.move(days=-3)
    room.open()
    room.poll()
    assert room.feed(feed).next_poll_at <= room.clock.now + timedelta(hours=2)


def test_a_fault_of_ours_is_the_feeds_only_in_the_list_and_shows_no_key_in_the_log(room: ReadingRoom) -> None:
    broken = room.add(room.server.feed("/a").replace("/a", f"/a?key={SECRET}"))
    sound = room.add(room.server.feed("/b", news(1), etag='"1"').replace("127.0.1.1", HOSTS[1]))

    def breaks(body: bytes, content_type: str, url: str) -> FeedDocument:
        if SECRET in url:
            raise RuntimeError(url)
        return parse(body, content_type, url)

    room.close()
    policy = Policy(AGENT, room.services.settings.feed_allowed_hosts)

    async def once() -> None:
        async with Poller(room.services, policy, breaks).opened() as rounds:
            await rounds.look()
            room.set_all(next_poll_at=room.clock.now)
            await rounds.look()
            await rounds.settle()

    with capture_logs() as logged:
        room.loop.run_until_complete(once())
    assert (room.feed(broken).last_error, room.feed(sound).last_error) == ("fault", "")
    assert any(line["event"].startswith("feed not read because") for line in logged)
    assert SECRET not in str(logged)


def test_the_thread_polls_by_itself_and_stops_in_time(database: Database, clock: Clock) -> None:
    from datetime import UTC, datetime  # noqa: PLC0415 - this one test lives by the real clock

    with reading_room(database, clock, HOSTS[:2], poll_seconds=1) as room:
        room.close()
        room.services = replace(room.services, now=lambda: datetime.now(UTC))
        room.clock.now = datetime.now(UTC) - timedelta(seconds=5)
        feed = room.add(room.server.feed("/a", news(1), etag='"1"'))
        room.add(room.server.add_on(HOSTS[1], "/hung", Reply(news(1), delay=60)))
        poller = poller_of(room, patience=60)
        poller.start()
        try:
            wait_for(lambda: bool(room.titles(feed, quiet=True)))
            room.server.feed("/a", news(1, 2), etag='"2"')
            wait_for(lambda: room.titles(feed) == ["News 2"])
            assert poller.alive
        finally:
            thread = poller._thread
            poller.stop(30)
        assert thread is not None
        assert not thread.is_alive(), "it hangs up; the server would not answer for a minute"
        times = [request.at for request in room.asked("/a")]
        assert len(times) >= 2


def wait_for(happened: Any, seconds: float = 20) -> None:
    end = monotonic() + seconds
    while not happened():
        assert monotonic() < end
        sleep(0.05)


def test_who_asks_is_named_with_the_version_and_whom_to_write_to() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == product.VERSION
    assert product.user_agent("desk@aaltoranta.example", "https://aaltoranta.slack.example/") == (
        f"Kaiku/{product.VERSION} (+https://aaltoranta.slack.example/; desk@aaltoranta.example)"
    )
    assert product.user_agent("", "https://a.example/").endswith("(+https://a.example/)")
    assert product.user_agent("Viestintä (päivystys)\r\nX: y").isascii()
    assert product.user_agent().endswith("(feed reader)")
