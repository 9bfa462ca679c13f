"""A delivery of the HR feed as people see it: a report in lines of text, and a card for whoever has to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import ActionsBlock

from bot.hr_columns import column
from bot.hr_diff import Change
from bot.hr_report import Outcome, Report
from bot.views.blocks import Message, button, clean, context, foreign, rich, words
from bot.views.table_report import MOST_LINES, fault, some
from bot.words import Reader
from storage.models import PeopleImport

APPLY = "hr.apply"
DISCARD = "hr.discard"
_FIELDS = {"hr_skills": "skills", "hr_languages": "languages", "hr_deputy": "deputy", "hr_id": "id", "user_id": "slack"}


def lines(report: Report, reader: Reader) -> Iterator[str]:
    """Yield the report line by line, what matters most last."""
    if report.unused:
        yield clean(reader.say("Not used: {headers}.", headers=reader.listing(report.unused)))
    yield from _changes(report, reader)
    yield from some([fault(found, reader) for found in report.remarks[:MOST_LINES]], reader, of=len(report.remarks))
    yield from some([fault(found, reader) for found in report.faults[:MOST_LINES]], reader, of=len(report.faults))
    yield counts(report, reader)
    if report.saved_mapping:
        yield clean(reader.say("What the headers mean is saved as “{name}”.", name=report.saved_mapping))
    yield _verdict(report, reader)


def counts(report: Report, reader: Reader) -> str:
    """Say in one line how many people are new, changed, gone and as before."""
    found = report.difference
    parts = [
        reader.count("{n} new person", "{n} new people", len(found.added)),
        reader.count("{n} person changed", "{n} people changed", len(found.changed)),
        reader.count("{n} person gone", "{n} people gone", len(found.gone)),
        reader.count("{n} person as before", "{n} people as before", found.unchanged),
    ]
    if report.faults:
        faulty = len({found.line for found in report.faults})
        parts = [
            reader.count("{n} row", "{n} rows", report.rows),
            reader.count("{n} faulty row", "{n} faulty rows", faulty),
        ]
    return reader.say("In all: {parts}.", parts=reader.listing(parts))


def card(record: PeopleImport, examples: Sequence[str], decided_by: str, reader: Reader) -> Message:
    """Show a delivery that waits for a decision, or what became of it."""
    if record.state != "waiting":
        text = _ending(record, decided_by, reader)
        return Message(foreign(text), [rich(words(text))])
    head = reader.count(
        "HR’s list is short: {n} person would vanish from the directory.",
        "HR’s list is short: {n} people would vanish from the directory.",
        record.gone,
    )
    facts = reader.say(
        "It names {total} people, {added} of them new. It came as “{source}”, {moment}. Nothing has been written.",
        total=reader.number(record.total),
        added=reader.number(record.added),
        source=record.source,
        moment=reader.moment(record.at),
    )
    more = max(0, record.gone - len(examples))
    listed = [*examples, reader.count("{n} more", "{n} more", more)] if more else list(examples)
    named = reader.say("Among them: {names}.", names=reader.listing(listed)) if examples else ""
    help_line = reader.say(
        "Is the list complete? If not, discard it and ask HR for a new one. It waits for seven days."
    )
    buttons = ActionsBlock(
        block_id=f"people_import.{record.id}",
        elements=[
            button(reader.say("Apply anyway"), APPLY, value=str(record.id), style="danger"),
            button(reader.say("Discard"), DISCARD, value=str(record.id)),
        ],
    )
    parts = [words(head, bold=True), *(words(f"\n{text}") for text in (named, facts) if text)]
    return Message(f"{head} {help_line}", [rich(*parts), context(help_line), buttons])


def _ending(record: PeopleImport, by: str, reader: Reader) -> str:
    name = by or reader.say("The command line")
    match record.state:
        case "accepted":
            return reader.say("{name} lets HR’s list be applied. It takes effect in a moment.", name=name)
        case "applied":
            return reader.count(
                "{name} has let HR’s list be applied: {n} person is gone from the directory.",
                "{name} has let HR’s list be applied: {n} people are gone from the directory.",
                record.gone,
                name=name,
            )
        case "discarded":
            return reader.say("{name} has discarded HR’s list. Nothing was written.", name=name)
        case "overtaken":
            return reader.say("A newer list from HR has come in place of a short one. There is nothing left to decide.")
        case _:
            return reader.say("Nobody decided about HR’s short list within seven days. Nothing was written.")


def _changes(report: Report, reader: Reader) -> Iterator[str]:
    found, is_done = report.difference, report.outcome is Outcome.APPLIED
    added = [_added(change, report, reader, is_done=is_done) for change in found.added[:MOST_LINES]]
    changed = [_changed(change, report, reader, is_done=is_done) for change in found.changed[:MOST_LINES]]
    gone = [_gone(change, reader, is_done=is_done) for change in found.gone[:MOST_LINES]]
    yield from some(added, reader, of=len(found.added))
    yield from some(changed, reader, of=len(found.changed))
    yield from some(gone, reader, of=len(found.gone))


def _added(change: Change, report: Report, reader: Reader, *, is_done: bool) -> str:
    line = report.lines[change.place or 0]
    if is_done:
        return reader.say("Row {line}: “{name}” is added.", line=line, name=change.name)
    return reader.say("Row {line}: “{name}” would be added.", line=line, name=change.name)


def _changed(change: Change, report: Report, reader: Reader, *, is_done: bool) -> str:
    line, named = report.lines[change.place or 0], reader.listing(fields(change, reader))
    if is_done:
        return reader.say("Row {line}: “{name}” is changed: {fields}.", line=line, name=change.name, fields=named)
    return reader.say("Row {line}: “{name}” would change: {fields}.", line=line, name=change.name, fields=named)


def _gone(change: Change, reader: Reader, *, is_done: bool) -> str:
    if is_done:
        return reader.say("“{name}” is gone.", name=change.name)
    return reader.say("“{name}” would be gone.", name=change.name)


def fields(change: Change, reader: Reader) -> list[str]:
    """Name the columns that change; of somebody who returns say only that."""
    if "left_at" in change.fields:
        return [reader.say("back again")]
    return [
        column(_FIELDS.get(name, name)).header(reader.language) for name in change.fields if not name.endswith("_at")
    ]


def _verdict(report: Report, reader: Reader) -> str:
    match report.outcome:
        case Outcome.REFUSED:
            said = reader.say("Nothing was written. Correct the rows above and deliver the whole list again.")
        case Outcome.DRY_RUN if report.would_wait:
            said = _too_many(report, reader)
        case Outcome.DRY_RUN:
            said = reader.say("This was a dry run: nothing was written. Leave out --dry-run to import.")
        case Outcome.WAITING:
            decide = reader.say("Social managers can decide in Slack; or import the file again with --accept-removals.")
            said = f"{_too_many(report, reader)} {decide}"
        case Outcome.DISCARDED:
            said = reader.say(
                "Nothing was written: somebody has discarded these very rows in Slack. Deliver a corrected list, or import "
                "the file again with --accept-removals."
            )
        case Outcome.NO_CHANGE:
            said = reader.say("Nothing has changed since the last delivery.")
        case _:
            said = reader.say("The directory is up to date.")
    return said


def _too_many(report: Report, reader: Reader) -> str:
    return reader.say(
        "Nothing was written: {gone} of {known} people would vanish, which is more than a fifth. Check that the list is "
        "complete.",
        gone=reader.number(len(report.difference.gone)),
        known=reader.number(report.difference.known),
    )
