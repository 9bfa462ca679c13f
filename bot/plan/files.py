"""The plan from and to files: good rows are taken although others are faulty, and a file taken twice changes nothing.

Nothing that reviewers say to each other goes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit, people, tables
from bot.audit import Act
from bot.colleagues_named import Colleagues
from bot.errors import BotError, Invalid
from bot.people import Asker
from bot.plan import file_columns, file_export, file_writing
from bot.plan.file_cells import Given, given
from bot.plan.file_columns import Head
from bot.plan.file_named import Around
from bot.plan.file_wanted import Several, Standing, Wanted, wanted
from bot.plan.writing import OutOfOrder
from bot.roles import Role, require
from bot.table_columns import user_in
from bot.table_faults import Change, Fault, Faulty, ImportReport
from bot.tables import Limits, Row
from storage import channels, plan, plan_files
from storage.chunks import chunks

if TYPE_CHECKING:
    from bot.services import Services

LIMITS = Limits(bytes=20_000_000, unpacked=100_000_000, rows=5_000, columns=200, takes_json=True)
AT_ONCE = 100
"""Rows that are read together; what changes is written row by row, since whoever clicks in Slack waits for the lock."""


@dataclass(slots=True)
class _Import:
    """One import on its way, with the rows so far by what they are about."""

    services: Services
    head: Head
    around: Around
    report: ImportReport
    lines: dict[int | str, tuple[int, Given]] = field(default_factory=dict)

    def fault(self, row: Row, why: BotError) -> Fault:
        return Fault(row.line, self.head.of(why.field), why)


def import_file(services: Services, path: Path, *, dry_run: bool, by: Asker) -> ImportReport:
    """Take a plan from a CSV, Excel or JSON file: a row with a number changes that item, one without adds one.

    An empty cell and a missing column leave what stands in the plan; a dash empties it. Managers only. Raises Invalid when the
    file as a whole cannot be used, and OSError when it cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(LIMITS.bytes + 1)
    return import_data(services, data, path.name, dry_run=dry_run, by=by)


def import_data(services: Services, data: bytes, name: str, *, dry_run: bool, by: Asker) -> ImportReport:
    """Do the same with the content of a file and its name."""
    require(by.role, Role.MANAGER)
    head, rows = file_columns.parted(tables.read_data(data, name, file_columns.recognised, LIMITS))
    said = [(row, *given(head, row, services.settings.language)) for row in rows if any(map(str.strip, row.cells))]
    _get_to_know(services, [one for _, one, _ in said])
    with services.database.read() as session:
        accounts = channels.every(session)
    around = Around(accounts, Colleagues(), services.now(), services.settings.timezone, by)
    task = _Import(services, head, around, ImportReport(dry_run, unused=head.unused))
    for start in range(0, len(said), AT_ONCE):
        for row, one, change in _look(task, said[start : start + AT_ONCE]):
            _take(task, row, one, change)
    task.report.faults.sort(key=lambda fault: fault.line)
    return task.report


def export_file(services: Services, path: Path, *, by: Asker) -> int:
    """Write what is planned and posted to a .csv, .xlsx or .json file and return how many items there are.

    `import_file` reads it without a change. Raises Invalid for another ending and OSError when it cannot be written.
    """
    require(by.role, Role.MANAGER)
    found: list[dict[str, str]] = []
    with services.database.begin() as session:
        cells = file_export.Cells(channels.every(session))
        for ids in chunks(plan_files.ids(session)):
            found += [cells.of(standing) for standing in _standing(session, ids).values()]
        audit.note(session, services.now(), Act(by.id, "plan.exported", "plan"), after={"items": len(found)})
    columns = file_columns.used({name for row in found for name, cell in row.items() if cell})
    header = [column.header(services.settings.language) for column in columns]
    rows = [[row.get(column.field, "") for column in columns] for row in found]
    tables.write(path, header, rows, names=[column.field for column in columns])
    return len(found)


