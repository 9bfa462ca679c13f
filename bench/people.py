"""How fast and how rightly people are found among a hundred thousand, on both databases, beside what others use for it.

The bot answers as it does behind the door: search, order, who may be asked, reasons. Its peers only name a row. A figure is of
one kind of query; the share of queries whose first person is right stands beside the times. Of twelve queries the slowest stands
for p99.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median

from sqlalchemy import insert, text

from bench import filled
from bench import people_peers as peers
from bench import people_seeds as seeds_of
from bench.peers import given
from bench.people_peers import SCAN, Ask
from bench.people_seeds import Query, Seed
from bench.rounds import OURS, Aim, Outcome, Sample, Size, Variant, interleave
from bench.servers import Place
from bench.slack import READER
from bot import experts, people, profile_index
from bot.services import Services
from bot.settings import Settings
from storage.database import Database
from storage.models import Person, Profile
from tests import postgres

SQLITE, POSTGRESQL = f"{OURS}, SQLite", f"{OURS}, PostgreSQL"
_LEAST_RIGHT = {"typo in a name": 85.0, "typo in a skill": 85.0, "nonsense": 100.0}
"""Right first answers that are asked for, in percent; 95 for every other kind."""
_QUERIES = 12
_MOST_ROUNDS = 3
_AIMED = 50_000
"""People from which on the aims are aimed at: a scan of a few thousand is quick."""


async def people_search(place: Place, size: Size) -> Outcome:
    """Time and judge searches for people on SQLite and PostgreSQL."""
    outcome = Outcome("people", f"finding one of {size.people:,} people, in process")
    seeds = await asyncio.to_thread(seeds_of.people, size.people)
    queries = seeds_of.queries(seeds, min(_QUERIES, size.people // 60))
    with ExitStack() as opened:
        asks = await asyncio.to_thread(_asks, place, seeds, outcome, opened)
        variants = [_variant(kind, name, ask, queries[kind], seeds) for kind in queries for name, ask in asks.items()]
        for variant in variants:
            if variant.name.startswith(OURS):
                await variant.measure()  # languages and statements are read once a process
        rounds = replace(size, rounds=min(size.rounds, _MOST_ROUNDS), warm_up=False)
        outcome.samples = await interleave(variants, rounds)
    outcome.aims = list(_aims(queries, asks, size))
    _judge(outcome, queries, asks)
    return outcome


def _asks(place: Place, seeds: Sequence[Seed], outcome: Outcome, opened: ExitStack) -> dict[str, Ask]:
    """Build everything that is asked."""
    url = f"sqlite:///{place.folder / 'people.db'}"
    asks = {SQLITE: _ours(place, url, seeds, outcome, opened), SCAN: peers.scan(seeds)}
    asks["LIKE, SQLite"] = peers.like(place.folder / "like.db", seeds)
    asks["FTS5 on raw text"] = peers.fts5(place.folder / "fts5.db", seeds)
    try:
        server = opened.enter_context(postgres.server())
    except postgres.NoPostgresError as error:
        outcome.skipped |= {POSTGRESQL: str(error), "tsvector('finnish')": str(error)}
        return asks
    asks[POSTGRESQL] = _ours(place, server.create(), seeds, outcome, opened)
    asks["tsvector('finnish')"] = peers.tsvector(server.create(), seeds)
    return asks


def _ours(place: Place, url: str, seeds: Sequence[Seed], outcome: Outcome, opened: ExitStack) -> Ask:
    settings = Settings(bot_token=given.BOT_TOKEN, slack_api_url=place.slack.api_url("people"), database_url=url)
    services = opened.enter_context(filled.services(settings))
    seconds = _fill(services, seeds)
    kind = "SQLite" if services.database.is_sqlite else "PostgreSQL"
    outcome.checks.append(
        f"{kind}: {len(seeds):,} people indexed in {seconds:.1f} s, {_megabytes(services.database):,.0f} MB with everything"
    )
    by = people.asker(services, READER)

    def ask(query: str) -> int | None:
        found = experts.find(services, query, by=by)
        return found.people[0].profile.id - 1 if found.people else None

    return ask


def _fill(services: Services, seeds: Sequence[Seed]) -> float:
    """Write the people, index them, and return the seconds that the index took."""
    at = services.now()
    ids = range(1, len(seeds) + 1)
    with services.database.begin() as session:
        session.execute(insert(Person), [{"id": f"U{number:07d}", "fetched_at": at} for number in ids])
        session.execute(insert(Profile), [_profile(number, seed) for number, seed in zip(ids, seeds, strict=True)])
    began = time.perf_counter()
    with services.database.begin() as session:
        profile_index.reindex(session, ids)
        services.memory.changed(session, profile_index.BODY)
    seconds = time.perf_counter() - began
    filled.analyse(services.database)
    return seconds


def _profile(number: int, seed: Seed) -> dict[str, object]:
    return {
        "id": number,
        "user_id": f"U{number:07d}",
        "name": seed.name,
        "title": seed.title,
        "unit": seed.unit,
        "place": seed.place,
        "hr_skills": "\n".join(seed.skills),
        "about": seed.about,
    }


def _megabytes(database: Database) -> float:
    if database.is_sqlite:
        return Path(database.url.database or "").stat().st_size / 1_000_000
    with database.read() as session:
        return float(session.scalar(text("SELECT pg_database_size(current_database())")) or 0) / 1_000_000


def _variant(kind: str, name: str, ask: Ask, queries: Sequence[Query], seeds: Sequence[Seed]) -> Variant:
    async def measure() -> Sample:
        spent, right = [], 0
        for query in queries:
            began = time.perf_counter()
            first = ask(query.text)
            spent.append((time.perf_counter() - began) * 1_000)
            right += query.is_met_by(None if first is None else seeds[first])
        return {"p50 ms": median(spent), "p99 ms": max(spent), "right first %": 100 * right / len(queries)}

    return Variant(f"{name}: {kind}", measure)


def _aims(queries: dict[str, list[Query]], asks: dict[str, Ask], size: Size) -> Iterator[Aim]:
    aimed = size.people >= _AIMED
    for kind in queries:
        for name in (SQLITE, POSTGRESQL):
            if name in asks:
                ours, theirs = f"{name}: {kind}", f"{SCAN}: {kind}"
                for metric, most in (("p50 ms", 0.3), ("p99 ms", 0.8)):
                    said = f"{kind}, {metric.split()[0]}: {name} / {SCAN}"
                    yield Aim(said, (ours, metric), (theirs, metric), at_most=most if aimed else None)


def _judge(outcome: Outcome, queries: dict[str, list[Query]], asks: dict[str, Callable[[str], int | None]]) -> None:
    """Note where too few first answers are right."""
    for kind in queries:
        for name in (SQLITE, POSTGRESQL):
            figure = outcome.figure(f"{name}: {kind}", "right first %")
            least = _LEAST_RIGHT.get(kind, 95.0)
            if figure is not None and figure.low < least:
                outcome.faults.append(f"{kind}: {name} had {figure.low:.0f} % right first, {least:.0f} are asked for")
    kinds = ", ".join(f"{len(asked)} of “{kind}”" for kind, asked in queries.items())
    outcome.checks.append(f"queries whose first answer was judged, of {len(asks)} ways to ask: {kinds}")
