"""What it costs to find out that nothing is new: the poller on feeds that answer 304, beside a bare aiohttp loop.

Each feed has a host of its own (127.0.x.y), so all of them may be asked at once. Both ask with validators, sixteen at a time;
the poller claims, lets hosts take turns, judges and writes the rows besides. CPU is that of this process. Every round begins
without connections: polls of one feed are a quarter of an hour apart at least, and no server keeps a connection for so long.
"""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import aiohttp
from sqlalchemy import func, select, update

import app
from bench.children import ROOT
from bench.load import AnswerDiffersError
from bench.rounds import OURS, Aim, Outcome, Sample, Size, Variant, interleave
from bench.servers import Place
from bot.feeds.feed_key import feed_key
from bot.feeds.poller import Poller
from bot.feeds.rounds import Rounds
from bot.services import Services
from bot.settings import Settings
from storage.database import Database
from storage.models import Feed
from tests.feed_server import loopback

BARE = "aiohttp loop"
CPU, WALL = "CPU us a feed", "wall ms"
_AT_ONCE = 16


async def polling(place: Place, size: Size) -> Outcome:
    """Time a poll of feeds that have nothing new; as many feeds as the largest directory has accounts."""
    count = size.accounts[-1]
    outcome = Outcome("polling", f"{count:,} feeds that answer 304", aims=_aims())
    async with server(count) as urls:
        services = _services(place.folder, urls)
        variants = [Variant(OURS, partial(_poll, services, count)), Variant(BARE, partial(_ask_all, urls))]
        outcome.samples = await interleave(variants, size)
        outcome.checks.append(f"all {count:,} feeds were polled in each round, and none had an error")
        services.feeds.close()
        services.database.close()
    return outcome


def _aims() -> tuple[Aim, ...]:
    return (Aim("CPU of a poll without news: Kaiku / bare aiohttp", (OURS, CPU), (BARE, CPU), at_most=1.5),)


@asynccontextmanager
async def server(count: int) -> AsyncIterator[Sequence[str]]:
    """Serve so many feeds that answer 304, each from a host of its own, in another process; gives their addresses."""
    command = [sys.executable, "-m", "tests.feed_server", str(count)]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        port = int(await process.stdout.readline())
        yield [f"http://{host}:{port}/feed" for host in loopback(count)]
    finally:
        process.stdin.close()
        await process.wait()


def _services(folder: Path, urls: Sequence[str]) -> Services:
    allowed = frozenset(url.split("/")[2] for url in urls)
    settings = Settings(database_url=f"sqlite:///{folder / 'feeds.db'}", feed_allowed_hosts=allowed)
    services = app.compose(settings)
    services.database.migrate()
    known_feeds(services.database, urls)
    gc.freeze()  # as the bot does when it has started; both variants gain by it
    return services


def known_feeds(database: Database, urls: Sequence[str]) -> None:
    """Put feeds into a database that were read before and are due tomorrow."""
    now = datetime.now(UTC)
    known = {"added_at": now, "last_success_at": now, "next_poll_at": now + timedelta(days=1), "interval": 3_600}
    with database.begin() as session:
        session.add_all(Feed(url=url, url_key=feed_key(url), name=url, etag='"1"', **known) for url in urls)  # type: ignore[arg-type]


async def _poll(services: Services, count: int) -> Sample:
    now = datetime.now(UTC)
    async with Poller(services, services.feeds.policy, services.feeds.parser.parse).opened() as rounds:
        await rounds.look()
        with services.database.begin() as session:
            session.execute(update(Feed).values(next_poll_at=now))
        cpu, wall = time.process_time(), time.perf_counter()
        while await rounds.look() or rounds.busy:
            if not rounds.room.is_set():
                await _until_room(rounds)
        await rounds.settle()
        sample = {CPU: (time.process_time() - cpu) / count * 1e6, WALL: (time.perf_counter() - wall) * 1_000}
    with services.database.read() as session:
        fresh = (Feed.last_success_at >= now, Feed.errors == 0, Feed.is_conditional)
        polled = session.scalar(select(func.count()).select_from(Feed).where(*fresh))
    if polled != count:
        raise AnswerDiffersError(f"{polled} of {count} feeds were polled")
    return sample


async def _until_room(rounds: Rounds) -> None:
    try:
        await asyncio.wait_for(rounds.room.wait(), 0.25)
    except TimeoutError:
        return


async def _ask_all(urls: Sequence[str]) -> Sample:
    slots = asyncio.Semaphore(_AT_ONCE)
    headers = {"If-None-Match": '"1"'}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), headers=headers) as session:

        async def ask(url: str) -> None:
            async with slots, session.get(url, allow_redirects=False) as response:
                await response.read()
                if response.status != 304:
                    raise AnswerDiffersError(f"status {response.status}")

        cpu, wall = time.process_time(), time.perf_counter()
        await asyncio.gather(*map(ask, urls))
        return {CPU: (time.process_time() - cpu) / len(urls) * 1e6, WALL: (time.perf_counter() - wall) * 1_000}
