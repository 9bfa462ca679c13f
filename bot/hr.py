"""The HR feed: people from a file, a folder or the web door. A delivery counts as a whole, or not at all.

Whoever delivers names everybody who works here; whoever is missing is gone. One faulty row, and nothing is written. When more
than a fifth of the people would vanish, a person decides (`hr_decisions`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import hr_columns, hr_decisions, hr_deputies, hr_rows, hr_write, tables
from bot.errors import Invalid, NotFound
from bot.hr_decisions import Delivery
from bot.hr_diff import Difference
from bot.hr_report import How, Outcome, Report
from bot.hr_rows import Checked
from bot.hr_write import Plan
from bot.table_columns import key_of
from bot.table_faults import Fault
from bot.tables import Limits, Row
from bot.words import zone
from storage import hr

if TYPE_CHECKING:
    from bot.services import Services

LIMITS = Limits(bytes=60_000_000, unpacked=300_000_000, rows=150_000, takes_json=True, is_whole=True)
DEFAULT_MAPPING = "default"
"""The saved mapping that counts where nobody names one: the folder and the web door use it too."""
_LONGEST_NAME = 60
_NORMAL = How()


def import_file(services: Services, path: Path, how: How = _NORMAL, *, by: str) -> Report:
    """Take people from a CSV, Excel or JSON file; raises Invalid when the file as a whole cannot be used, and OSError."""
    mapping, is_strict = _mapping(services, how)
    rows = tables.read(path, lambda cells: _recognised(cells, mapping), LIMITS)
    return _take(services, Delivery(path.name, by), how, _checked(services, rows, (mapping, is_strict), how, path.name))


def import_data(services: Services, data: bytes, source: str, how: How = _NORMAL, *, by: str) -> Report:
    """Take people from CSV, Excel or JSON as it came in; raises Invalid when it cannot be used as a whole.

    `source` names it in reports; `by` stands in the audit log.
    """
    mapping, is_strict = _mapping(services, how)
    rows = tables.read_data(data, source, lambda cells: _recognised(cells, mapping), LIMITS)
    return _take(services, Delivery(source, by), how, _checked(services, rows, (mapping, is_strict), how, source))


def _mapping(services: Services, how: How) -> tuple[dict[str, str], bool]:
    """Return what headers mean by order, and whether each of them has to be there."""
    given = hr_columns.mapping_of(how.columns)
    if len(how.save_mapping) > _LONGEST_NAME:
        raise Invalid("Shorten the name of the mapping to at most {most} characters.", most=_LONGEST_NAME)
    with services.database.read() as session:
        saved = hr.mapping(session, how.mapping or DEFAULT_MAPPING)
        if saved is None and how.mapping:
            raise NotFound(
                "No mapping is saved as “{name}”. There are these: {names}.",
                name=how.mapping, names=", ".join(hr.mapping_names(session)) or "–",
            )  # fmt: skip
    return {**(saved or {}), **given}, bool(given or how.mapping)


def _recognised(cells: Sequence[str], mapping: Mapping[str, str]) -> int:
    named = set(map(key_of, mapping))
    return sum(key_of(cell) in named or hr_columns.field_of(cell) is not None for cell in cells)


def _checked(
    services: Services, rows: list[Row], mapping: tuple[dict[str, str], bool], how: How, source: str
) -> tuple[Checked, hr_columns.Header]:
    for row in rows[: hr_columns.FIRST_ROWS]:
        hr_rows.check_encoding(row)  # before anybody misses a header whose letters are lost
    header, below = hr_columns.parted(rows, mapping[0], is_strict=mapping[1])
    rows.clear()
    if not below:
        raise Invalid(
            "“{file}” names nobody. An empty list never means that everybody has left: nothing was written. Export it again.",
            file=source,
        )
    today = services.now().astimezone(zone(services.settings.timezone)).date()
    checked = hr_rows.read(header, below, today, how.progress)
    deputies = (Fault(line, header.of(why.field), why) for line, why in hr_deputies.settle(checked))
    checked.faults = sorted(chain(checked.faults, deputies), key=lambda fault: fault.line)
    if not checked.entries and not checked.faults:
        raise Invalid(
            "Everybody in “{file}” has a last day that is over. That never means that everybody has left: nothing was "
            "written. Look at the column “{column}”.",
            file=source, column=header.of("ends"),
        )  # fmt: skip
    return checked, header


def _take(services: Services, delivery: Delivery, how: How, read: tuple[Checked, hr_columns.Header]) -> Report:
    checked, header = read
    report = Report(
        Outcome.REFUSED,
        rows=len(checked.entries) + checked.left,
        faults=checked.faults,
        unused=header.unused,
        lines=[entry.line for entry in checked.entries],
        remarks=[Fault(line, header.of(why.field), why) for line, why in hr_deputies.circles(checked.entries)],
        headers={name: header.of(name) for name in header.places},
        left=checked.left,
    )
    if checked.faults:
        return report
    _save_mapping(services, how, header, report)
    delivery.people = [entry.values for entry in checked.entries]
    if how.dry_run:
        made = hr_write.plan(services, delivery.people, services.now())
        report.difference, report.outcome = made.difference, Outcome.DRY_RUN
        report.would_wait = hr_decisions.needs_decision(made.difference) and not how.accept_removals
        return report
    return _settle(services, delivery, how, report)


def _settle(services: Services, delivery: Delivery, how: How, report: Report) -> Report:
    now = services.now()

    def plan() -> Plan | None:
        made = hr_write.plan(services, delivery.people, now)
        report.difference = made.difference
        stops = hr_decisions.needs_decision(made.difference) and not how.accept_removals
        report.outcome = Outcome.WAITING if stops else Outcome.APPLIED if made.difference else Outcome.NO_CHANGE
        return made if report.outcome is Outcome.APPLIED else None

    def finish(session: Session, difference: Difference) -> None:
        report.import_id = hr_decisions.note_applied(services, session, delivery, difference, now)

    _ = delivery.fingerprint
    hr_write.put_in_place(services, plan, finish)
    match report.outcome:
        case Outcome.WAITING:
            report.import_id, discarded = hr_decisions.wait(services, delivery, report.difference, now)
            report.outcome = Outcome.DISCARDED if discarded else Outcome.WAITING
        case Outcome.NO_CHANGE:
            hr_decisions.overtake(services, now)
        case _:
            pass
    return report


def _save_mapping(services: Services, how: How, header: hr_columns.Header, report: Report) -> None:
    if not how.save_mapping or how.dry_run:
        return
    places = {place: name for name, place in header.places.items()}
    columns = {cell.strip(): places[place] for place, cell in enumerate(header.cells) if place in places}
    ignored = {header_said for header_said, field in hr_columns.mapping_of(how.columns).items() if field == "-"}
    columns |= dict.fromkeys(ignored, hr_columns.IGNORED)
    with services.database.begin() as session:
        hr.save_mapping(session, how.save_mapping, columns, services.now())
    report.saved_mapping = how.save_mapping
