"""How dear an answer from the directory is: the first time, again, and made anew each time by a naive peer.

The naive peer asks the database (LIKE for every word, or everything for a page), renders with the bot's own views and writes the
JSON, each time. Both are called in this process, below Bolt, and timed in processor time; the SQL statements are counted
through the real door, so that middleware counts too.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any

from slack_bolt import App
from sqlalchemy import event

import app
from bench import seeds
from bench.commands import commands
from bench.load import AnswerDiffersError
from bench.naive import naive_answer
from bench.peers import given
from bench.rounds import OURS, Aim, Outcome, Sample, Size, Variant, interleave
from bench.servers import Place
from bench.slack import READER
from bot import channels, channels_find, checkup, people
from bot.channels_look import Look
from bot.people import Asker
from bot.services import Services
from bot.settings import Settings
from handlers import make_bolt
from handlers.door import Door, receive
from handlers.meters import Meters

NAIVE = "naive"
SEARCH, PAGE = Look.of("kirjasto news"), Look(page=2)
"""What is asked for: accounts that have two words, and the second page of all."""
QUERIES = ("", "kirjasto", "uimahalli keskusta", "kirjasot", "nothing of that name")
"""What is asked through the door: everything, several, one, a mistyped word, nothing."""
_AIMED = 200


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory of some size, with the bot on top of it."""

    accounts: int
    services: Services
    bolt: App
    reader: Asker


async def directory(place: Place, size: Size) -> Outcome:
    """Time and count answers from directories of several sizes."""
    outcome = Outcome("directory", "answers from the directory, in process", aims=_aims(size))
    made = [await asyncio.to_thread(_open, place, count) for count in size.accounts]
    try:
        for one in made:
            _agree(one)
            _count_statements(one, outcome)
        variants = [variant for one in made for variant in _variants(one, size.repeats)]
        outcome.samples = await interleave(variants, size)
    finally:
        for one in made:
            one.services.replies.close()
            one.services.database.close()
    sizes = ", ".join(f"{one.accounts:,}" for one in made)
    outcome.checks.append(f"both gave the same payloads at {sizes} accounts")
    return outcome


def _aims(size: Size) -> tuple[Aim, ...]:
    count = _AIMED if _AIMED in size.accounts else size.accounts[0]
    ours, naive = f"{OURS}, {count:,}", f"{NAIVE}, {count:,}"
    return (
        Aim(
            f"search at {count:,}, asked before: naive / Kaiku", (naive, "search us"), (ours, "search us"), at_least=10
        ),
        Aim(f"page at {count:,}, asked before: naive / Kaiku", (naive, "page us"), (ours, "page us"), at_least=10),
        Aim(f"search at {count:,}, never asked: naive / Kaiku", (naive, "search us"), (ours, "new search us")),
        Aim(f"search at {count:,}, after a change: Kaiku / naive", (ours, "changed search us"), (naive, "search us")),
        Aim(f"page at {count:,}, after a change: Kaiku / naive", (ours, "changed page us"), (naive, "page us")),
    )


def _open(place: Place, count: int) -> Directory:
    url = seeds.database(place.folder / f"directory-{count}.db", count)
    settings = Settings(bot_token=given.BOT_TOKEN, slack_api_url=place.slack.api_url("directory"), database_url=url)
    services = app.compose(settings)
    return Directory(count, services, make_bolt(services), people.asker(services, READER))


def _agree(one: Directory) -> None:
    for look in (SEARCH, PAGE):
        ours, naive = _ours(one, look), naive_answer(one.services, look, one.reader)
        if json.loads(ours) != json.loads(naive):
            raise AnswerDiffersError(f"{look} at {one.accounts} accounts: {ours[:300]} is not {naive[:300]}")


def _count_statements(one: Directory, outcome: Outcome) -> None:
    """Ask everything twice through the door; the second answer must not cost a statement."""
    door = Door(one.bolt, one.services, Meters(lambda: checkup.backlog(one.services)))
    most = 0
    for text in QUERIES:
        one.services.memory.forget(channels.BODY)
        command = commands(text)
        with _statements(one.services) as first:
            receive(door, next(command))
        with _statements(one.services) as again:
            receive(door, next(command))
        most = max(most, len(first))
        if again:
            outcome.faults.append(f"“{text}” cost {len(again)} SQL statements though nothing had changed: {again[0]}")
    asked = f"{len(QUERIES)} commands at {one.accounts:,} accounts"
    outcome.checks.append(f"{asked}: at most {most} SQL statements after a change, 0 when nothing changed")


@contextmanager
def _statements(services: Services) -> Iterator[list[str]]:
    """Gather the statements that are sent to the database meanwhile, BEGIN included."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found.append(statement)

    event.listen(services.database.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(services.database.engine, "before_cursor_execute", note)


def _variants(one: Directory, repeats: int) -> list[Variant]:
    few = max(2, repeats // 40)
    rooms = itertools.count()

    async def ours() -> Sample:
        return {
            "search us": _micros(partial(_ours, one, SEARCH), repeats),
            "new search us": _micros(lambda: _ours(one, SEARCH, channel=f"C{next(rooms)}"), few),
            "changed search us": _micros(partial(_ours_changed, one, SEARCH), few),
            "page us": _micros(partial(_ours, one, PAGE), repeats),
            "changed page us": _micros(partial(_ours_changed, one, PAGE), few),
        }

    async def naive() -> Sample:
        ask = partial(naive_answer, one.services, by=one.reader)
        return {"search us": _micros(partial(ask, SEARCH), few), "page us": _micros(partial(ask, PAGE), few)}

    return [Variant(f"{OURS}, {one.accounts:,}", ours), Variant(f"{NAIVE}, {one.accounts:,}", naive)]


def _ours(one: Directory, look: Look, channel: str = "") -> str:
    """Answer as the bot does; a search from a room where nobody searched yet is one that nobody made before."""
    return channels_find.look(one.services, look, channel=channel, by=one.reader).private_answer()


def _ours_changed(one: Directory, look: Look) -> str:
    """Answer as after a change of an account: register, index and page are made anew."""
    one.services.memory.forget(channels.BODY)
    return _ours(one, look)


def _micros(work: Callable[[], object], repeats: int) -> float:
    """Return the median processor time of a call in microseconds: nothing is waited for here, and others use the machine."""
    spent = []
    for _ in range(repeats):
        began = time.thread_time()
        work()
        spent.append(time.thread_time() - began)
    return median(spent) * 1_000_000
