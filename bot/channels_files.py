"""The register from and to files. An import is all or nothing: one faulty row, and nothing is written."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import channels_columns as columns
from bot import tables
from bot.channels import BODY, today, write
from bot.channels_draft import Draft, check_people, checked, draft_of
from bot.errors import BotError, Invalid
from bot.networks import checked_link, link_key
from bot.table_faults import Change, Fault, ImportReport, cell_of, check_width
from bot.tables import Row
from bot.views.blocks import clean
from storage import channels
from storage.models import SocialAccount

if TYPE_CHECKING:
    from bot.services import Services


@dataclass(frozen=True, slots=True)
class _Table:
    """The file's header, the places of its columns, and the house's day."""

    header: tuple[str, ...]
    places: dict[str, int]
    today: date

    def fault(self, row: Row, why: BotError) -> Fault:
        name = columns.column(why.field).field if why.field else ""
        return Fault(row.line, self.header[self.places[name]].strip() if name in self.places else "", why)


@dataclass(frozen=True, slots=True)
class _Wish:
    """Checked values for a new account or a known one."""

    known: SocialAccount | None
    values: dict[str, Any]


def import_file(services: Services, path: Path, *, dry_run: bool, by: str) -> ImportReport:
    """Take social accounts from a CSV or Excel file: a known link changes its account, a new one adds one.

    A column that the file does not have stays as it is in the register. Raises Invalid when the file as a whole cannot be
    used, and OSError when it cannot be read. `by` stands in the audit log.
    """
    header, *rows = tables.read(path, columns.recognised)
    table = _Table(header.cells, columns.places(header.cells), today(services))
    unused = [cell.strip() for cell in header.cells if cell.strip() and columns.field_of(cell) is None]
    report = ImportReport(dry_run, unused=tuple(unused))
    with _session(services, dry_run=dry_run) as session:
        wishes = _wishes(session, table, rows, report)
        if report.ok and not dry_run:
            for wish in wishes:
                write(services, session, wish.known, wish.values, who=by)
            services.memory.changed(session, BODY)
    return report


def export_file(services: Services, path: Path) -> int:
    """Write the open social accounts to a .csv, .xlsx or .json file and return how many there are.

    `import_file` reads the first two without a change. Raises Invalid for another ending and OSError when it cannot be written.
    """
    with services.database.read() as session:
        accounts = [account for account in channels.every(session) if account.closed_at is None]
    header = [column.header(services.settings.language) for column in columns.COLUMNS]
    names = [column.field for column in columns.COLUMNS]
    tables.write(path, header, [columns.cells_of(account) for account in accounts], names=names)
    return len(accounts)


def _session(services: Services, *, dry_run: bool) -> AbstractContextManager[Session]:
    return services.database.read() if dry_run else services.database.begin()


def _wishes(session: Session, table: _Table, rows: list[Row], report: ImportReport) -> list[_Wish]:
    known: dict[str, SocialAccount] = {}
    for account in sorted(channels.every(session, lock=True), key=lambda each: each.closed_at is None):
        known[account.link_key] = account  # an open account wins over a closed one with its link
    wishes: list[_Wish] = []
    lines: dict[str, int] = {}
    for row in rows:
        given, faults = _given(table, row)
        if not faults:
            try:
                wish = _wish(session, table, given, known)
                _first_with_link(wish.values["link_key"], row.line, lines)
            except BotError as why:
                faults = [why]
            else:
                wishes.append(wish)
                _count(report, row, wish)
        report.faults += [table.fault(row, why) for why in faults]
    return wishes


def _wish(session: Session, table: _Table, given: dict[str, Any], known: dict[str, SocialAccount]) -> _Wish:
    key = link_key(checked_link(clean(given["link"])))
    account = known.get(key)
    if account is not None:
        _not_closed(account)
        if not given.get("network"):
            given.pop("network", None)
    draft = replace(draft_of(account) if account else Draft(), **given)
    values = checked(draft, today=table.today)
    check_people(session, values, account)
    return _Wish(account, values)


def _given(table: _Table, row: Row) -> tuple[dict[str, Any], list[BotError]]:
    """Return what a row says, and everything that is wrong with its cells: whoever corrects it sees all at once."""
    given: dict[str, Any] = {}
    faults: list[BotError] = []
    try:
        check_width(row, len(table.header))
    except BotError as why:
        return {}, [why]
    for name, place in table.places.items():
        try:
            given |= _value(name, row, place)
        except BotError as why:
            faults.append(why)
    return given, faults


def _value(name: str, row: Row, place: int) -> dict[str, Any]:
    value = columns.value_of(name, cell_of(row, place, name))
    if name == "link":
        checked_link(clean(value["link"]))
    return value


def _not_closed(account: SocialAccount) -> None:
    if account.closed_at is not None:
        raise Invalid(
            "“{name}” with this link is closed. Reopen it in Slack first, or remove the row.",
            field="link",
            name=account.name,
        )


def _first_with_link(key: str, line: int, lines: dict[str, int]) -> None:
    if key in lines:
        raise Invalid("Row {line} has the same link. Keep one of the two.", field="link", line=lines[key])
    lines[key] = line


def _count(report: ImportReport, row: Row, wish: _Wish) -> None:
    if wish.known is None:
        report.added.append(Change(row.line, wish.values["name"]))
        return
    changed = [name for name, value in wish.values.items() if getattr(wish.known, name) != value]
    if not changed:
        report.unchanged += 1
        return
    fields = dict.fromkeys(columns.column("link" if name == "url" else name).field for name in changed)
    report.changed.append(Change(row.line, wish.values["name"], tuple(fields)))
