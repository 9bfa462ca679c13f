"""A reply with what it answers, for cards and windows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.lengths import Length, lengths
from bot.plan.kinds import REPLY
from storage import mentions, plan, public_replies
from storage.models import Mention, PlanItem, PlanReply


@dataclass(frozen=True, slots=True)
class Written:
    """A reply as it stands: what it answers, what it says, how long that is on its network (None where no limit is known)."""

    mention: Mention
    reply: PlanReply
    text: str
    length: Length | None


def of(session: Session, item: PlanItem) -> Written | None:
    """Return a reply; None of an item that is none."""
    reply = public_replies.find(session, item.id) if item.kind == REPLY else None
    mention = mentions.find(session, reply.mention_id) if reply is not None else None
    if reply is None or mention is None:
        return None
    text = text_of(session, item.id)
    return Written(mention, reply, text, counted(reply.network, text))


def text_of(session: Session, item_id: int) -> str:
    """Return what a reply says."""
    return "".join(one.text for one in plan.texts(session, [item_id]).get(item_id, ()))


def counted(network: str, text: str) -> Length | None:
    """Return how long a text is as a reply on a network, counted as that network counts."""
    return next(iter(lengths(network, text)), None)
