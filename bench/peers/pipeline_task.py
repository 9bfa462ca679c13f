"""What every variant of the pipeline case does around its work: wait for the word, measure itself, say what it found."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterable

import psutil

Pairs = Iterable[tuple[str, int]]
"""The guid of an item and the number of a rule that it hits."""


def perform(baseline: Callable[[], None], work: Callable[[], object], found: Callable[[], Pairs]) -> None:
    """Read the old items, say "ready", wait for a line, read the new ones, and print the figures as JSON."""
    baseline()
    print("ready", flush=True)
    sys.stdin.readline()
    spent, began = _cpu(), time.perf_counter()
    work()
    wall, cpu = time.perf_counter() - began, _cpu() - spent
    pairs = sorted(set(found()))
    said = hashlib.sha256(json.dumps(pairs).encode()).hexdigest()
    print(json.dumps({"wall": wall, "cpu": cpu, "pairs": len(pairs), "said": said}), flush=True)


def _cpu() -> float:
    me = psutil.Process()
    times = [one.cpu_times() for one in (me, *me.children(recursive=True))]
    return sum(one.user + one.system for one in times)
