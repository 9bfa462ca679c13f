"""What a person of the desk looks at among the synonyms: a query and a page, packed into a window."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from bot.views.blocks import cut, one_line

PAGE = 10
"""Groups on a page."""
MOST_QUERY = 80


@dataclass(frozen=True, slots=True)
class Look:
    """A way to look at the list; `page` counts from 1."""

    query: str = ""
    page: int = 1

    @classmethod
    def of(cls, typed: str) -> Look:
        """Look for what somebody typed."""
        return cls(cut(one_line(typed), MOST_QUERY))

    def on(self, page: int) -> Look:
        """Return the same look on another page."""
        return replace(self, page=page)


@dataclass(frozen=True, slots=True)
class Form:
    """What a form is about: a group's key and the version it was opened with, and the list to go back to."""

    key: str
    version: int = 0
    look: Look = Look()

    def packed(self) -> str:
        """Return a text from which `unpacked` makes the same form."""
        return json.dumps([self.key, self.version, self.look.query, self.look.page], ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> Form:
        """Read what `packed` wrote."""
        key, version, query, page = json.loads(text)
        return cls(str(key), int(version), Look(str(query), int(page)))
