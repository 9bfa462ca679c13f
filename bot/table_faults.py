"""What the rows of a table that somebody hands in do, and what is wrong with them: all of it at once, with place and cure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.errors import BotError, Invalid
from bot.tables import Row

if TYPE_CHECKING:
    from bot.words import Reader


class Faulty(Invalid):
    """Something that is wrong with a row, and apart from it what helps: some readers are programs."""

    def __init__(self, problem: BotError, cure: BotError) -> None:
        """Keep both sentences untranslated."""
        super().__init__(problem.message, field=problem.field, **problem.values)
        self.problem, self.cure = problem, cure

    def words(self, reader: Reader) -> str:
        """Say both in the reader's language."""
        return f"{self.problem.words(reader)} {self.cure.words(reader)}"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row: `column` is the header in the file, empty when it is about the whole row."""

    line: int
    column: str
    why: BotError


@dataclass(frozen=True, slots=True)
class Change:
    """What a row does, or would do: `fields` are the columns that it changes, none when it adds something."""

    line: int
    name: str
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class ImportReport:
    """What an import of a file did, or would do on a dry run."""

    dry_run: bool
    added: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    without_owner: int = 0
    """What is new and nobody keeps."""
    faults: list[Fault] = field(default_factory=list)
    """Rows that are not taken."""
    notes: list[Fault] = field(default_factory=list)
    """What somebody should know of rows that are taken."""
    unused: tuple[str, ...] = ()
    """Headers that mean nothing here."""

    @property
    def ok(self) -> bool:
        """Tell whether every row could be used."""
        return not self.faults

    @property
    def takes(self) -> int:
        """Return how many rows change something."""
        return len(self.added) + len(self.changed)


def check_width(row: Row, width: int) -> None:
    """Raise Invalid when a row has more cells than the header: its separators are not where they should be."""
    if any(cell.strip() for cell in row.cells[width:]):
        raise Faulty(
            Invalid("This row has more cells than the header."), Invalid("Check the separators and quotation marks.")
        )


def cell_of(row: Row, place: int, field: str) -> str:
    """Return a cell, empty when the row ends before it; raises Invalid when it calculates."""
    if place in row.formulas:
        raise Faulty(Invalid("This cell holds a formula.", field=field), Invalid("Write its result as text instead."))
    return row.cells[place] if place < len(row.cells) else ""
