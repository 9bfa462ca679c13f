"""Key figures of the house: values come in a table, and one that differs much from the value before proposes an idea.

Only the newest value of a figure proposes, once, so that years of history bring no flood. Whether it may be published is
open: the idea's permission has not been looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit, slack_files, tables
from bot.audit import Act
from bot.errors import BotError, Invalid
from bot.ideas import figure_rows, saving
from bot.ideas.draft import MOST_TITLE
from bot.ideas.figure_rows import LIMITS, Told
from bot.ideas.kinds import FIGURE
from bot.people import Asker
from bot.roles import Role, require
from bot.table_faults import Fault
from bot.views.blocks import cut
from bot.words import Reader, zone
from storage import ideas, key_figures
from storage.models import Clearance, Figure, FigureValue, Idea

if TYPE_CHECKING:
    from bot.services import Services

_INSTEAD = "POST /figures"


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest value of a figure beside the one before; `percent` is None when that is nothing to compare with."""

    figure: Figure
    day: date
    value: float
    before: float | None
    percent: float | None
    is_proposed: bool


@dataclass(slots=True)
class Report:
    """What came of a table: rows by what they did, the figures that it touched, the ideas proposed, and faults."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    figures: list[Newest] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unused: tuple[str, ...] = ()

    @property
    def taken(self) -> int:
        """Return how many rows could be used."""
        return self.added + self.changed + self.unchanged


def listed(services: Services, *, by: Asker) -> list[Figure]:
    """Return the figures that are known. Managers only."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        return key_figures.listed(session, 200)


def bring_in(services: Services, file_id: str, text: str, *, by: Asker) -> Report | BotError:
    """Take in a table that a social manager uploaded or pasted; returns why when it cannot be used. Calls Slack."""
    try:
        require(by.role, Role.MANAGER)
        if file_id:
            file = slack_files.read(services, file_id, LIMITS.bytes, instead=_INSTEAD)
            return take(services, file.content, file.name, by=by.id)
        if not text.strip():
            raise Invalid("Choose a file, or paste rows with a header.", field="text")
        return take(services, text.encode(), by.reader.say("the pasted rows"), by=by.id)
    except BotError as error:
        return error


def take(services: Services, data: bytes, name: str, *, by: str) -> Report:
    """Take in a table as CSV, Excel or JSON: good rows although others are faulty; taken twice it changes nothing.

    `by` stands in the audit log. Raises Invalid when the table as a whole cannot be used.
    """
    now = services.now()
    today = now.astimezone(zone(services.settings.timezone)).date()
    read = figure_rows.parted(tables.read_data(data, name, figure_rows.recognised, LIMITS), today)
    report = Report(faults=list(read.faults), unused=read.unused)
    by_key: dict[str, list[Told]] = {}
    for row in read.rows:
        by_key.setdefault(row.key, []).append(row)
    if by_key:
        reader = Reader(services.settings.language, services.settings.timezone)
        with services.database.begin() as session:
            _take(session, by_key, report, Hand(by, now, reader))
            after = {"added": report.added, "changed": report.changed, "faulty": len(report.faults)}
            audit.note(session, now, Act(by, "figures.taken", "figures"), after=after)
    return report


@dataclass(frozen=True, slots=True)
class Hand:
    """Who takes a table in and when, and who reads what is proposed."""

    by: str
    now: datetime
    reader: Reader


def _take(session: Session, by_key: dict[str, list[Told]], report: Report, hand: Hand) -> None:
    for key in sorted(by_key):
        key_figures.add(session, key, by_key[key][-1].name, hand.now)
    known = key_figures.by_keys(session, by_key)
    for key in sorted(by_key):
        figure = known[key]
        values = key_figures.values(session, figure.id)
        news = {row.day for row in by_key[key] if _write(session, figure, values, row, report)}
        report.figures.append(_judged(session, figure, values, news, hand))


def _write(session: Session, figure: Figure, values: dict[date, FigureValue], row: Told, report: Report) -> bool:
    """Write what a row says; False when it says nothing new of the value."""
    figure.unit = row.unit or figure.unit
    figure.threshold = row.threshold or figure.threshold
    figure.owner = row.owner or figure.owner
    before = values.get(row.day)
    if before is None:
        values[row.day] = FigureValue(figure_id=figure.id, day=row.day, value=row.value)
        session.add(values[row.day])
        report.added += 1
        return True
    if before.value == row.value:
        report.unchanged += 1
        return False
    before.value = row.value
    report.changed += 1
    return True


def _judged(session: Session, figure: Figure, values: dict[date, FigureValue], news: set[date], hand: Hand) -> Newest:
    """Compare the newest value of a figure with the one before, and propose an idea where it is new and differs enough."""
    day = max(values)
    newest, before = values[day], max((one for one in values if one < day), default=None)
    old = values[before].value if before is not None else None
    percent = (newest.value - old) / abs(old) * 100 if old else None
    is_big = (percent is not None and abs(percent) >= figure.threshold) or (old == 0 and newest.value != 0)
    key = f"figure:{figure.id}:{day.isoformat()}"
    proposes = is_big and day in news and newest.idea_id is None and ideas.by_key(session, key) is None
    found = Newest(figure, day, newest.value, old, percent, proposes)
    if proposes:
        session.flush()
        newest.idea_id = _propose(session, found, key, hand).id
    return found


def _propose(session: Session, found: Newest, key: str, hand: Hand) -> Idea:
    reader, figure = hand.reader, found.figure
    change = _said_change(found, reader)
    title = cut(reader.say("{figure}: {change}", figure=figure.name, change=change), MOST_TITLE)
    values = {"before": _with_unit(found.before or 0, figure, reader), "now": _with_unit(found.value, figure, reader)}
    text = reader.say("On {day}: {now}. Before: {before}.", day=reader.day(found.day), **values)
    idea = Idea(key=key, title=title, text=text, via=FIGURE, saved_by=hand.by, at=hand.now, changed_at=hand.now)
    idea.owner = figure.owner
    saving.add(session, idea, by=hand.by)
    session.add(Clearance(idea_id=idea.id))
    return idea


def _said_change(found: Newest, reader: Reader) -> str:
    if found.percent is None:
        return reader.say("more than nothing")
    number = reader.number(round(abs(found.percent)))
    return reader.say("up {n} %", n=number) if found.percent > 0 else reader.say("down {n} %", n=number)


def _with_unit(value: float, figure: Figure, reader: Reader) -> str:
    return f"{reader.number(value)} {figure.unit}".strip()
