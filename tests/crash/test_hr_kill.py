"""kill -9 in the middle of a delivery: readers see the old list or the new one, and what was left goes on."""

from __future__ import annotations

import multiprocessing
import random
from collections import Counter
from multiprocessing.context import ForkServerProcess
from time import monotonic, sleep

from sqlalchemy import select

from bot import hr_write
from bot.services import Services
from storage.database import Database
from storage.models import Profile
from tests.bot.hr_desk import findable
from tests.bot.register import services_on
from tests.clock import Clock
from tests.crash import deliverer

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.crash.sender", "tests.crash.deliverer", "psycopg"])
ROUNDS = {"sqlite": 10, "postgresql": 6}


def titles(services: Services) -> Counter[str]:
    """Count the titles that readers see at this moment."""
    with services.database.read() as session:
        return Counter(session.scalars(select(Profile.title)))


def start(url: str, number: int) -> ForkServerProcess:
    """Start a delivery in a process of its own; returns when it begins."""
    ready = _PROCESSES.Event()
    process = _PROCESSES.Process(
        target=deliverer.deliver_until_killed, args=(url, f"title {number}", ready), daemon=True
    )
    process.start()
    assert ready.wait(20)
    return process


def test_a_delivery_is_there_as_a_whole_or_not_at_all(database: Database, database_url: str) -> None:
    services, dice = services_on(database, Clock()), random.Random(7)  # noqa: S311 - moments, no secrets
    undisturbed, began = start(database_url, 0), monotonic()
    undisturbed.join(60)
    whole = monotonic() - began
    seen, rounds = [titles(services)], ROUNDS[database.engine.dialect.name]
    for number in range(1, rounds + 1):
        victim = start(database_url, number)
        end = monotonic() + dice.uniform(0.1, 1.1) * whole
        while monotonic() < end:
            seen.append(titles(services))
            sleep(0.02)
        victim.kill()
        victim.join(10)
        seen.append(titles(services))
    assert {(len(one), one.total()) for one in seen} == {(1, deliverer.PEOPLE)}
    changed = len({next(iter(one)) for one in seen}) - 1
    print(f"\n{rounds} killed, {changed} deliveries took effect")  # noqa: T201 - what this test is for
    hr_write.catch_up(services)
    assert len(findable(services)) == deliverer.PEOPLE
