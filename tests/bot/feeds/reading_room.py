"""A house that polls feeds from the scriptable server, with a clock that the test moves: days of polling take seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from aiohttp.abc import AbstractResolver

from bot.feeds.feed_key import feed_key
from bot.feeds.fetch import Policy
from bot.feeds.parse import parse
from bot.feeds.poller import Around, Poller
from bot.feeds.rounds import Rounds
from bot.services import Services
from storage import feeds
from storage.database import Database
from storage.models import Entry, Feed, FeedTrouble
from tests.bot.register import services_on
from tests.clock import Clock
from tests.feed_server import FeedServer, Request

AGENT = "Kaiku/0.1 (+https://aaltoranta.example/; desk@aaltoranta.example)"


def news(*numbers: int, title: str = "News") -> bytes:
    """Return a feed with these items."""
    items = "".join(
        f"<item><guid>n{n}</guid><link>https://paper.example/{n}</link><title>{title} {n}</title></item>"
        for n in numbers
    )
    return f'<rss version="2.0"><channel><title>Paper</title>{items}</channel></rss>'.encode()


@dataclass
class ReadingRoom:
    """Services, a feed server, and rounds of polling that happen when the test says so."""

    services: Services
    clock: Clock
    server: FeedServer
    loop: asyncio.AbstractEventLoop
    polls: list[str] = field(default_factory=list)
    rounds: Rounds | None = None
    names: AbstractResolver | None = None
    step: Callable[[str], None] = lambda _name: None
    _opened: Any = None

    def open(self) -> None:
        """Begin to poll, as a process does that has just started."""
        policy = Policy(AGENT, self.services.settings.feed_allowed_hosts, total=3, connect=2, read=2)
        around = Around(self._steady, self._sleep, self.names, self.step, self.polls.append)
        self._opened = Poller(self.services, policy, parse, around).opened()
        self.rounds = self.loop.run_until_complete(self._opened.__aenter__())

    def close(self) -> None:
        """End as a process does that is told to stop."""
        if self.rounds is not None:
            self.rounds = None
            self.loop.run_until_complete(self._opened.__aexit__(None, None, None))

    def add(self, url: str, **columns: Any) -> int:
        """Put a feed into the database that nobody has read yet; its first poll is due now."""
        values: dict[str, Any] = {"name": "Paper", "url_key": feed_key(url), "owner": "U0MAIJA", **columns}
        values = {"added_at": self.clock.now, "next_poll_at": self.clock.now, **values}
        with self.services.database.begin() as session:
            feed = Feed(url=url, **values)
            session.add(feed)
            session.flush()
            return feed.id

    def poll(self) -> None:
        """Poll everything that is due, to the end."""
        assert self.rounds is not None
        rounds = self.rounds

        async def all_that_is_due() -> None:
            while await rounds.look():
                await rounds.settle()
            await rounds.settle()

        self.loop.run_until_complete(asyncio.wait_for(all_that_is_due(), 60))

    def let_pass(self, **time: float) -> None:
        """Let time pass and poll whatever falls due meanwhile."""
        end = self.clock.now + timedelta(**time)
        while (due := self.next_due()) is not None and due <= end:
            self.clock.now = max(self.clock.now, due)
            self.poll()
        self.clock.now = max(self.clock.now, end)

    def next_due(self) -> datetime | None:
        """Return when the next poll is due."""
        with self.services.database.read() as session:
            return feeds.next_due(session)

    def feed(self, feed_id: int) -> Feed:
        """Return a feed as it stands in the database."""
        with self.services.database.read() as session:
            return session.get_one(Feed, feed_id)

    def set(self, feed_id: int, **columns: Any) -> None:
        """Change a feed's row."""
        with self.services.database.begin() as session:
            for name, value in columns.items():
                setattr(session.get_one(Feed, feed_id), name, value)

    def set_all(self, **columns: Any) -> None:
        """Change the rows of all feeds."""
        with self.services.database.begin() as session:
            session.query(Feed).update(columns)  # type: ignore[arg-type]

    def titles(self, feed_id: int, *, quiet: bool = False) -> list[str]:
        """Return the titles of a feed's entries that were news, or that were there at its first poll."""
        with self.services.database.read() as session:
            found = session.query(Entry).filter_by(feed_id=feed_id, is_quiet=quiet).order_by(Entry.id)
            return [entry.title for entry in found]

    def troubles(self) -> list[FeedTrouble]:
        """Return every trouble, the oldest first."""
        with self.services.database.read() as session:
            return session.query(FeedTrouble).order_by(FeedTrouble.id).all()

    def asked(self, path: str) -> list[Request]:
        """Return the requests for a path."""
        return self.server.asked(path)

    def gaps(self, path: str) -> list[float]:
        """Return the seconds between the requests for a path."""
        times = [request.at for request in self.asked(path)]
        return [later - earlier for earlier, later in pairwise(times)]

    def _steady(self) -> float:
        return self.clock.now.timestamp()

    async def _sleep(self, seconds: float) -> None:
        self.clock.move(seconds=seconds)
        await asyncio.sleep(0)


@contextmanager
def reading_room(
    database: Database, clock: Clock, hosts: tuple[str, ...] = ("127.0.0.1",), **chosen: Any
) -> Iterator[ReadingRoom]:
    """Open a house with a feed server on these hosts; keywords are settings."""

    def now() -> float:
        return clock.now.timestamp()

    with FeedServer(hosts=hosts, now=now) as server:
        allowed = frozenset(server.place(host) for host in hosts)
        services = services_on(database, clock, feed_allowed_hosts=allowed, **chosen)
        loop = asyncio.new_event_loop()
        room = ReadingRoom(services, clock, server, loop)
        try:
            room.open()
            yield room
        finally:
            room.close()
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.close()
