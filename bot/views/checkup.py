"""The check-up as people read it: faults first, each with its cure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.checkup import Finding, State
from bot.views.blocks import Message, context, foreign, header, rich, words
from bot.words import Reader

OPEN = "checkup.open"
_ORDER = (State.FAULT, State.NOTE, State.FINE)
_MARKS = {State.FAULT: "✗", State.NOTE: "–", State.FINE: "✓"}


def title(reader: Reader) -> str:
    """Name the check-up."""
    return reader.say("Check-up")


def running(reader: Reader) -> Message:
    """Say that it takes a moment."""
    return Message(reader.say("Checking every part. This takes a moment."))


def message(findings: Sequence[Finding], reader: Reader) -> Message:
    """Show every finding in a line."""
    ordered = sorted(findings, key=lambda finding: _ORDER.index(finding.state))
    faults = sum(finding.state is State.FAULT for finding in findings)
    verdict = (
        reader.count("{n} fault", "{n} faults", faults) if faults else reader.say("Everything that must work works.")
    )
    lines = [rich(words(f"{_MARKS[finding.state]} {finding.text}"), *_cure(finding)) for finding in ordered[:45]]
    text = "\n".join([verdict, *(line(finding) for finding in ordered)])
    return Message(foreign(text, 4_000), [header(verdict), *lines, context(_legend(reader))])


def line(finding: Finding) -> str:
    """Write a finding as plain text, for a terminal or a screen reader."""
    return f"{_MARKS[finding.state]} {finding.text}" + (f" {finding.cure}" if finding.cure else "")


def _cure(finding: Finding) -> list[object]:
    return [words(f"\n{finding.cure}", italic=True)] if finding.cure else []


def _legend(reader: Reader) -> str:
    return reader.say("✗ must be mended, – is only good to know, ✓ works.")
