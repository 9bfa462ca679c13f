"""The command line of the bench: which cases, how long, and where the report goes."""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bench import report
from bench.ack import ack_http, ack_socket
from bench.answers import answers_search
from bench.children import ChildEndedError
from bench.directory import directory
from bench.hostile import hostile
from bench.load import AnswerDiffersError
from bench.match import matching
from bench.parse import parsing
from bench.people import people_search
from bench.pipeline import pipeline
from bench.polling import polling
from bench.polling_ack import polling_ack
from bench.reminders import reminders
from bench.rounds import FULL, QUICK, Outcome, Size
from bench.servers import Place, place
from bench.start import start

Case = Callable[[Place, Size], Awaitable[Outcome]]
CASES: dict[str, Case] = {
    "ack_socket": ack_socket,
    "ack_http": ack_http,
    "directory": directory,
    "people": people_search,
    "answers": answers_search,
    "match": matching,
    "pipeline": pipeline,
    "polling": polling,
    "polling_ack": polling_ack,
    "parse": parsing,
    "hostile": hostile,
    "reminders": reminders,
    "start": start,
}


def main(argv: Sequence[str]) -> int:
    """Run the chosen cases and print the report; 0 when all of them held."""
    chosen = _arguments(argv)
    size = QUICK if chosen.quick else FULL
    notes = report.conditions(size)
    print("\n".join(["# What is fast", "", *(f"- {note}" for note in notes), ""]))
    outcomes = asyncio.run(run_cases(chosen.only, size))
    if chosen.json:
        text = json.dumps(report.as_json(notes, outcomes), indent=1, ensure_ascii=False)
        chosen.json.write_text(text, encoding="utf-8")
    return 1 if any(outcome.failed() for outcome in outcomes) else 0


async def run_cases(names: Sequence[str], size: Size) -> list[Outcome]:
    """Run cases one after another, each in a temporary folder of its own, and print each as it ends."""
    outcomes = []
    for name in names:
        outcome = await _run(name, size)
        print("\n".join(report.lines(outcome)), flush=True)
        outcomes.append(outcome)
    return outcomes


async def _run(name: str, size: Size) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="kaiku-bench-") as folder:
        try:
            async with place(Path(folder)) as where:
                return await CASES[name](where, size)
        except (ChildEndedError, AnswerDiffersError, OSError, ValueError) as error:
            return Outcome(name, "did not run to its end", faults=[f"{type(error).__name__}: {error}"])


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="Kaiku beside its peers, in one run on this machine.")
    parser.add_argument("--only", type=_names, default=list(CASES), metavar="NAMES", help=f"of {', '.join(CASES)}")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds: about a minute in all")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every round of every variant to FILE")
    return parser.parse_args(argv)


def _names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in CASES]
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"choose from {', '.join(CASES)}, with commas between")
    return names
