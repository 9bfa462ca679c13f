"""What the tests of fetching share: asking the scriptable server, a name service of our own, and an ear at the sockets."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from bot.feeds.fetch import Answer, Ask, Fetcher, FetchFault, Policy
from tests.feed_server import FeedServer

AGENT = "Kaiku/0.1 (+https://aaltoranta.example/; desk@aaltoranta.example)"


@dataclass
class Names(AbstractResolver):
    """A name service of the test's own: every name has a list of answers, one after the other; the last one stays."""

    known: Mapping[str, list[list[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Answer as told."""
        self.asked.append(host)
        if host not in self.known:
            raise socket.gaierror(socket.EAI_NONAME, "nobody knows the name")
        answers = self.known[host]
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
            for address in (answers.pop(0) if len(answers) > 1 else answers[0])
        ]

    async def close(self) -> None:
        """Nothing is open."""


def allowed(server: FeedServer) -> frozenset[str]:
    """Return the server's hosts as an operator allows them."""
    return frozenset(server.place(host) for host in server.hosts)


def fetch(
    server: FeedServer, *asks: str | Ask, names: AbstractResolver | None = None, **limits: Any
) -> list[Answer | FetchFault]:
    """Ask one after the other with one fetcher; faults are returned, and anything else that is raised fails the test."""
    policy = Policy(AGENT, **{"allowed": allowed(server), "total": 5, "connect": 2, "read": 2, **limits})
    return asyncio.run(_fetch(policy, [Ask(ask) if isinstance(ask, str) else ask for ask in asks], names))


async def _fetch(policy: Policy, asks: Sequence[Ask], names: AbstractResolver | None) -> list[Answer | FetchFault]:
    async with Fetcher(policy, names) as fetcher:
        return [await _one(fetcher, ask) for ask in asks]


async def _one(fetcher: Fetcher, ask: Ask) -> Answer | FetchFault:
    try:
        return await fetcher.get(ask)
    except FetchFault as fault:
        return fault


def answer(server: FeedServer, ask: str | Ask, **more: Any) -> Answer:
    """Ask once and expect an answer."""
    [found] = fetch(server, ask, **more)
    assert isinstance(found, Answer), found
    return found


def fault(server: FeedServer, ask: str | Ask, **more: Any) -> FetchFault:
    """Ask once and expect none."""
    [found] = fetch(server, ask, **more)
    assert isinstance(found, FetchFault), found
    return found


class _Ear:
    """Hears every connection of the process; an audit hook stays for ever, so there is one, and it can be asked to forget."""

    heard: list[str] | None = None
    is_there = False

    @classmethod
    def listen(cls, event: str, args: tuple[Any, ...]) -> None:
        if event == "socket.connect" and cls.heard is not None and isinstance(args[1], tuple):
            cls.heard.append(str(args[1][0]))


@contextmanager
def connections() -> Iterator[list[str]]:
    """Collect the addresses that anybody in this process tries to connect to."""
    if not _Ear.is_there:
        sys.addaudithook(_Ear.listen)
        _Ear.is_there = True
    _Ear.heard = heard = []
    try:
        yield heard
    finally:
        _Ear.heard = None
