"""kill -9 at every step of a poll and at random moments: no item of a feed is lost, none is told twice. T1, F06."""

from __future__ import annotations

import multiprocessing
import random
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from multiprocessing.context import ForkServerProcess
from time import monotonic, sleep
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.feeds.feed_key import feed_key
from storage.database import Database
from storage.models import Entry, Feed, Sighting
from tests.clock import START
from tests.crash import feeder
from tests.feed_server import FeedServer, loopback

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.crash.sender", "tests.crash.feeder", "psycopg"])
ROUNDS = {"sqlite": 8, "postgresql": 5}
FEEDS = 6
WORDS = ("otter", "harbour", "violin", "glacier", "mustard", "lantern", "bicycle", "thunder", "orchid", "granite")


class Press:
    """Some papers that publish, and the pollers that read them until they are killed."""

    def __init__(self, database: Database, url: str, server: FeedServer) -> None:
        """Open the papers, each with one old item."""
        self.database, self.url, self.server = database, url, server
        self.published: dict[int, list[int]] = {number: [0] for number in range(FEEDS)}
        self.began, self.skipped, self.kills, self.next = monotonic(), timedelta(), 0, 1
        server.now = lambda: self.now().timestamp()
        for number, host in enumerate(server.hosts):
            self._print(number)
            address = server.url(f"/{number}", host)
            values: dict[str, Any] = {
                "url": address,
                "url_key": feed_key(address),
                "name": f"Paper {number}",
                "takes": "all",
            }
            with database.begin() as session:
                session.add(Feed(**values, added_at=START, next_poll_at=START))

    def now(self) -> datetime:
        """Return the feeds' time."""
        return START + timedelta(seconds=(monotonic() - self.began) * feeder.SPEED) + self.skipped

    def skip_the_wait(self) -> None:
        """Move the time on to the moment at which every paper may be read: nobody waits for it in real time."""
        with self.database.read() as session:
            moments = session.execute(select(func.max(Feed.next_poll_at), func.max(Feed.lease_until))).one()
        self.skipped += max(timedelta(), *(moment - self.now() for moment in moments if moment is not None))

    def publish(self) -> None:
        """Put a new item into every paper."""
        for number in self.published:
            self.published[number].append(self.next)
            self.next += 1
            self._print(number)

    def _print(self, number: int) -> None:
        items = self.published[number]
        said = "".join(
            f"<item><guid>{number}-{one}</guid><link>https://p{number}.example/{one}</link>"
            f"<title>{title(number, one)}</title></item>"
            for one in items
        )
        body = f'<rss version="2.0"><channel><title>Paper {number}</title>{said}</channel></rss>'
        self.server.feed(f"/{number}", body.encode(), etag=f'"{len(items)}"')

    def start(self, step: str = "") -> ForkServerProcess:
        """Start a poller that dies at a step when one is named."""
        self.skip_the_wait()
        ready = _PROCESSES.Event()
        allowed = frozenset(self.server.place(host) for host in self.server.hosts)
        process = _PROCESSES.Process(
            target=feeder.poll_until_killed, args=(self.url, allowed, self.now(), step, ready), daemon=True
        )
        process.start()
        assert ready.wait(30)
        return process

    def seen(self, *, quiet: bool) -> Counter[str]:
        """Count the titles that are stored."""
        with self.database.read() as session:
            return Counter(session.scalars(select(Entry.title).where(Entry.is_quiet.is_(quiet))))

    def told(self) -> Counter[str]:
        """Count the titles that were told."""
        with self.database.read() as session:
            return Counter(session.scalars(select(Sighting.title)))

    def read_to_the_end(self) -> None:
        """Let a poller that nobody kills read what is left."""
        poller, end = self.start(), monotonic() + 60
        while self.seen(quiet=False).total() < self.wanted().total():
            assert monotonic() < end, self.wanted() - self.seen(quiet=False)
            sleep(0.1)
        poller.kill()
        poller.join(10)

    def wanted(self) -> Counter[str]:
        """Count the titles that are news."""
        return Counter(title(number, one) for number, items in self.published.items() for one in items[1:])

    def report(self, what: str) -> None:
        """Print the score and check it."""
        wanted, seen, told = self.wanted(), self.seen(quiet=False), self.told()
        lost = (wanted - seen).total() + (wanted - told).total()
        doubled = (seen - wanted).total() + (told - wanted).total()
        kind = self.database.engine.dialect.name
        print(f"\n{kind}, {what}: {self.kills} kills, {wanted.total()} items, {lost} lost, {doubled} doubled")  # noqa: T201 - the score
        assert (lost, doubled) == (0, 0)
        for number in range(FEEDS):
            times = [request.at for request in self.server.asked(f"/{number}")]
            # The clock of the log and that of the poller begin a moment apart.
            assert all(later - earlier > 0.9 * 900 for earlier, later in pairwise(times))


def title(paper: int, number: int) -> str:
    """Return words that no other item shares, so that every item is a story of its own."""
    dice = random.Random(paper * 10_000 + number)  # noqa: S311 - words, no secrets
    letters = "".join(dice.choices("bdfgklmnprstvz", k=6))
    return f"{dice.choice(WORDS)} {letters}{number} {letters[::-1]}{paper}"


@pytest.fixture
def press(database: Database, database_url: str):
    """Papers with one old item each, on SQLite and on PostgreSQL."""
    with FeedServer(hosts=loopback(FEEDS)) as server:
        yield Press(database, database_url, server)


@pytest.mark.parametrize("step", ["claimed", "fetched", "parsed", "commit", "written"])
def test_killed_at_a_step_of_a_poll(press: Press, step: str) -> None:
    first = press.start()
    while press.seen(quiet=True).total() < FEEDS:
        sleep(0.05)
    first.kill()
    first.join(10)
    for _ in range(ROUNDS[press.database.engine.dialect.name]):
        press.publish()
        victim = press.start(step)
        victim.join(30)
        assert victim.exitcode == -9
        press.kills += 1
    press.read_to_the_end()
    press.report(f"killed when {step}")


def test_killed_at_random_moments(press: Press) -> None:
    dice = random.Random(20261123)  # noqa: S311 - moments, no secrets
    first = press.start()
    while press.seen(quiet=True).total() < FEEDS:
        sleep(0.05)
    first.kill()
    first.join(10)
    for _ in range(ROUNDS[press.database.engine.dialect.name] * 2):
        press.publish()
        victim = press.start()
        sleep(dice.uniform(0, 1))
        victim.kill()
        victim.join(10)
        press.kills += 1
    press.read_to_the_end()
    press.report("killed at random")