def _get_to_know(services: Services, said: Sequence[Given]) -> None:
    cells = (one.cells.get(name, "") for one in said for name in ("owner", "deputy"))
    people.get_to_know(services, dict.fromkeys(filter(None, map(user_in, cells))))


def _standing(session: Session, ids: Sequence[int]) -> dict[int, Standing]:
    """Return items as they stand, in a few statements however many they are."""
    accounts, texts = plan.accounts(session, ids), plan.texts(session, ids)
    return {
        item.id: Standing(item, [one.id for one in accounts.get(item.id, ())], texts.get(item.id, ()))
        for item in plan.many(session, ids)
    }


def _look(task: _Import, said: Sequence[tuple[Row, Given, list[BotError]]]) -> Iterator[tuple[Row, Given, Wanted]]:
    """Return the rows that change something, and what; the others are counted, and what is wrong is noted."""
    good: list[tuple[Row, Given, Wanted]] = []
    with task.services.database.read() as session:
        made = plan_files.by_keys(session, [one.key for _, one, _ in said if not one.number])
        known = _standing(session, list({*(one.number for _, one, _ in said), *made.values()} - {0}))
        for row, one, faults in said:
            try:
                if faults:
                    raise Several(faults)  # noqa: TRY301 - one place reports all that is wrong
                change = _look_at(task, session, row, one, known, made)
                if change is not None:
                    good.append((row, one, change))
            except BotError as why:
                task.report.faults.append(task.fault(row, why))
            except Several as several:
                task.report.faults += [task.fault(row, why) for why in several.faults]
    return iter(good)


def _look_at(
    task: _Import, session: Session, row: Row, said: Given, known: dict[int, Standing], made: dict[str, int]
) -> Wanted | None:
    name: int | str = said.number or said.key
    if said.number and said.number not in known:
        raise Faulty(
            Invalid("There is no {number} in the plan.", field="number", number=f"p{said.number}"),
            Invalid("Empty this cell to plan something new."),
        )
    if name in task.lines:
        line, other = task.lines[name]
        if other != said:
            raise Invalid("Row {line} is about the same item. Keep one of the two.", line=line)
        task.report.notes.append(
            task.fault(row, Invalid("This row says what another has said already. It is left out."))
        )
        return None
    standing = known.get(said.number or made.get(said.key, 0))
    change = wanted(session, task.around, said, None if not said.number and standing is None else standing)
    task.lines[name] = row.line, said
    if standing is not None and not said.number:
        if change.fields:
            number = f"p{standing.item.id}"
            told = Invalid(
                "This is {number} in the plan by now and says something else there. Write {number} as its number to change it.",
                number=number,
            )
            task.report.notes.append(task.fault(row, told))
        task.report.unchanged += 1
        return None
    task.report.notes += [task.fault(row, note) for note in change.notes]
    if standing is not None and not change.fields:
        task.report.unchanged += 1
        return None
    return change


def _take(task: _Import, row: Row, said: Given, change: Wanted) -> None:
    """Write what a row changes, in a transaction of its own, unless nothing is to be written."""
    report, services, by = task.report, task.services, task.around.by
    is_done, has_owner = True, bool(change.content.get("owner"))
    try:
        if not report.dry_run and said.number:
            with services.database.begin() as session:
                is_done = file_writing.change(services, session, task.around, said)
        elif not report.dry_run:
            with services.database.begin() as session:
                item = file_writing.add(services, session, said.key, change, by)
                is_done, has_owner = item is not None, bool(item and item.owner)
    except BotError as why:
        report.faults.append(task.fault(row, why))
        return
    except Several as several:
        report.faults += [task.fault(row, why) for why in several.faults]
        return
    except OutOfOrder:
        told = Invalid(
            "Somebody would hear this too early: before staff, or before the embargo ends. Move it in Slack, and say why there.",
            field="date",
        )
        report.faults.append(task.fault(row, told))
        return
    if not is_done:
        report.unchanged += 1
    elif said.number:
        report.changed.append(Change(row.line, change.title, change.fields))
    else:
        report.added.append(Change(row.line, change.title))
        report.without_owner += not has_owner and not report.dry_run
