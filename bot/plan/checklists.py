"""What people tick before an item of each kind goes out. The words stand in the view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.audit import Act
from bot.people import Asker
from bot.plan import states
from bot.plan.kinds import EVENT, INTRANET, LETTER, NEWSLETTER, PAGE, POST, PRESS, SCREEN

if TYPE_CHECKING:
    from bot.services import Services

PROOF, FACTS, LINKS = "proof", "facts", "links"
OF_KIND: Mapping[str, tuple[str, ...]] = {
    POST: (PROOF, FACTS, LINKS),
    NEWSLETTER: (PROOF, FACTS, LINKS, "trial", "recipients"),
    PAGE: (PROOF, FACTS, LINKS, "headings", "old_pages"),
    PRESS: (PROOF, FACTS, "quotes", "contact", "mailing"),
    INTRANET: (PROOF, FACTS, LINKS),
    EVENT: (PROOF, FACTS, LINKS, "access", "booking"),
    LETTER: (PROOF, FACTS, "addresses", "print"),
    SCREEN: (PROOF, FACTS, "readable", "taken_down"),
}
"""Points by kind, in the order in which they are gone through."""


def of_kind(kind: str) -> tuple[str, ...]:
    """Return the points of a kind."""
    return OF_KIND.get(kind, ())


def tick(services: Services, item_id: int, points: list[str], *, by: Asker) -> None:
    """Tick these points of an item's checklist, and no others; points of other kinds are left out. Twice changes nothing."""
    now = services.now()
    with services.database.begin() as session:
        item = states.to_change(session, item_id, by)
        wanted = [point for point in of_kind(item.kind) if point in points]
        if wanted != item.checks:
            item.checks = wanted
            states.changed(services, session, item, now, Act(by.id, "plan.checked", states.subject(item)))
