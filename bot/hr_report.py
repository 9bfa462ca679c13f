"""What an import of people is asked to do, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from bot.hr_diff import Difference
from bot.hr_rows import Progress
from bot.table_faults import Fault


def nobody_looks(_done: int, _total: int) -> None:
    """Tell nobody how far the work has come."""


@dataclass(frozen=True, slots=True)
class How:
    """What whoever delivers people asks for."""

    dry_run: bool = False
    accept_removals: bool = False
    columns: Sequence[str] = ()
    """What headers mean, as "Header=field"; wins over a saved mapping."""
    mapping: str = ""
    """The name of a saved mapping; without one, DEFAULT_MAPPING counts where it is saved."""
    save_mapping: str = ""
    progress: Progress = nobody_looks


class Outcome(Enum):
    """What came of a delivery."""

    REFUSED = "refused"
    """Rows are faulty: nothing was written."""
    DRY_RUN = "dry_run"
    NO_CHANGE = "no_change"
    APPLIED = "applied"
    WAITING = "waiting"
    """More people would vanish than may without somebody's decision: nothing was written."""
    DISCARDED = "discarded"
    """Somebody has decided against these very rows before: nothing was written."""


@dataclass(slots=True)
class Report:
    """What a delivery did, or would do."""

    outcome: Outcome
    rows: int = 0
    difference: Difference = field(default_factory=lambda: Difference(0))
    faults: Sequence[Fault] = ()
    remarks: Sequence[Fault] = ()
    """What somebody had better look at, though the delivery is taken."""
    unused: tuple[str, ...] = ()
    """Headers that mean nothing here."""
    lines: Sequence[int] = ()
    """The line of each person of the difference, by their place."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """The header of each field as the file writes it."""
    left: int = 0
    """Rows of people whose last day is over."""
    would_wait: bool = False
    """On a dry run: somebody would have to decide."""
    import_id: int = 0
    saved_mapping: str = ""

    @property
    def is_done(self) -> bool:
        """Tell whether the directory is now as the delivery says, or would be after a dry run."""
        return self.outcome in (Outcome.APPLIED, Outcome.NO_CHANGE) or (
            self.outcome is Outcome.DRY_RUN and not self.would_wait
        )
