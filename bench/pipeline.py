"""From the feed to the stored mention: sixty feeds with fifty new items each, two hundred rules.

The bot's own poller, parser, rules, stories and database beside reader with compiled regular expressions and beside the way
that tutorials show. Each runs in a process of its own on the same feed server; all must find the same mentions.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from time import monotonic

from bench.children import ROOT, ChildEndedError
from bench.feeds_seeds import ITEMS, RULES
from bench.load import AnswerDiffersError
from bench.rounds import OURS, Aim, Outcome, Sample, Size
from bench.servers import Place
from tests.feed_server import loopback

READER, TUTORIAL = "reader + compiled regexes", "tutorial"
NOT_REQUIRED = frozenset({READER})
"""Peers that the project’s requirements do not bring: their own requirements are many."""
_MODULES = {OURS: "pipeline_kaiku", READER: "pipeline_reader", TUTORIAL: "pipeline_tutorial"}
_RATE, _CPU = "items/s", "CPU s"
_FEEDS, _FEW = 60, 6
_MOST_ROUNDS = 3
_TIME = 240.0
"""Seconds after which no variant begins a round of which it is known that it would end later."""
_PATIENCE = 480.0


async def pipeline(_place: Place, size: Size) -> Outcome:
    """Poll, match and store with every variant in turn."""
    feeds = _FEEDS if size.repeats > 100 else _FEW
    outcome = Outcome("pipeline", f"poll, match and store {feeds} feeds of {ITEMS} new items with {RULES} rules")
    answers: dict[str, str] = {}
    measures = {name: partial(_measured, module, feeds, answers) for name, module in _MODULES.items()}
    await _in_time(measures, min(size.rounds, _MOST_ROUNDS), outcome)
    rounds = ", ".join(f"{name} {len(samples)}" for name, samples in outcome.samples.items())
    outcome.checks.append(f"all variants stored the same {answers.get('pairs', '0')} hits of rules in every round")
    outcome.checks.append(f"rounds within {_TIME:.0f} s: {rounds}")
    outcome.aims = [Aim(f"{OURS} / {READER}", (OURS, _RATE), (READER, _RATE), at_least=20)]
    return outcome


async def _in_time(measures: Mapping[str, Callable[[], Awaitable[Sample]]], rounds: int, outcome: Outcome) -> None:
    """Measure every variant in each round; a slow one has no more rounds when the time of the case would be over."""
    began, took = monotonic(), dict.fromkeys(measures, 0.0)
    for number in range(rounds):
        for name, measure in measures.items():
            start = monotonic()
            if name in outcome.skipped or (number and start + took[name] > began + _TIME):
                continue
            try:
                sample = await measure()
            except ChildEndedError as error:
                if number:
                    raise
                outcome.skipped[name] = str(error)
            else:
                took[name] = monotonic() - start
                outcome.samples.setdefault(name, []).append(sample)


async def _measured(module: str, feeds: int, answers: dict[str, str]) -> Sample:
    async with _server(feeds) as (port, turn), _task(module, _addresses(port, feeds)) as task:
        await _line(task)
        await turn()
        assert task.stdin is not None
        task.stdin.write(b"\n")
        said = json.loads(await _line(task))
    expected = answers.setdefault("said", said["said"])
    answers["pairs"] = f"{said['pairs']:,}"
    if expected != said["said"]:
        raise AnswerDiffersError(f"{module} found {said['pairs']} mentions, others found different ones")
    return {_RATE: feeds * ITEMS / said["wall"], _CPU: said["cpu"]}


def _addresses(port: int, feeds: int) -> list[str]:
    return [f"http://{host}:{port}/{number}" for number, host in enumerate(loopback(feeds))]


@asynccontextmanager
async def _server(feeds: int) -> AsyncIterator[tuple[int, Callable[[], Awaitable[None]]]]:
    async with _task("pipeline_feeds", [str(feeds)]) as served:
        port = int(await _line(served))

        async def turn() -> None:
            assert served.stdin is not None
            served.stdin.write(b"\n")
            await _line(served)

        yield port, turn


@asynccontextmanager
async def _task(module: str, arguments: list[str]) -> AsyncIterator[asyncio.subprocess.Process]:
    with tempfile.TemporaryDirectory(prefix="kaiku-bench-") as folder:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            f"bench.peers.{module}",
            *arguments,
            cwd=folder,
            env={"PYTHONPATH": _path(), "PATH": "/usr/bin:/bin", "HOME": folder},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


def _path() -> str:
    """The project, and wherever else the bench was told to look for peers."""
    return os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))


async def _line(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    assert process.stderr is not None
    async with asyncio.timeout(_PATIENCE):
        line = await process.stdout.readline()
        if not line:
            errors = (await process.stderr.read()).decode("utf-8", "replace").strip().splitlines()
            raise ChildEndedError(errors[-1] if errors else "it ended without a word")
    return line.decode()
