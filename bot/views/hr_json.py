"""What a delivery of people did, as JSON for the system that delivered it. Words are in the house's language."""

from __future__ import annotations

from typing import Any

from bot.errors import BotError
from bot.hr_diff import Change
from bot.hr_report import Outcome, Report
from bot.table_faults import Fault, Faulty
from bot.views import hr as view
from bot.words import Reader

MOST = 1_000
"""Entries of one kind; the counts are of all."""


def status(report: Report) -> int:
    """Return the status of HTTP that says what came of a delivery."""
    if report.outcome is Outcome.REFUSED:
        return 422
    return 409 if report.outcome in (Outcome.WAITING, Outcome.DISCARDED) else 200


def answer(report: Report, reader: Reader) -> dict[str, Any]:
    """Return what changed, or every faulty row with its cure."""
    found = report.difference
    said: dict[str, Any] = {"result": report.outcome.value, "message": list(view.lines(report, reader))[-1]}
    if report.unused:
        said["unused"] = list(report.unused)
    if report.remarks:
        said["remarks"] = [_fault(remark, reader) for remark in report.remarks[:MOST]]
    if report.outcome is Outcome.REFUSED:
        return {**said, "errors": [_fault(fault, reader) for fault in report.faults[:MOST]]}
    counts = {"added": len(found.added), "changed": len(found.changed), "gone": len(found.gone)}
    return {
        **said,
        **counts,
        "unchanged": found.unchanged,
        "needs_decision": report.would_wait or report.outcome in (Outcome.WAITING, Outcome.DISCARDED),
        "people": {
            "added": [_change(change) for change in found.added[:MOST]],
            "changed": [{**_change(change), "fields": view.fields(change, reader)} for change in found.changed[:MOST]],
            "gone": [_change(change) for change in found.gone[:MOST]],
        },
    }


def error(why: BotError, reader: Reader) -> dict[str, Any]:
    """Return why a delivery cannot be used as a whole."""
    return {"result": "refused", "message": why.words(reader), "errors": []}


def too_large(reader: Reader) -> dict[str, Any]:
    """Say that a body is too large."""
    said = reader.say("The list is larger than {most} MB. Leave out what is not needed.", most=60)
    return {"result": "refused", "message": said, "errors": []}


def wrong_kind(reader: Reader) -> dict[str, Any]:
    """Say that a body is packed or comes in parts."""
    said = reader.say("Send the list itself as the body, neither packed nor as a form: JSON, CSV or .xlsx.")
    return {"result": "refused", "message": said, "errors": []}


def _change(change: Change) -> dict[str, Any]:
    key = change.after["hr_id"] or (change.before.hr_id if change.before else "")
    return {"id": key, "name": change.name}


def _fault(fault: Fault, reader: Reader) -> dict[str, Any]:
    why = fault.why
    problem, cure = (why.problem, why.cure.words(reader)) if isinstance(why, Faulty) else (why, "")
    return {
        "line": fault.line,
        "field": why.field or "",
        "column": fault.column,
        "problem": problem.words(reader),
        "cure": cure,
    }
