"""The rows of an HR file, checked: every row is looked at, and everything that is wrong is said at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot import hr_cells as cells
from bot.errors import BotError, Invalid
from bot.hr_columns import Header
from bot.table_columns import user_in
from bot.table_faults import Fault, Faulty, cell_of, check_width
from bot.tables import Row
from bot.views.blocks import one_line

Progress = Callable[[int, int], None]
"""Is told how many of how many rows are done."""
_STEP = 500
_OWN_LENGTH = ("title", "unit", "place")
_KEYS = ("id", "email", "slack")
"""What tells people apart, the best first."""
KEY = "hr_id"
"""The column of the profile that holds a person's key in the feed."""


@dataclass(slots=True)
class Entry:
    """What one row says about a person: `values` by column of the profile, `key` is theirs in the HR feed."""

    line: int
    key: str
    values: dict[str, str]
    number: str = ""
    deputy: str = ""
    """As the row writes it."""
    ends: date | None = None
    """The last day of work."""


@dataclass(slots=True)
class Checked:
    """A file whose rows were looked at. With faults it is not used at all."""

    entries: list[Entry]
    """Those who work here today."""
    left: int = 0
    """How many others there are whose last day is over: somebody may have an ended and a new employment."""
    faults: list[Fault] = field(default_factory=list)


def read(header: Header, rows: deque[Row], today: date, progress: Progress) -> Checked:
    """Return what the rows say. `today` is the house's day: whoever's last day is before it has left."""
    found: list[Entry] = []
    faults: list[Fault] = []
    total = len(rows)
    for count in range(1, total + 1):
        row = rows.popleft()  # a hundred thousand rows are let go of as they are read
        entry = _Reading(header, row)
        faults += [Fault(row.line, header.of(why.field), why) for why in entry.problems()]
        found.append(entry.made)
        if count % _STEP == 0 or count == total:
            progress(count, total)
    here = [entry for entry in found if entry.ends is None or entry.ends >= today]
    faults += [Fault(line, header.of(why.field), why) for line, why in _twins(here)]
    return Checked(here, len(found) - len(here), faults)


class _Reading:
    """One row being read; `problems` reads it."""

    def __init__(self, header: Header, row: Row) -> None:
        self._header, self._row = header, row
        self.made = Entry(row.line, "", {})

    def problems(self) -> list[BotError]:
        """Read the row and return everything that is wrong with it."""
        header, row = self._header, self._row
        check_encoding(row)
        found = list(_secrets(header, row))
        try:
            check_width(row, len(header.cells))
            said = {name: cell_of(row, place, name) for name, place in header.places.items()}
        except BotError as why:
            return [*found, why]
        if found:
            return found
        for read_part in (_identity, _name, _work, _skills, _languages, _end):
            try:
                read_part(self.made, said)
            except BotError as why:
                found.append(why)
        return found


def check_encoding(row: Row) -> None:
    """Raise Invalid about the file as a whole: what one row shows is wrong in all of them."""
    wrong = cells.misread("\0".join(row.cells))
    if wrong:
        raise Invalid(
            "Row {line} reads “{text}”: the letters were lost on the way, because the file was written or read in the wrong "
            "encoding. Export it again as UTF-8 (“CSV UTF-8” in Excel) or as .xlsx. Nothing was written.",
            line=row.line, text=wrong.replace("\0", " ")[:60],
        )  # fmt: skip


def _secrets(header: Header, row: Row) -> Iterable[BotError]:
    if not cells.holds_identity_code("\0".join(row.cells)):
        return
    names = {place: name for name, place in header.places.items()}
    for place, cell in enumerate(row.cells):
        if cells.holds_identity_code(cell):
            title = header.cells[place].strip() if place < len(header.cells) else ""
            yield Faulty(
                Invalid(
                    "“{column}” holds a personal identity code (henkilötunnus).", field=names.get(place), column=title
                ),
                Invalid("Kaiku must never get one. Leave it out, and use an employee number to tell people apart."),
            )


def _identity(entry: Entry, said: Mapping[str, str]) -> None:
    entry.number = one_line(said.get("id", ""))
    cells.check_length(entry.number, "id")
    slack = one_line(said.get("slack", ""))
    user_id = user_in(slack)
    email = cells.email_of(said.get("email", ""))
    cells.check_length(email, "email")
    entry.key = entry.number or email or user_id
    said_of_them = ((KEY, entry.key), ("email", email), ("user_id", user_id))
    entry.values |= {name: text for name, text in said_of_them if text}
    if slack and not user_id:
        raise Faulty(
            Invalid("“{text}” is no Slack ID.", field="slack", text=slack[:60]),
            Invalid("In Slack, open the person’s profile, then “⋮” and “Copy member ID”. It looks like U0123ABCD."),
        )
    if not entry.key:
        raise Faulty(
            Invalid("Nothing in this row says who this is.", field=next(name for name in _KEYS if name in said)),
            Invalid("Give the person an employee number, an e-mail address or a Slack ID."),
        )


def _name(entry: Entry, said: Mapping[str, str]) -> None:
    parts = (one_line(said.get(name, "")) for name in ("first_name", "last_name"))
    name = one_line(said.get("name", "")) or " ".join(filter(None, parts))
    field = next(name for name in ("name", "last_name", "first_name") if name in said)
    if not name:
        raise Faulty(
            Invalid("The name is missing.", field=field), Invalid("Write the person’s name, or remove the row.")
        )
    if len(name) > cells.LONGEST["name"]:
        raise Faulty(
            Invalid("“{text}…” has {n} characters.", field=field, text=name[:40], n=len(name)),
            Invalid("Shorten it to at most {most} characters.", most=cells.LONGEST["name"]),
        )
    entry.values["name"] = name


def _work(entry: Entry, said: Mapping[str, str]) -> None:
    for name in _OWN_LENGTH:
        if name in said:
            text = one_line(said[name])
            cells.check_length(text, name)
            entry.values[name] = text
    if "deputy" in said:
        entry.deputy = one_line(said["deputy"])
        entry.values["hr_deputy"] = ""


def _skills(entry: Entry, said: Mapping[str, str]) -> None:
    if "skills" in said:
        entry.values["hr_skills"] = "\n".join(cells.skills_of(said["skills"]))


def _languages(entry: Entry, said: Mapping[str, str]) -> None:
    if "languages" in said:
        entry.values["hr_languages"] = cells.languages_of(said["languages"])


def _end(entry: Entry, said: Mapping[str, str]) -> None:
    if "ends" in said:
        entry.ends = cells.day_of(said["ends"])


def _twins(found: Iterable[Entry]) -> Iterable[tuple[int, BotError]]:
    """Yield the rows about somebody who has a row already, by number, e-mail address or Slack ID."""
    first: dict[tuple[str, str], int] = {}
    for entry in found:
        marks = {"id": entry.number, "email": entry.values.get("email", ""), "slack": entry.values.get("user_id", "")}
        for name, mark in marks.items():
            line = first.setdefault((name, mark.casefold()), entry.line) if mark else entry.line
            if line != entry.line:
                yield entry.line, _twin(name, mark, line)
                break


def _twin(name: str, mark: str, line: int) -> Faulty:
    problems = {
        "id": Invalid("Row {line} has the same employee number, “{text}”.", field=name, line=line, text=mark[:60]),
        "email": Invalid("Row {line} has the same e-mail address, “{text}”.", field=name, line=line, text=mark[:60]),
        "slack": Invalid("Row {line} has the same Slack ID, “{text}”.", field=name, line=line, text=mark[:60]),
    }
    return Faulty(problems[name], Invalid("Keep one row for each person, or correct one of the two."))
