"""The report: tables in Markdown that read well in a terminal, ratios with their spread, and the conditions of the run."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import metadata
from typing import Any

from bench.children import ROOT
from bench.rounds import Figure, Outcome, Size

_PACKAGES = ("slack-bolt", "slack-sdk", "aiohttp", "SQLAlchemy")


def conditions(size: Size) -> list[str]:
    """Return what a reader must know beside the figures: date, commit, versions, processors, load."""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in _PACKAGES)
    load = " ".join(f"{value:.2f}" for value in os.getloadavg())
    return [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {_commit()}, {platform.system()}, {os.cpu_count()} processors",
        f"{platform.python_implementation()} {platform.python_version()}, {versions}",
        f"load average before the run {load}; {size.rounds} rounds of {size.seconds} s after one for warming up",
    ]


def lines(outcome: Outcome) -> list[str]:
    """Return a case as Markdown: table, ratios, checks, what was skipped and what failed."""
    found = [f"## {outcome.name}: {outcome.title}", ""]
    if outcome.samples:
        found += [*_table(outcome), ""]
    found += _ratios(outcome)
    found += [f"- checked: {check}" for check in outcome.checks]
    found += [f"- SKIPPED {name}: {why}" for name, why in outcome.skipped.items()]
    found += [f"- FAILED: {fault}" for fault in outcome.faults]
    return [*found, ""]


def as_json(notes: Sequence[str], outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return everything that was measured, round by round."""
    return {"conditions": list(notes), "cases": [_case(outcome) for outcome in outcomes]}


def _case(outcome: Outcome) -> dict[str, Any]:
    ratios = {aim.text: outcome.ratio(aim) for aim in outcome.aims}
    return {
        "name": outcome.name,
        "samples": outcome.samples,
        "ratios": {text: asdict(ratio) for text, ratio in ratios.items() if ratio},
        "checks": outcome.checks,
        "skipped": outcome.skipped,
        "faults": outcome.faults,
        "failed": outcome.failed(),
    }


def _table(outcome: Outcome) -> list[str]:
    metrics = list(dict.fromkeys(name for rounds in outcome.samples.values() for name in rounds[0]))
    rows = [["variant", *metrics]]
    for variant in outcome.samples:
        figures = [outcome.figure(variant, metric) for metric in metrics]
        rows.append([variant, *[_cell(figure) for figure in figures]])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    written = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return [written[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *written[1:]]


def _ratios(outcome: Outcome) -> list[str]:
    found = []
    for aim in outcome.aims:
        ratio = outcome.ratio(aim)
        if ratio is None:
            found.append(f"- {aim.text}: no figure, a peer is missing")
        else:
            found.append(f"- {aim.text}: **{_cell(ratio)}**{_verdict(aim.at_least, aim.at_most, ratio.middle)}")
    return found


def _verdict(at_least: float | None, at_most: float | None, ratio: float) -> str:
    if at_least is not None:
        return f", aim at least {at_least:g}: {'met' if ratio >= at_least else 'MISSED'}"
    if at_most is not None:
        return f", aim at most {at_most:g}: {'met' if ratio <= at_most else 'MISSED'}"
    return ""


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return "–"
    return f"{_number(figure.middle)} ({_number(figure.low)}–{_number(figure.high)})"


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _commit() -> str:
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--abbrev=10"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=True, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return found.stdout.strip()
