"""The main messages in use, a page at a time: whose they are, how many items tell them, and which items are behind them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.people import Asker
from bot.plan.looking import LAST_PAGE
from bot.roles import Role, require
from storage import people, plan_messages
from storage.models import MainMessage

if TYPE_CHECKING:
    from bot.services import Services

ALL, MINE, BEHIND, EMBARGO = "all", "mine", "behind", "embargo"
SHOWS = (ALL, MINE, BEHIND, EMBARGO)
PAGE = 15
"""Messages on a page: each takes one block, and a phone shows a few at once."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is shown, and the page from 1."""

    show: str = ALL
    page: int = 1

    def on(self, page: int) -> Look:
        """Return the same look on another page."""
        return replace(self, page=page)

    def packed(self) -> str:
        """Return a short text from which `unpacked` makes the same look."""
        return json.dumps([self.show, self.page], separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Look:
        """Read what `packed` wrote; anything else is a look at all of them."""
        try:
            show, page = json.loads(text)
            return cls(show if show in SHOWS else ALL, min(max(1, int(page)), LAST_PAGE))
        except (ValueError, TypeError):
            return cls()


@dataclass(frozen=True, slots=True)
class Line:
    """A main message, how many items tell it, and how many of these nobody has compared since it changed."""

    message: MainMessage
    versions: int
    behind: int


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown; `names` are those of the owners by their Slack user ids."""

    look: Look
    now: datetime
    lines: Sequence[Line] = ()
    total: int = 0
    pages: int = 1
    names: Mapping[str, str] = field(default_factory=dict)


def shown(services: Services, look: Look, *, by: Asker) -> Page:
    """Return a page of the main messages; everybody on staff may look. Four statements at most."""
    require(by.role, Role.EMPLOYEE)
    now = services.now()
    owner, after = by.id if look.show == MINE else "", now if look.show == EMBARGO else None
    only_behind = look.show == BEHIND
    with services.database.read() as session:

        def read(page: int) -> tuple[list[tuple[MainMessage, int, int]], int]:
            skip = (page - 1) * PAGE
            return plan_messages.listed(
                session, owner=owner, embargo_after=after, only_behind=only_behind, most=PAGE, skip=skip
            )

        found, total = read(look.page)
        pages = max(1, -(-total // PAGE))
        if look.page > pages:
            look = look.on(pages)
            found, _ = read(pages)
        names = people.many(session, {message.owner for message, _, _ in found if message.owner})
    lines = [Line(*one) for one in found]
    return Page(look, now, lines, total, pages, {user_id: person.name for user_id, person in names.items()})
