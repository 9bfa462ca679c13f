"""kill -9 at every step of a delivery and at random moments: nothing is lost, nothing stands in Slack twice.

Senders die in the middle of their work; others take over when the leases of the dead have run out. T1 and D02.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from time import monotonic, sleep

import pytest

from storage.database import Database
from tests.crash.street import Street, street_on

ROUNDS = {"sqlite": 20, "postgresql": 8}


@pytest.fixture
def street(database: Database, database_url: str) -> Iterator[Street]:
    """An empty street, on SQLite and on PostgreSQL."""
    with street_on(database, database_url) as made:
        yield made


def rounds(street: Street) -> int:
    return ROUNDS[street.database.engine.dialect.name]


@pytest.mark.parametrize("step", ["claimed", "rendered", "sent", "remembered"])
def test_killed_at_a_step_of_a_first_message(street: Street, step: str) -> None:
    began = monotonic()
    for number in range(rounds(street)):
        street.pin(number)
    street.kill_at(step, rounds(street))
    street.deliver_all()
    street.report(f"first messages, killed when {step}", monotonic() - began)


@pytest.mark.parametrize("before", ["claimed", "sent"])
def test_killed_again_while_looking_back(street: Street, before: str) -> None:
    """Two deaths in a row: the second while the message of the first is looked for, which is there or is not."""
    began = monotonic()
    for number in range(rounds(street)):
        street.pin(number)
    street.kill_at(before, rounds(street))
    street.kill_at("looked back", rounds(street))
    street.deliver_all()
    street.report(f"first messages, killed when {before} and when looked back", monotonic() - began)


@pytest.mark.parametrize("step", ["claimed", "rendered", "sent", "remembered"])
def test_killed_at_a_step_of_an_update(street: Street, step: str) -> None:
    began = monotonic()
    for number in range(rounds(street)):
        street.pin(number)
    street.deliver_all()
    for number in range(rounds(street)):
        street.write(number)
    street.kill_at(step, rounds(street))
    street.deliver_all()
    street.report(f"updates, killed when {step}", monotonic() - began)


def test_killed_at_random_moments(street: Street) -> None:
    """New notes and new states keep coming while one sender after the other dies."""
    began = monotonic()
    dice = random.Random(20261122)  # noqa: S311 - moments, no secrets
    for number in range(rounds(street)):
        street.pin(number)
        street.pin(number + 20)
        victim = street.start_sender()
        sleep(dice.uniform(0, 0.08))
        street.kill(victim)
        street.write(dice.choice(list(street.states)))
    street.deliver_all()
    street.report("killed at random", monotonic() - began)
