"""How much a word tells of a story, by how rare it is."""

from __future__ import annotations

from math import log

_POWER, _SCALE = 1.5, 2.6
"""Rare words count for more than their bits: two names tell more than four everyday words."""


class Weights(dict[float, float]):
    """What a word counts for that stands in so many of all items, those of the lists among them."""

    def __init__(self, items: int) -> None:
        """Begin with no word weighed."""
        super().__init__()
        self.items_in_all = items

    def __missing__(self, items: float) -> float:
        """Weigh words that stand in so many items."""
        weight: float = max(0.0, log(self.items_in_all / items)) ** _POWER / _SCALE
        self[items] = weight
        return weight
