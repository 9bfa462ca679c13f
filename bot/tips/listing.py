"""The list of tips: for the desk what waits, what is theirs, and all; for everybody else what they have sent themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.mentions.listing import message_link
from bot.people import Asker
from bot.roles import Role, require
from bot.tips import cards
from bot.tips.kinds import TIP
from bot.views.tips import Shown
from storage import mentions_desk, tips
from storage.tips import Wanted

if TYPE_CHECKING:
    from bot.services import Services

PAGE = 8
"""Tips on a page: two blocks each, and a message has room for fifty."""
OPEN, MINE, SENT, ALL = "open", "mine", "sent", "all"
SHOWS = {
    OPEN: ("open", "new", "avoimet", "uudet", "öppna", "nya"),
    MINE: ("mine", "omat", "mina"),
    SENT: ("sent", "lähetetyt", "skickade"),
    ALL: ("all", "kaikki", "alla"),
}
"""What the list can show: English, Finnish and Swedish words."""


@dataclass(frozen=True, slots=True)
class Look:
    """A way to look at the list: what to show, the page from 1."""

    show: str = OPEN
    page: int = 1

    def packed(self) -> str:
        """Return a short text from which `unpacked` makes the same look."""
        return json.dumps([self.show, self.page], separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Look:
        """Read what `packed` wrote; anything else is a look at what is open."""
        try:
            show, page = json.loads(text)
            return cls(str(show) if show in SHOWS else OPEN, max(1, int(page)))
        except (ValueError, TypeError):
            return cls()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list, with the way to each tip's card where it stands in a channel; `is_desk` sees all lists."""

    tips: tuple[Shown, ...]
    look: Look
    total: int
    pages: int
    links: dict[int, str]
    is_desk: bool


def read(text: str) -> Look:
    """Return the look that somebody means by words after the command."""
    wanted = text.strip().casefold()
    return next((Look(show) for show, known in SHOWS.items() if wanted in known), Look())


def page(services: Services, look: Look, *, by: Asker) -> Page:
    """Return a page of the list; who is no manager sees what they have sent."""
    require(by.role, Role.EMPLOYEE)
    is_desk = by.role >= Role.MANAGER
    look = look if is_desk else replace(look, show=SENT)
    wanted = Wanted(look.show, by.id)
    with services.database.read() as session:
        start = (look.page - 1) * PAGE
        found, total = tips.listed(session, wanted, slice(start, start + PAGE))
        pages = max(1, -(-total // PAGE))
        if look.page > pages:
            look = replace(look, page=pages)
            found, _total = tips.listed(session, wanted, slice((pages - 1) * PAGE, pages * PAGE))
        shown = tuple(cards.of_list(session, tip) for tip in found)
        spots = mentions_desk.spots(session, TIP, [one.tip.id for one in shown]) if is_desk else {}
    links = {tip_id: message_link(services, spot) for tip_id, spot in spots.items()}
    return Page(shown, look, total, pages, links, is_desk)


def waiting(services: Services) -> int:
    """Return how many tips wait for the desk."""
    with services.database.read() as session:
        return tips.waiting(session)
