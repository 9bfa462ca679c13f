"""How soon and how often `/channels` is acknowledged, over Socket Mode and over signed HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from bench import load
from bench.children import Child, ChildEndedError, free_port, stop
from bench.commands import envelopes, signed
from bench.load import AnswerDiffersError, Answers
from bench.rounds import OURS, Aim, Outcome, Size, Variant, interleave
from bench.servers import Place, callers_of, line_of, patiently

BOLT = "bolt, default"
"""What a tutorial builds: the peer to be faster than."""
FLOOR = "floor"
"""The same work without Bolt: the peer to come near to."""
_SHORTEST_ANSWER = 2_000
"""Characters: an answer that shows a page of 200 accounts is longer, a refusal is shorter."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A program of `bench.peers`."""

    name: str
    module: str
    arguments: tuple[str, ...] = ()


SOCKET_PEERS = (
    Peer(FLOOR, "floor_socket"),
    Peer("slack_sdk client", "sdk_socket"),
    Peer("bolt, before response", "bolt_socket", ("before-response",)),
    Peer(BOLT, "bolt_socket"),
)
HTTP_PEERS = (
    Peer(FLOOR, "floor_http"),
    Peer("bolt, threads", "bolt_http"),
    Peer(BOLT, "bolt_async_http"),
)


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers."""

    child: Child
    talk: Callable[[], Awaitable[tuple[float, str]]]
    """Asks once; returns the seconds and the answer without what differs from request to request."""
    payload: Callable[[Any], Any]
    """Finds the answered message in the JSON."""


Open = Callable[[Place, Peer | None, AsyncExitStack], Awaitable[Server]]
"""Starts a peer, or the bot for None, and connects to it; the stack ends both."""


async def ack_socket(place: Place, size: Size) -> Outcome:
    """Time envelopes of Socket Mode."""
    outcome = Outcome("ack_socket", "`/channels` over Socket Mode, 200 accounts", aims=_aims())
    await _compare(outcome, (place, size), SOCKET_PEERS, _over_socket)
    return outcome


async def ack_http(place: Place, size: Size) -> Outcome:
    """Time signed HTTP requests."""
    outcome = Outcome("ack_http", "`/channels` as signed HTTP requests, 200 accounts", aims=_aims())
    await _compare(outcome, (place, size), HTTP_PEERS, _over_http)
    return outcome


def _aims() -> tuple[Aim, ...]:
    one, many = "x1 p50 ms", "x16 acks/s"
    return (
        Aim("p50 one at a time: default Bolt / Kaiku", (BOLT, one), (OURS, one), at_least=25, reach=(FLOOR, one)),
        Aim("p50 one at a time: default Bolt / floor", (BOLT, one), (FLOOR, one)),
        Aim("p50 one at a time: Kaiku / floor", (OURS, one), (FLOOR, one), at_most=3),
        Aim("acks/s with 16 in flight: Kaiku / default Bolt", (OURS, many), (BOLT, many)),
        Aim("acks/s with 16 in flight: floor / Kaiku", (FLOOR, many), (OURS, many)),
        Aim("CPU per ack with 16 in flight: Kaiku / floor", (OURS, "x16 CPU us"), (FLOOR, "x16 CPU us")),
    )


async def _compare(outcome: Outcome, where: tuple[Place, Size], peers: Sequence[Peer], connect: Open) -> None:
    place, size = where
    async with AsyncExitStack() as stack:
        bot = await connect(place, None, stack)
        answer = await first_answer(bot)
        place.prepare(answer)
        variants = [_variant(OURS, bot, answer, size)]
        servers = await asyncio.gather(*(connect(place, peer, stack) for peer in peers), return_exceptions=True)
        for peer, server in zip(peers, servers, strict=True):
            if isinstance(server, ChildEndedError):
                outcome.skipped[peer.name] = str(server)
            elif isinstance(server, BaseException):
                raise server
            else:
                variants.append(_variant(peer.name, server, answer, size))
        outcome.samples = await interleave(variants, size)
    length = len(json.dumps(answer))
    outcome.checks.append(f"every answer of {len(variants)} variants was the same payload of {length:,} characters")


async def first_answer(bot: Server) -> dict[str, Any]:
    """Return the payload of a first answer, which the peers will give as well."""
    _, text = await patiently(bot.talk)
    answer: dict[str, Any] = bot.payload(json.loads(text))
    if len(text) < _SHORTEST_ANSWER or not answer.get("blocks"):
        raise AnswerDiffersError(f"the bot did not list its accounts: {text[:300]}")
    return answer


def _variant(name: str, server: Server, answer: dict[str, Any], size: Size) -> Variant:
    answers = Answers(answer)

    async def ask() -> float:
        seconds, text = await server.talk()
        answers.check(text, server.payload)
        return seconds

    return Variant(name, partial(load.measure, ask, server.child, size.seconds))


async def _over_socket(
    place: Place, peer: Peer | None, stack: AsyncExitStack, more: Mapping[str, str] | None = None
) -> Server:
    name = f"socket-{_slug(peer)}"
    child = await (place.peer(name, peer.module, *peer.arguments) if peer else place.bot(name, more=more))
    stack.push_async_callback(stop, child)
    line = await line_of(child, place.slack)
    source = envelopes()

    async def talk() -> tuple[float, str]:
        envelope_id, envelope = next(source)
        seconds, ack = await line.ask(envelope_id, envelope)
        return seconds, ack.replace(envelope_id, "", 1)

    return Server(child, talk, lambda ack: ack["payload"])


@asynccontextmanager
async def over_socket(place: Place, more: Mapping[str, str]) -> AsyncIterator[Server]:
    """Run the bot with settings of its own while the block lasts."""
    async with AsyncExitStack() as stack:
        yield await _over_socket(place, None, stack, more)


async def _over_http(place: Place, peer: Peer | None, stack: AsyncExitStack) -> Server:
    name, port = f"http-{_slug(peer)}", free_port()
    child = await (place.peer(name, peer.module, *peer.arguments, port=port) if peer else place.bot(name, port=port))
    stack.push_async_callback(stop, child)
    idle = await callers_of(child, port, max(load.IN_FLIGHT))
    for caller in idle:
        stack.callback(caller.close)
    source = signed()

    async def talk() -> tuple[float, str]:
        caller, request = idle.pop(), next(source)
        seconds, status, body = await caller.ask(request)
        idle.append(caller)
        if status != 200:
            raise ConnectionError(f"status {status}: {body[:200]}")
        return seconds, body

    return Server(child, talk, lambda answer: answer)


def _slug(peer: Peer | None) -> str:
    return "-".join((peer.module, *peer.arguments)) if peer else OURS
