"""What the owner is told when somebody who was to approve cannot: they have left, are away, or have written in it themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import ActionsBlock

from bot.plan.kinds import REPLY
from bot.views import plan_words
from bot.views.blocks import Message, cut, foreign, one_line, rich, words
from bot.words import Reader
from storage.models import PlanItem


@dataclass(frozen=True, slots=True)
class Missing:
    """Who of a step cannot approve: names of those who have left, of those who are away, and of those whose own text it is."""

    left: Sequence[str] = ()
    away: Sequence[str] = ()
    own: Sequence[str] = ()
    has_deputy: bool = False
    is_enough: bool = False
    """Others were asked, and one of them is enough."""
    is_waiting: bool = False


def somebody_gone(item: PlanItem, missing: Missing, reader: Reader) -> Message:
    """Tell the owner who of those who were to approve their item cannot, and what to do about it."""
    first = _who_cannot(missing, reader)
    if not missing.is_waiting:
        then = reader.say("Nothing is to be done.")
    elif missing.is_enough:
        then = reader.say("The others were asked as well, and one of them is enough.")
    elif missing.has_deputy:
        then = reader.say("Their deputy was asked instead.")
    elif item.kind == REPLY:
        then = reader.say("Open the reply on the card of the mention, and choose somebody else.")
    else:
        then = reader.say("Open the item, take the approval back, and send it to somebody else.")
    title = plan_words.title(item, reader)
    shown = rich(words(first, bold=True), words(f"\n{title}\n{then}"))
    way = ActionsBlock(block_id=f"approval_gone:{item.id}", elements=[plan_words.way(item.id, reader)])
    return Message("\n".join([foreign(first), foreign(title), foreign(then)]), [shown, way])


def _who_cannot(missing: Missing, reader: Reader) -> str:
    names = missing.left or missing.away or missing.own
    named = reader.listing(cut(one_line(name), 80) for name in names) or reader.say("Somebody")
    if missing.left:
        return reader.say("Has left and cannot approve this any more: {names}", names=named)
    if missing.away:
        return reader.say("Is away and cannot approve this now: {names}", names=named)
    return reader.say("Has written or owns this and cannot approve it: {names}", names=named)
