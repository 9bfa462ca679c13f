"""Kaiku's own pipeline: the poller, its parser, rules, stories and the database, as the bot runs them.

Only rests are left out: that of up to a second between two looks for what is due, since reader does not look by itself either,
and the two seconds for which the baseline keeps every host from being asked again. Feeds are asked a quarter of an hour apart.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update

import app
from bench.feeds_seeds import phrases
from bench.peers.pipeline_task import perform
from bot.feeds import rule_words
from bot.feeds.hosts import SPACING
from bot.feeds.poller import Poller
from bot.feeds.rounds import Rounds
from bot.feeds.rule_word import to_json
from bot.mentions import watch
from bot.services import Services
from bot.settings import Settings
from storage.models import Feed, Rule, RuleHit, Sighting

_REST = 0.02


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
    app.collect_seldom()
    services = app.compose(settings)
    services.database.migrate()
    _fill(services, addresses)
    poller = Poller(services, services.feeds.policy, services.feeds.parser.parse)
    with asyncio.Runner() as runner:
        opened = poller.opened()
        rounds = runner.run(opened.__aenter__())
        perform(
            lambda: runner.run(_baseline(rounds, len(addresses))),
            lambda: _poll_again(services, runner, rounds, len(addresses)),
            lambda: _found(services),
        )
        runner.run(opened.__aexit__(None, None, None))
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


def _poll_again(services: Services, runner: asyncio.Runner, rounds: Rounds, feeds: int) -> None:
    with services.database.begin() as session:
        session.execute(update(Feed).values(next_poll_at=datetime.now(UTC)))
    runner.run(_poll(rounds, feeds))


async def _baseline(rounds: Rounds, feeds: int) -> None:
    """Poll every feed once, and wait until every host may be asked again."""
    await _poll(rounds, feeds)
    await asyncio.sleep(SPACING)


async def _poll(rounds: Rounds, feeds: int) -> None:
    """Claim feeds as the poller does until all have been, and wait for the last."""
    while feeds > 0:
        feeds -= await rounds.look()
        with suppress(TimeoutError):
            async with asyncio.timeout(_REST):
                await rounds.room.wait()
    await rounds.settle()


def _found(services: Services) -> Iterator[tuple[str, int]]:
    """Yield what was stored; the item's guid stands at the end of its link."""
    with services.database.read() as session:
        rows = session.execute(select(Sighting.link, RuleHit.rule_id).join(RuleHit, RuleHit.sighting_id == Sighting.id))
        yield from ((link.rpartition("/")[2], rule_id) for link, rule_id in rows)


if __name__ == "__main__":
    main(sys.argv[1:])
