"""Tokens for the web door: shown once, kept as hashes, ended at once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot import tokens
from bot.services import Services
from storage.database import Database
from storage.models import AccessToken, AuditEntry
from tests.bot.register import services_on
from tests.clock import Clock


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    return services_on(database, clock)


def test_a_token_has_256_bits_and_is_stored_nowhere(services: Services) -> None:
    made = [tokens.make(services, tokens.PEOPLE, by="operator") for _ in range(2)]
    assert len(set(made)) == 2
    assert all(len(token) == 43 for token in made)
    with services.database.read() as session:
        stored = str([vars(row) for kind in (AccessToken, AuditEntry) for row in session.scalars(select(kind))])
    assert not any(token in stored for token in made)


def test_only_a_token_in_force_opens_and_only_its_own_door(services: Services) -> None:
    one, two = (tokens.make(services, tokens.PEOPLE, by="operator") for _ in range(2))
    assert tokens.opens(services, tokens.PEOPLE, one)
    assert tokens.opens(services, tokens.PEOPLE, two)
    assert not tokens.opens(services, "calendar", one)
    for wrong in ("", one[:-1], one + "x", one.swapcase(), "ä\udcff"):
        assert not tokens.opens(services, tokens.PEOPLE, wrong)
    assert tokens.revoke(services, tokens.PEOPLE, by="operator") == 2
    assert not tokens.opens(services, tokens.PEOPLE, one)
    assert tokens.revoke(services, tokens.PEOPLE, by="operator") == 0
