"""The servers that are compared: the real bot and its peers, each a child process ready to be asked."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bench import children, seeds
from bench.caller import Caller, connect
from bench.children import ROOT, Child, ChildEndedError
from bench.peers import given
from bench.slack import Line, LoopbackSlack
from bot import scopes

T = TypeVar("T")
_START_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case works: a temporary folder, the loopback Slack and the database of the bot."""

    folder: Path
    slack: LoopbackSlack
    database_url: str

    @property
    def answer_file(self) -> Path:
        """The payload that the peers answer with."""
        return self.folder / "answer.json"

    def prepare(self, answer: dict[str, Any]) -> None:
        """Hand the bot's answer to the peers."""
        self.answer_file.write_text(json.dumps(answer), encoding="utf-8")

    async def bot(self, name: str, *, port: int | None = None, more: Mapping[str, str] | None = None) -> Child:
        """Start the real bot: on Socket Mode, or on HTTP when a port is given; `more` are settings of one case."""
        door = {"SLACK_SIGNING_SECRET": given.SIGNING_SECRET} if port else {"SLACK_APP_TOKEN": given.APP_TOKEN}
        extra = {
            "SLACK_API_URL": self.slack.api_url(name),
            "SLACK_BOT_TOKEN": given.BOT_TOKEN,
            "DATABASE_URL": self.database_url,
            "KAIKU_BIND": "127.0.0.1",
            "PORT": str(port or children.free_port()),
            **door,
            **(more or {}),
        }
        return await children.start(name, [str(ROOT / "app.py"), "run"], extra, self.folder)

    async def peer(self, name: str, module: str, *arguments: str, port: int | None = None) -> Child:
        """Start a program of `bench.peers`."""
        extra = {"SLACK_API_URL": self.slack.api_url(name), "BENCH_ANSWER": str(self.answer_file)}
        if port:
            extra["PORT"] = str(port)
        return await children.start(name, ["-m", f"bench.peers.{module}", *arguments], extra, self.folder)


@asynccontextmanager
async def place(folder: Path) -> AsyncIterator[Place]:
    """Open the loopback Slack and seed the bot's database."""
    slack = LoopbackSlack(",".join(scopes.REQUIRED + scopes.OPTIONAL))
    await slack.open()
    try:
        yield Place(folder, slack, seeds.database(folder / "bench.db", seeds.SERVED))
    finally:
        await slack.close()


async def line_of(child: Child, slack: LoopbackSlack) -> Line:
    """Wait until a child has opened Socket Mode. Raises ChildEndedError when it ends instead."""
    return await _unless_ended(child, slack.line(child.name))


async def callers_of(child: Child, port: int, count: int) -> list[Caller]:
    """Wait until a child listens, then open so many connections. Raises ChildEndedError when it ends instead."""
    return await _unless_ended(child, _connections(port, count))


async def patiently(ask: Callable[[], Awaitable[T]]) -> T:
    """Ask until a server that is still starting gives a good answer; the last failure is raised after half a minute."""
    deadline = time.perf_counter() + _START_SECONDS
    while True:
        try:
            return await ask()
        except (OSError, ValueError):
            if time.perf_counter() > deadline:
                raise
        await asyncio.sleep(0.05)


async def _connections(port: int, count: int) -> list[Caller]:
    first = await patiently(lambda: connect(port))
    return [first, *[await connect(port) for _ in range(count - 1)]]


async def _unless_ended(child: Child, ready: Awaitable[T]) -> T:
    waiting = asyncio.ensure_future(ready)
    ended = asyncio.ensure_future(child.ended())
    try:
        done, _ = await asyncio.wait({waiting, ended}, timeout=_START_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if waiting in done:
            return waiting.result()
        if ended in done:
            ended.result()
        raise ChildEndedError(f"not ready after {_START_SECONDS:.0f} s: {child.last_line()}")
    finally:
        waiting.cancel()
        ended.cancel()
