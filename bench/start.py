"""How long it takes from starting the process to its first ack over Socket Mode, and how much memory it holds then."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any

from bench.ack import BOLT, FLOOR, Peer
from bench.children import Child, ChildEndedError, stop
from bench.commands import envelopes
from bench.load import AnswerDiffersError
from bench.rounds import OURS, Aim, Outcome, Sample, Size, Variant, interleave
from bench.servers import Place, line_of

PEERS = (Peer(FLOOR, "floor_socket"), Peer(BOLT, "bolt_socket"))
_PATIENCE = 30.0
_WALL, _CPU, _MEMORY = "first ack ms", "CPU ms", "memory MB"


async def start(place: Place, size: Size) -> Outcome:
    """Start each variant anew in every round."""
    aims = (
        Aim("time to the first ack: Kaiku / default Bolt", (OURS, _WALL), (BOLT, _WALL)),
        Aim("CPU to the first ack: Kaiku / default Bolt", (OURS, _CPU), (BOLT, _CPU)),
        Aim("memory after the first ack: Kaiku / default Bolt", (OURS, _MEMORY), (BOLT, _MEMORY)),
    )
    outcome = Outcome("start", "from starting the process to the first ack over Socket Mode", aims=aims)
    answer: dict[str, Any] = {}
    await _from_start_to_ack(place, partial(place.bot, OURS), answer)
    place.prepare(answer)
    variants = [Variant(OURS, partial(_from_start_to_ack, place, partial(place.bot, OURS), answer))]
    again = [
        partial(_from_start_to_ack, place, partial(place.peer, peer.module, peer.module), answer) for peer in PEERS
    ]
    tried = await asyncio.gather(*(measure() for measure in again), return_exceptions=True)
    for peer, measure, first in zip(PEERS, again, tried, strict=True):
        if isinstance(first, ChildEndedError):
            outcome.skipped[peer.name] = str(first)
        elif isinstance(first, BaseException):
            raise first
        else:
            variants.append(Variant(peer.name, measure))
    outcome.samples = await interleave(variants, replace(size, warm_up=False))
    outcome.checks.append(f"{len(variants)} variants answered the same payload in every round")
    return outcome


async def _from_start_to_ack(place: Place, begin: Callable[[], Awaitable[Child]], expected: dict[str, Any]) -> Sample:
    """Start, ask once, end. An empty `expected` is filled with the answer; any other answer must equal it."""
    began = time.perf_counter()
    child = await begin()
    try:
        line = await line_of(child, place.slack)
        async with asyncio.timeout(_PATIENCE):
            _, ack = await line.ask(*next(envelopes()))
        wall = time.perf_counter() - began
        sample = {_WALL: wall * 1_000, _CPU: child.cpu_seconds() * 1_000, _MEMORY: child.memory_mb()}
    finally:
        await stop(child)
    answer = json.loads(ack)["payload"]
    if expected and answer != expected:
        raise AnswerDiffersError(f"expected {str(expected)[:200]}, got {str(answer)[:200]}")
    expected.update(answer)
    return sample
