"""What becomes of a reply when its mention is answered, needs no reply, is given back or goes to somebody else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.approvals import turns
from bot.audit import Act
from bot.mentions.kinds import ANSWERED
from bot.people import Asker
from bot.plan import states
from bot.plan.kinds import APPROVED, DROPPED, POSTED
from storage import public_replies
from storage.models import Mention, PlanItem

if TYPE_CHECKING:
    from bot.services import Services


def follow(services: Services, session: Session, mention: Mention, now: datetime, by: Asker) -> None:
    """Let the open reply of a held mention follow it: it goes out, is given up, or goes along to who has the mention now."""
    found = public_replies.open_of(session, mention.id)
    if found is None:
        return
    reply, item = found[0], states.held(session, found[1].id)
    if mention.ended_at is not None or not mention.handler:
        reply.ended_at = now
        _end(item, mention, now, by)
    elif mention.handler != item.owner:
        item.owner = mention.handler
    else:
        return
    what = {POSTED: "plan.reply_answered", DROPPED: "plan.reply_dropped"}.get(item.state, "plan.reply_handed_over")
    states.changed(services, session, item, now, Act(by.id, what, states.subject(item)), mention=mention.id)


def forget(services: Services, session: Session, mention_id: int) -> None:
    """Delete the replies to a mention that is deleted, with the cards of those who were asked."""
    items = public_replies.items_of(session, mention_id)
    turns.redraw(services, session, items)
    public_replies.remove(session, [item.id for item in items])


def _end(item: PlanItem, mention: Mention, now: datetime, by: Asker) -> None:
    """Close a held reply: what was approved and answered went out, everything else was not needed."""
    if mention.state == ANSWERED and item.approval_state == APPROVED:
        item.state, item.posted_at, item.posted_by = POSTED, now, by.id
        item.posted_link = mention.answer_link
    else:
        item.state = DROPPED
