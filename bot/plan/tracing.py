"""The chain of items of the plan: from the idea and its tip over drafts, decisions and changes to the post."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.ideas import states as idea_states
from bot.people import Asker
from bot.plan.kinds import DROPPED, REPLY
from bot.trace_steps import Step
from storage import ideas, plan, plan_series, plan_written, public_replies, tips
from storage.models import PlanItem

if TYPE_CHECKING:
    from bot.services import Services


def items_of(
    session: Session, *, item_id: int = 0, tip_ids: Sequence[int] = (), mention_ids: Collection[int] = ()
) -> list[PlanItem]:
    """Return an item by id, or those that became of tips and the replies to mentions."""
    if item_id:
        found = plan.find(session, item_id)
        return [found] if found is not None else []
    became = (tips.idea_of(session, tip_id) for tip_id in tip_ids)
    drafts = (plan_written.of_idea(session, idea.id) for idea in became if idea is not None)
    replies = [item for mention_id in sorted(mention_ids) for item in public_replies.items_of(session, mention_id)]
    return list({item.id: item for item in (*drafts, *replies) if item is not None}.values())


def tip_and_mention(session: Session, items: Sequence[PlanItem]) -> tuple[set[int], set[int]]:
    """Return the ids of the tips and mentions that items come from."""
    came = ideas.many(session, [item.idea_id for item in items if item.idea_id is not None]).values()
    replied = public_replies.mentions_of(session, [item.id for item in items])
    return {one.tip_id for one in came if one.tip_id}, {one.mention_id for one in came if one.mention_id} | set(replied)


def steps(services: Services, session: Session, items: Sequence[PlanItem], by: Asker) -> Iterator[Step]:
    """Yield what happened to items, as far as somebody may see it: of a private idea nothing is told to others."""
    del services
    came = ideas.many(session, [item.idea_id for item in items if item.idea_id is not None])
    for item in items:
        idea = came.get(item.idea_id or 0)
        if idea is not None and idea_states.may_see(idea, by):
            yield Step(idea.at, "plan_idea", _who(idea.saved_by), idea.title or idea.text, idea.origin)
        what = "plan_reply" if item.kind == REPLY else "plan_added"
        yield Step(item.made_at, what, _who(item.made_by), item.title, number=item.id)
        for version in plan_series.texts_changed(session, item.id):
            yield Step(version.at, "plan_changed", _who(version.by), number=version.text_version + 1)
        for decision in plan.decisions(session, [item.id]).get(item.id, ()):
            yield Step(decision.at, f"plan_{decision.what}", _who(decision.by), number=decision.text_version)
        if item.posted_at is not None:
            yield Step(item.posted_at, "plan_posted", _who(item.posted_by), item.title, item.posted_link, item.id)
        elif item.state == DROPPED:
            yield Step(item.changed_at, "plan_dropped", _who(item.changed_by), item.dropped_why, number=item.id)


def _who(*user_ids: str) -> tuple[str, ...]:
    return tuple(filter(None, user_ids))
