"""What a person looks at in the register: a query, filters and a page, packed small enough to travel in a button."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import blake2s

from bot.language.folding import fold
from bot.views.blocks import cut, one_line, unescaped

MOST_QUERY = 80
"""Characters of a query that count; a block_id has room for no more, and nobody types more."""


@dataclass(frozen=True, slots=True)
class Look:
    """A way to look at the register. `unit` is a `unit_key`, `network` and `language` are keys and codes."""

    query: str = ""
    network: str = ""
    unit: str = ""
    language: str = ""
    page: int = 1
    closed: bool = False

    @classmethod
    def of(cls, text: str) -> Look:
        """Look for what somebody typed after the command, with Slack's escapes undone."""
        return cls(query=cut(one_line(unescaped(text[:4_000])), MOST_QUERY))

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.query or self.network or self.unit or self.language)

    def on(self, page: int) -> Look:
        """Return the same look on another page."""
        return replace(self, page=page)

    def narrowed(self, what: str, value: str) -> Look:
        """Return this look, first page, with one filter set; an empty value lifts it."""
        at = {"network": self.network, "unit": self.unit, "language": self.language} | {what: value}
        return replace(self, page=1, network=at["network"], unit=at["unit"], language=at["language"])

    def asking(self, query: str) -> Look:
        """Return this look, first page, with another query."""
        return replace(self, page=1, query=cut(query, MOST_QUERY))

    def packed(self) -> str:
        """Return a text of at most 250 characters from which `unpacked` makes the same look."""
        values = [self.query, self.network, self.unit, self.language, self.page, int(self.closed)]
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Look:
        """Read what `packed` wrote; anything else is a look at everything."""
        try:
            query, network, unit, language, page, closed = json.loads(text)
            return cls(cut(str(query), MOST_QUERY), str(network), str(unit), str(language), int(page), bool(closed))
        except (ValueError, TypeError):
            return cls()


def unit_key(unit: str) -> str:
    """Return a short key of a unit's name, the same however it is capitalised."""
    return blake2s(fold(unit).encode(), digest_size=6).hexdigest() if unit else ""
