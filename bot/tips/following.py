"""What becomes of a tip later: the idea that it became is written, published or left, and the tipper hears of it.

Whoever calls this holds the idea; the tip is held after it. Nothing is noted in the audit log: the act was the plan's.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.mentions.weblinks import web_link
from bot.tips import states
from bot.tips.kinds import AUTHOR_SAID_NO, IDEA, IDEA_LEFT, SHIPPED, UNUSED, USED
from storage import tips
from storage.models import Idea, Tip

if TYPE_CHECKING:
    from bot.services import Services

_LEFT, _REMOVED, _PUBLISHED = "archived", "removed", "published"
"""States of an idea at which its tip ends."""


def published(services: Services, session: Session, idea_id: int, link: str) -> None:
    """Tell the tippers, inside the caller's transaction, that the idea their tip became is published; `link` may be empty.

    Without a tip behind the idea nothing happens; a second call with the same link changes nothing.
    """
    tip = _held(session, session.get(Idea, idea_id))
    address = web_link(link)
    if tip is None or (tip.state == USED and address in ("", tip.result_link)):
        return
    tip.result_link = address or tip.result_link
    _end(services, session, tip, USED, "")


def state_of_idea(services: Services, session: Session, idea: Idea) -> None:
    """Bring the tips of an idea in line with it, inside the caller's transaction: chosen, drafted, archived, removed."""
    if idea.state == _PUBLISHED:
        published(services, session, idea.id, "")
        return
    tip = _held(session, idea)
    if tip is None or tip.state == USED:
        return
    if idea.state == _REMOVED:
        _end(services, session, tip, UNUSED, SHIPPED + AUTHOR_SAID_NO)
    elif idea.state == _LEFT:
        _end(services, session, tip, UNUSED, idea.reason or SHIPPED + IDEA_LEFT)
    else:
        tip.state, tip.ended_at, tip.reason = IDEA, None, ""
        states.changed(services, session, tip, services.now())


def _held(session: Session, idea: Idea | None) -> Tip | None:
    """Return and hold the tip that an idea came of, while it follows that idea."""
    if idea is None or idea.tip_id is None:
        return None
    tip = tips.locked(session, idea.tip_id)
    return tip if tip is not None and tip.state in (IDEA, USED, UNUSED) else None


def _end(services: Services, session: Session, tip: Tip, state: str, reason: str) -> None:
    now: datetime = services.now()
    if (tip.state, tip.reason) != (state, reason) or tip.ended_at is None:
        tip.ended_at = now
    tip.state, tip.reason = state, reason
    states.changed(services, session, tip, now)
