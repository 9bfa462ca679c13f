"""The answer bank from and to files: good rows are taken although others are faulty, and a file taken twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit, tables
from bot.answers import columns, file_rows, index, states, writing
from bot.answers.cells import Given, given
from bot.answers.columns import Head
from bot.answers.content import Content, changes, content_of
from bot.answers.draft import KEEP, UNTIL, Draft, checked, draft_of
from bot.answers.file_known import Bank
from bot.answers.kinds import DESK
from bot.answers.markdown import written_as_markdown
from bot.answers.writing import Deed, Wanted, Written
from bot.audit import Act
from bot.colleagues_named import Colleagues
from bot.errors import BotError, Invalid
from bot.table_faults import Change, Fault, ImportReport
from bot.tables import Row
from storage import answers
from storage.chunks import chunks
from storage.models import Answer

if TYPE_CHECKING:
    from bot.services import Services

AT_ONCE = 100
"""Rows in a transaction: SQLite lets one write at a time, and whoever clicks in Slack waits for it."""
Read = tuple[Row, Given, list[BotError]]
"""A row, what it says, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class _Import:
    """One import on its way."""

    services: Services
    head: Head
    bank: Bank
    owners: Colleagues
    report: ImportReport
    by: str

    def fault(self, row: Row, why: BotError) -> Fault:
        return Fault(row.line, self.head.of("valid_until" if why.field == "valid" else why.field), why)

    def note(self, row: Row, why: BotError) -> None:
        self.report.notes.append(self.fault(row, why))


@dataclass(slots=True)
class _Batch:
    """What the rows of one transaction are to write: new answers by key, and answers that change."""

    new: dict[str, tuple[Row, Content]] = field(default_factory=dict)
    changed: list[Wanted] = field(default_factory=list)


def import_file(services: Services, path: Path, *, dry_run: bool, by: str) -> ImportReport:
    """Take answers from a CSV, Excel, JSON or Markdown file: a known one is changed, a new one added, faulty rows are left out.

    An empty cell and a missing column leave what stands in the bank; a dash empties it. `by` stands in the audit log.
    Raises Invalid when the file as a whole cannot be used, and OSError when it cannot be read.
    """
    return import_data(services, file_rows.content_of(path), path.name, dry_run=dry_run, by=by)


def import_data(services: Services, data: bytes, name: str, *, dry_run: bool, by: str) -> ImportReport:
    """Do the same with the content of a file and its name."""
    head, rows = columns.parted(file_rows.read(data, name))
    report = ImportReport(dry_run, unused=head.unused)
    with services.database.read() as session:
        bank = Bank.read(session)
    task = _Import(services, head, bank, Colleagues(), report, by)
    for start in range(0, len(rows), AT_ONCE):
        said = _read(task, rows[start : start + AT_ONCE])
        with _session(services, dry_run=dry_run) as session:
            written = _take(task, session, said)
            writing.follow(services, session, written)
    return report


def export_file(services: Services, path: Path, *, by: str) -> int:
    """Write the answers in use to a .csv, .xlsx, .json or .md file and return how many there are.

    `import_file` reads it without a change. Raises Invalid for another ending and OSError when it cannot be written.
    """
    with services.database.begin() as session:
        rows = list(_rows(session))
        audit.note(session, services.now(), Act(by, "answers.exported", "answers"), after={"answers": len(rows)})
    if path.suffix.casefold() in file_rows.MARKDOWN:
        path.write_text(written_as_markdown(rows), encoding="utf-8")
    else:
        cells = [[row[name] for name in columns.FIELDS] for row in rows]
        tables.write(path, columns.headers(services.settings.language), cells, names=columns.names())
    return len(rows)


def _session(services: Services, *, dry_run: bool) -> AbstractContextManager[Session]:
    return services.database.read() if dry_run else services.database.begin()


def _read(task: _Import, rows: Sequence[Row]) -> list[Read]:
    """Read a batch of rows, and their words, before it takes the lock that others wait for."""
    said = [(row, *given(task.head, row, task.services.settings.language)) for row in rows]
    for _, one, _faults in () if task.report.dry_run else said:
        index.read_ahead(one.questions)
        index.read_ahead(one.texts)
    return said


