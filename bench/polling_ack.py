"""What people notice of a thousand feeds: `/channels` acknowledged while they are polled, beside the same bot at rest.

The bot runs in a process of its own, over Socket Mode. Somebody asks every ten milliseconds; the feeds fall due all at once and
answer 304, each from a host of its own.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median, quantiles

from sqlalchemy import func, select, update

from bench.ack import first_answer, over_socket
from bench.load import Answers, Ask
from bench.polling import known_feeds, server
from bench.rounds import OURS, Aim, Outcome, Sample, Size, Variant, interleave
from bench.servers import Place
from storage.database import Database
from storage.models import Feed

IDLE, POLLING = f"{OURS}, at rest", f"{OURS}, polling"
P50, P99, POLLED = "p50 ms", "p99 ms", "feeds polled"
_EVERY = 0.01
_SPANS = 2.5
"""So much longer than other cases each variant is measured: a thousand polls take some seconds."""
_PATIENCE = 10.0


async def polling_ack(place: Place, size: Size) -> Outcome:
    """Time acknowledgements with and without polls; as many feeds as the largest directory has accounts."""
    count = size.accounts[-1]
    aims = (Aim("p99 of an ack: polling / at rest", (POLLING, P99), (IDLE, P99), at_most=1.5),)
    outcome = Outcome("polling_ack", f"`/channels` while {count:,} feeds are polled", aims=aims)
    database = Database(place.database_url)
    async with server(count) as urls:
        known_feeds(database, urls)
        hosts = ",".join(url.split("/")[2] for url in urls)
        more = {"KAIKU_FEED_ALLOWED_HOSTS": hosts, "KAIKU_CONTACT": "bench@example.org"}
        async with over_socket(place, more) as bot:
            answers = Answers(await first_answer(bot))

            async def ask() -> float:
                seconds, text = await bot.talk()
                answers.check(text, bot.payload)
                return seconds

            measure = partial(_measured, database, ask, size.seconds * _SPANS)
            variants = [Variant(IDLE, partial(measure, due=False)), Variant(POLLING, partial(measure, due=True))]
            outcome.samples = await interleave(variants, size)
    database.close()
    outcome.checks.append("every answer was the same")
    return outcome


async def _measured(database: Database, ask: Ask, seconds: float, *, due: bool) -> Sample:
    began = datetime.now(UTC)
    if due:
        with database.begin() as session:
            session.execute(update(Feed).values(next_poll_at=began))
    latencies: list[float] = []
    deadline = time.perf_counter() + seconds
    while time.perf_counter() < deadline:
        latencies.append(await ask())
        await asyncio.sleep(_EVERY)
    polled = await _polled(database, began) if due else 0
    cuts = quantiles(latencies, n=100, method="inclusive")
    with database.begin() as session:
        session.execute(update(Feed).values(next_poll_at=began + timedelta(days=1)))
    return {P50: median(latencies) * 1_000, P99: cuts[98] * 1_000, POLLED: float(polled)}


async def _polled(database: Database, began: datetime) -> int:
    """Return how many feeds were polled since a moment, when nothing is left to be polled and written."""
    deadline = time.perf_counter() + _PATIENCE
    while True:
        with database.read() as session:
            every = session.scalar(select(func.count()).select_from(Feed)) or 0
            polled = session.scalar(select(func.count()).select_from(Feed).where(Feed.last_polled_at >= began)) or 0
        if polled == every or time.perf_counter() > deadline:
            return polled
        await asyncio.sleep(0.2)
