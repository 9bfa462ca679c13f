"""Hostile feeds: what each costs the child that parses and the process of the bot (`python -m bench --only hostile`)."""

from __future__ import annotations

import resource
import sys
import time

import psutil

from bench.hostile_feeds import TABLE, Hostile
from bench.rounds import OURS, QUICK, Outcome, Sample, Size
from bench.servers import Place
from bot.feeds.child import CPU_SECONDS
from bot.feeds.items import NotAFeedError
from bot.feeds.parsing import Limits, Parser

_CHILD, _CHILD_MEMORY, _BOT, _BOT_MEMORY = "child CPU s", "largest child so far MB", "bot CPU s", "bot growth MB"
_MOST_BOT_MEMORY = 50.0
_SLACK = 1.0
"""Seconds of CPU that the start of a child adds."""
_WORST = f"{OURS}: the worst"
_FEW = 6
_KILO = 1 if sys.platform == "darwin" else 1024


async def hostile(_place: Place, size: Size) -> Outcome:
    """Parse every hostile input once, each in a fresh child, and judge what it cost; a few of them when all is to be quick."""
    inputs = TABLE if size.repeats >= QUICK.repeats else TABLE[:_FEW]
    outcome = Outcome("hostile", f"{len(inputs)} inputs made to stop a parser, each in a child of its own")
    for one in inputs:
        sample, fault = _measured(one)
        outcome.samples[one.name] = [sample]
        outcome.faults += [fault] if fault else []
    samples = [rounds[0] for rounds in outcome.samples.values()]
    worst = {name: max(sample[name] for sample in samples) for name in samples[0]}
    outcome.samples[_WORST] = [worst]
    outcome.checks.append("every input gave the items it holds or was refused for what it is")
    if worst[_CHILD] > CPU_SECONDS + _SLACK:
        outcome.faults.append(f"a child used {worst[_CHILD]:.1f} s")
    if worst[_BOT_MEMORY] > _MOST_BOT_MEMORY:
        outcome.faults.append(f"the bot grew by {worst[_BOT_MEMORY]:.0f} MB")
    return outcome


def _measured(one: Hostile) -> tuple[Sample, str]:
    """Parse one input in a child that ends with it, whose whole cost the kernel then tells."""
    body = one.make()
    memory = psutil.Process().memory_info().rss
    children, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.process_time()
    parser = Parser(limits=Limits(wall_seconds=60, jobs=1))
    try:
        count = len(parser.parse(body, "text/xml", "https://example.org/feed").items)
        fault = "" if count == one.items else f"{one.name}: {count} items"
    except NotAFeedError as refused:
        fault = "" if refused.why in one.whys else f"{one.name}: {refused.why}"
    finally:
        parser.close()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    sample = {
        _CHILD: after.ru_utime + after.ru_stime - children.ru_utime - children.ru_stime,
        _CHILD_MEMORY: after.ru_maxrss * _KILO / 1_000_000,
        _BOT: time.process_time() - began,
        _BOT_MEMORY: max(0.0, (psutil.Process().memory_info().rss - memory) / 1_000_000),
    }
    return sample, fault
