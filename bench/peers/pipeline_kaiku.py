"""Kaiku's own pipeline: the poller, its parser, rules, stories and the database, as the bot runs them."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, update

import app
from bench.feeds_seeds import ITEMS, phrases
from bench.peers.pipeline_task import perform
from bot.feeds import rule_words
from bot.feeds.poller import Poller
from bot.feeds.rule_word import to_json
from bot.mentions import watch
from bot.services import Services
from bot.settings import Settings
from storage.models import Entry, Feed, Rule, RuleHit, Sighting

_PATIENCE = 120.0


def main(addresses: list[str]) -> None:
    """Poll every address once for its old item, and again for the new ones."""
    allowed = frozenset(address.split("/")[2] for address in addresses)
    settings = Settings(
        database_url=f"sqlite:///{Path.cwd() / 'kaiku.db'}",
        monitoring_channel="C0BENCH",
        contact="bench@example.org",
        poll_seconds=86_400,
        feed_allowed_hosts=allowed,
    )
    services = app.compose(settings)
    services.database.migrate()
    _fill(services, addresses)
    poller = Poller(services, services.feeds.policy, services.feeds.parser.parse)
    perform(
        lambda: _poll(services, poller, len(addresses)),
        lambda: _poll_again(services, len(addresses) * (ITEMS + 1)),
        lambda: _found(services),
    )
    poller.stop()
    services.feeds.close()


def _fill(services: Services, addresses: list[str]) -> None:
    now = datetime.now(UTC)
    with services.database.begin() as session:
        for number, (one, other) in enumerate(phrases(), start=1):
            words = [to_json(rule_words.made(f'"{word}"')) for word in (one, other)]
            session.add(Rule(name=f"Rule {number}", is_on=True, any_words=words, changed_at=now))
        for number, address in enumerate(addresses):
            name, since = f"Lehti {number}", now - timedelta(days=1)
            session.add(Feed(url=address, url_key=address, name=name, added_at=since, next_poll_at=now))
    watch.watch(services)


def _poll(services: Services, poller: Poller, entries: int) -> None:
    poller.start()
    _wait(services, entries)


def _poll_again(services: Services, entries: int) -> None:
    with services.database.begin() as session:
        session.execute(update(Feed).values(next_poll_at=datetime.now(UTC)))
    _wait(services, entries)


def _wait(services: Services, entries: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        with services.database.read() as session:
            if (session.scalar(select(func.count()).select_from(Entry)) or 0) >= entries:
                return
        time.sleep(0.02)
    raise TimeoutError


def _found(services: Services) -> Iterator[tuple[str, int]]:
    """Yield what was stored; the item's guid stands at the end of its link."""
    with services.database.read() as session:
        rows = session.execute(select(Sighting.link, RuleHit.rule_id).join(RuleHit, RuleHit.sighting_id == Sighting.id))
        yield from ((link.rpartition("/")[2], rule_id) for link, rule_id in rows)


if __name__ == "__main__":
    main(sys.argv[1:])
