"""The load: so many requests in flight for so many seconds, each timed, every answer compared."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from statistics import median, quantiles
from typing import Any

from bench.children import Child
from bench.rounds import Sample

Ask = Callable[[], Awaitable[float]]
"""Sends one request, checks the answer and returns the seconds between them."""
IN_FLIGHT = (1, 16)
_SETTLE = 5
"""Requests of each worker that are not counted: caches of the processor and the allocator fill first."""
_PATIENCE = 30.0
"""Seconds beyond the measurement after which a server that does not answer has failed."""


class AnswerDiffersError(Exception):
    """A variant answered something else than the others."""


class Answers:
    """Compares answers with the one that is expected; an answer seen before is compared as text only."""

    def __init__(self, expected: dict[str, Any]) -> None:
        """Expect the payload of an acknowledgement."""
        self._expected = expected
        self._seen: set[str] = set()

    def check(self, text: str, payload: Callable[[Any], Any]) -> None:
        """Compare an answer, whose payload `payload` finds in the JSON; raises AnswerDiffersError."""
        if text in self._seen:
            return
        try:
            found = payload(json.loads(text))
        except ValueError:
            found = text
        if found != self._expected:
            raise AnswerDiffersError(f"expected {str(self._expected)[:200]}, got {str(found)[:200]}")
        self._seen.add(text)


async def measure(ask: Ask, child: Child, seconds: float) -> Sample:
    """Load one server with each number of requests in flight and return its figures."""
    sample: Sample = {}
    for in_flight in IN_FLIGHT:
        cpu, began = child.cpu_seconds(), time.perf_counter()
        latencies = await _drive(ask, in_flight, seconds)
        wall, spent = time.perf_counter() - began, child.cpu_seconds() - cpu
        answered = len(latencies) + in_flight * _SETTLE
        sample |= {
            f"x{in_flight} p50 ms": median(latencies) * 1_000,
            f"x{in_flight} p99 ms": quantiles(latencies, n=100, method="inclusive")[98] * 1_000,
            f"x{in_flight} acks/s": answered / wall,
            f"x{in_flight} CPU us": spent / answered * 1_000_000,
        }
    return sample


async def _drive(ask: Ask, in_flight: int, seconds: float) -> list[float]:
    latencies: list[float] = []

    async def worker() -> None:
        for _ in range(_SETTLE):
            await ask()
        deadline = time.perf_counter() + seconds
        while True:
            latencies.append(await ask())
            if time.perf_counter() >= deadline:
                return

    async with asyncio.timeout(seconds + _PATIENCE):
        await asyncio.gather(*(worker() for _ in range(in_flight)))
    return latencies
