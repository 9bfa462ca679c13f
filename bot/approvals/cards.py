"""The cards of approvals, read with what they show and rendered: what somebody is asked, and what the owner hears."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.approvals import standing
from bot.approvals.kinds import ANY
from bot.errors import Refused
from bot.people import Asker
from bot.plan import states, versions, whole
from bot.plan.kinds import ASKED
from bot.views import approvals_cards as view
from bot.views.approvals_cards import Asked
from bot.views.blocks import Message
from bot.words import Reader
from storage import approvals, people, plan, reminders
from storage.models import ApprovalAsk, ApprovalStep, Decision, PlanItem

if TYPE_CHECKING:
    from bot.services import Services


def card(session: Session, ask_id: int, reader: Reader) -> Message | None:
    """Render what somebody is asked to approve, with what has changed since they saw it last."""
    ask = approvals.find_ask(session, ask_id)
    item = plan.find(session, ask.item_id) if ask is not None else None
    return view.card(read(session, ask, item), reader) if ask is not None and item is not None else None


def outcome(session: Session, decision_id: int, reader: Reader) -> Message | None:
    """Render for the owner how an approval ended."""
    made = approvals.find_decision(session, decision_id)
    item = plan.find(session, made.item_id) if made is not None else None
    if made is None or item is None:
        return None
    return view.outcome(item, made, _names(session, [made]), reader)


def somebody_gone(session: Session, step_id: int, reader: Reader) -> Message | None:
    """Tell the owner who of a step has left, and what that means for the approval."""
    step = approvals.find_step(session, step_id)
    item = plan.find(session, step.item_id) if step is not None else None
    if step is None or item is None:
        return None
    known = reminders.recipients(session, step.people)
    left = [one for one in known.values() if one.is_deactivated or one.is_guest or one.left_at is not None]
    names = {user_id: one.name for user_id, one in people.many(session, {one.id for one in left}).items()}
    current = standing.current(
        approvals.steps(session, item.id), approvals.decisions(session, item.id), item.text_version
    )
    return view.somebody_gone(
        item,
        list(names.values()),
        reader,
        has_deputy=all(one.deputy for one in left),
        is_enough=step.needs == ANY and len(left) < len(step.people),
        is_waiting=item.approval_state == ASKED and current is not None and current.id == step.id,
    )


def shown(services: Services, ask_id: int, *, by: Asker) -> Asked:
    """Return what somebody is asked, for a form about it; raises NotFound when it is gone, Refused for others."""
    with services.database.read() as session:
        ask = approvals.find_ask(session, ask_id)
        if ask is None:
            raise states.gone()
        if ask.user_id != by.id:
            raise Refused("Somebody else was asked to approve this.")
        return read(session, ask, states.known(session, ask.item_id))


def read(session: Session, ask: ApprovalAsk, item: PlanItem) -> Asked:
    """Return what a card shows."""
    decisions = approvals.decisions(session, item.id)
    steps = approvals.steps(session, item.id)
    now = whole.of(session, item)
    seen = max((one.text_version for one in decisions if one.by == ask.user_id), default=ask.text_version)
    last = approvals.last_round(session, item.id, ask.user_id)
    before = plan.version(session, item.id, seen) if seen < item.text_version else None
    step = standing.current(steps, decisions, item.text_version)
    return Asked(
        ask=ask,
        whole=now,
        before=before.content if before is not None else None,
        after=versions.content(now),
        is_last=ask.round == last,
        is_own=ask.user_id in standing.authors(session, item),
        is_their_turn=step is not None and step.number == ask.number and _is_meant(session, step, ask.user_id),
        decisions=decisions,
        names=_names(session, decisions),
    )


def _is_meant(session: Session, step: ApprovalStep, user_id: str) -> bool:
    """Tell whether a step is somebody's, or that of whom they stand in for."""
    if user_id in step.people:
        return True
    return any(one.deputy == user_id for one in reminders.recipients(session, step.people).values())


def _names(session: Session, decisions: Sequence[Decision]) -> dict[str, str]:
    known = people.many(
        session, {one.by for one in decisions} | {one.instead_of for one in decisions if one.instead_of}
    )
    return {user_id: one.name for user_id, one in known.items()}