def _take(task: _Import, session: Session, said: Sequence[Read]) -> list[Written]:
    """Take a batch of rows and return what was written."""
    wanted = {task.bank.find(one) for _, one, faults in said if not faults} - {0}
    known = _contents(session, wanted, hold=not task.report.dry_run)
    batch = _Batch()
    for row, one, faults in said:
        try:
            if not faults:
                _take_row(task, session, row, one, known, batch)
        except BotError as why:
            faults.append(why)
        task.report.faults += [task.fault(row, why) for why in faults]
    return [] if task.report.dry_run else _write(task, session, batch)


def _write(task: _Import, session: Session, batch: _Batch) -> list[Written]:
    """Write a batch; what another import has added in the meantime is as before."""
    contents = {key: content for key, (_, content) in batch.new.items()}
    made = writing.put_all_new(task.services, session, contents, Deed(task.by, writing.ADDED))
    for key, (row, content) in batch.new.items():
        if key in made:
            _added(task, row, content)
        else:
            task.report.unchanged += 1
    return [*made.values(), *writing.put_changes(task.services, session, batch.changed, Deed(task.by))]


def _contents(session: Session, ids: set[int], *, hold: bool) -> dict[int, tuple[Answer, Content]]:
    found = (answers.held if hold else answers.many)(session, sorted(ids))
    texts = answers.texts_of(session, found)
    return {key: (answer, content_of(answer, texts.get(key, {}))) for key, answer in found.items()}


def _take_row(
    task: _Import, session: Session, row: Row, said: Given, known: Mapping[int, tuple[Answer, Content]], batch: _Batch
) -> None:
    if task.bank.is_repeated(said):
        task.note(row, Invalid("This row says what another has said already. It is left out."))
        return
    answer, now = known.get(task.bank.wanted(said), (None, None))
    if now is not None:
        task.bank.check_same(said, now)
    wanted = _wanted(task, session, row, said, now)
    if said.is_guessed:
        task.note(
            row,
            Invalid(
                "Nothing tells in which language this is; it is taken as {language}. A column “Language” tells it.",
                language=task.services.settings.language,
            ),
        )
    task.bank.claim(row.line, said, answer.id if answer else 0)
    if answer is not None and now is not None:
        _change(task, row, (answer, now, wanted), batch)
    elif task.report.dry_run:
        _added(task, row, wanted)
    else:
        batch.new[task.bank.key(said)] = row, wanted


def _wanted(task: _Import, session: Session, row: Row, said: Given, now: Content | None) -> Content:
    """Return the content that a row asks for, on top of what stands in the bank."""
    draft = draft_of(now) if now else Draft()
    draft = replace(draft, questions={**draft.questions, **said.questions}, texts={**draft.texts, **said.texts})
    draft = replace(draft, **said.fields, owner=_owner(task, session, row, said, draft.owner))
    if now is not None and draft.valid == UNTIL and draft.valid_until == now.valid_until:
        draft = replace(draft, valid=KEEP)
    language = task.services.settings.language
    return checked(draft, now, today=states.today(task.services), first=next(iter(said.texts), language))


def _owner(task: _Import, session: Session, row: Row, said: Given, known: str) -> str:
    if said.owner is None or not said.owner:
        return known if said.owner is None else ""
    owner = task.owners.find(session, said.owner)
    if not owner:
        task.note(
            row,
            Invalid(
                "“{name}” is no colleague whom I know. Write a Slack id or an e-mail address, or choose the owner in Slack.",
                field="owner",
                name=said.owner[:80],
            ),
        )
    return owner or known


def _added(task: _Import, row: Row, wanted: Content) -> None:
    """Count a row that adds an answer, or would."""
    task.report.added.append(Change(row.line, _name(wanted)))
    task.report.without_owner += not wanted.owner
    if wanted.visibility == DESK and not wanted.owner:
        task.note(
            row,
            Invalid("An answer for the desk alone without an owner waits with the proposals: name one.", field="owner"),
        )


def _change(task: _Import, row: Row, what: Wanted, batch: _Batch) -> None:
    _answer, now, wanted = what
    fields = tuple(change.name for change in changes(now, wanted))
    if not fields:
        task.report.unchanged += 1
        return
    task.report.changed.append(Change(row.line, _name(wanted), fields))
    batch.changed.append(what)


def _name(content: Content) -> str:
    return next(said.question for said in content.texts.values() if said.question)


def _rows(session: Session) -> Iterator[dict[str, str]]:
    for ids in chunks(answers.in_use(session)):
        for key, (_, content) in sorted(_contents(session, set(ids), hold=False).items()):
            yield file_rows.cells_of(key, content)
