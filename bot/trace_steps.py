"""One step of a chain, and those of tips: what a colleague sent, the idea or mention that it became, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.mentions.listing import message_link
from bot.people import Asker
from bot.roles import Role
from bot.tips.kinds import TIP, UNUSED, USED
from storage import mentions_desk, tips
from storage.models import Tip

if TYPE_CHECKING:
    from bot.services import Services


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: `what` is a word of the view, `who` user ids, `text` foreign words, `link` where it stands."""

    at: datetime
    what: str
    who: tuple[str, ...] = ()
    text: str = ""
    link: str = ""
    number: int = 0


def of_tips(services: Services, session: Session, found: Sequence[Tip], *, by: Asker) -> Iterator[Step]:
    """Yield what happened to tips; words and addresses from a private place are for the desk and whoever sent them."""
    spots = mentions_desk.spots(session, TIP, [one.id for one in found])
    for one in found:
        may_read = not one.is_private or by.role >= Role.MANAGER or one.by == by.id
        card = message_link(services, spots[one.id]) if one.id in spots and by.role >= Role.MANAGER else ""
        text = (one.text or one.link) if may_read else ""
        yield Step(one.at, "tipped", (one.by,), text, card or (one.link if may_read else ""), one.id)
        idea = tips.idea_of(session, one.id)
        if idea is not None:
            yield Step(idea.at, "tip_idea", (idea.saved_by,), number=one.id)
        if one.ended_at is not None and one.state in (USED, UNUSED):
            who = (one.handler,) if one.handler else ()
            yield Step(one.ended_at, f"tip_{one.state}", who, link=one.result_link, number=one.id)
