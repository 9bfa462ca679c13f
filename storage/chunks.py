"""Long lists of values, parted so that they fit into a statement of either database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
CHUNK = 500


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """Part values into lists that fit into a statement."""
    listed = list(values)
    return (listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK))
