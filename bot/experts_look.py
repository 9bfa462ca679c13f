"""What a person looks for among the experts: a query and two filters, packed small enough to travel in a block's id."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from bot.channels_look import unit_key
from bot.views.blocks import one_line, unescaped

MOST_TYPED = 5_000
"""Characters of a question that are read at all."""
MOST_PACKED = 240
"""Characters of a packed look; Slack allows 255 in a block's id."""


@dataclass(frozen=True, slots=True)
class Look:
    """A way to look for experts. `unit` and `place` are keys (see `key`), empty for everywhere."""

    query: str = ""
    unit: str = ""
    place: str = ""

    @classmethod
    def of(cls, text: str) -> Look:
        """Look for what somebody typed, with Slack's escapes undone."""
        return cls(query=one_line(unescaped(text))[:MOST_TYPED].strip())

    @property
    def is_narrowed(self) -> bool:
        """Tell whether somebody may be left out."""
        return bool(self.unit or self.place)

    def narrowed(self, what: str, value: str) -> Look:
        """Return this look with one filter, "unit" or "place", set; an empty value lifts it."""
        return replace(self, unit=value) if what == "unit" else replace(self, place=value)

    def packed(self) -> str:
        """Return a text from which `unpacked` makes the same look; empty when the query is too long for that."""
        values = json.dumps([self.query, self.unit, self.place], ensure_ascii=False, separators=(",", ":"))
        # Slack counts UTF-16 units, so a sign outside the basic plane is two.
        return values if len(values.encode("utf-16-le")) // 2 <= MOST_PACKED else ""

    @classmethod
    def unpacked(cls, text: str) -> Look:
        """Read what `packed` wrote; anything else is a look at nothing."""
        try:
            query, unit, place = json.loads(text)
            return cls(str(query), str(unit), str(place))
        except (ValueError, TypeError):
            return cls()


def key(name: str) -> str:
    """Return a short key of a unit's or place's name, the same however it is capitalised."""
    return unit_key(name)
