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
from bot.public_replies import reading
from bot.views import approvals_cards as view
from bot.views import approvals_gone
from bot.views.approvals_cards import Asked
from bot.views.approvals_gone import Missing
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
    return view.outcome(item, made, _names(session, [made]), reader, reading.of(session, item))


def somebody_gone(session: Session, step_id: int, reader: Reader) -> Message | None:
    """Tell the owner who of a step has left, and what that means for the approval."""
    step = approvals.find_step(session, step_id)
    item = plan.find(session, step.item_id) if step is not None else None
    if step is None or item is None:
        return None
    return approvals_gone.somebody_gone(item, _missing(session, step, item), reader)


def _missing(session: Session, step: ApprovalStep, item: PlanItem) -> Missing:
    """Return who of a step cannot approve, as far as that can be told without a clock: away is who was so when it was sent."""
    known = reminders.recipients(session, step.people)
    own = standing.authors(session, item)
    left = [one for one in known.values() if one.is_deactivated or one.is_guest or one.left_at is not None]
    sent = item.changed_at.date()
    away = [one for one in known.values() if one not in left and one.away_until is not None and one.away_until > sent]
    cannot = left or away
    mine = [user_id for user_id in step.people if user_id in own]
    names = {one.id: one.name for one in people.many(session, {*(one.id for one in cannot), *mine}).values()}
    current = standing.current_of(session, item)
    return Missing(
        left=[names.get(one.id, "") for one in left],
        away=[names.get(one.id, "") for one in away],
        own=[names.get(one, "") for one in mine],
        has_deputy=bool(cannot) and all(one.deputy for one in cannot),
        is_enough=step.needs == ANY and len(cannot) < len(standing.counted(step, own)),
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
    now = whole.of(session, item)
    seen = max((one.text_version for one in decisions if one.by == ask.user_id), default=ask.text_version)
    last = approvals.last_round(session, item.id, ask.user_id)
    before = plan.version(session, item.id, seen) if seen < item.text_version else None
    step = standing.current_of(session, item)
    is_here = step is not None and step.number == ask.number
    theirs, deputies = _standing_in(session, step, ask) if step is not None and is_here else ([], [])
    return Asked(
        ask=ask,
        whole=now,
        before=before.content if before is not None else None,
        after=versions.content(now),
        is_last=ask.round == last,
        is_own=ask.user_id in standing.authors(session, item),
        is_their_turn=step is not None and is_here and (ask.user_id in step.people or bool(theirs)),
        decisions=decisions,
        names=_names(session, decisions, [*theirs, *deputies]),
        stands_in_for=theirs,
        stand_ins=deputies,
        reply=reading.of(session, item),
    )


def _standing_in(session: Session, step: ApprovalStep, ask: ApprovalAsk) -> tuple[list[str], list[str]]:
    """Return for whom somebody is asked who is not of a step themselves, and who was asked because they are away."""
    known = reminders.recipients(session, step.people)
    if ask.user_id not in step.people:
        return [one.id for one in known.values() if one.deputy == ask.user_id], []
    deputy = known[ask.user_id].deputy if ask.user_id in known else ""
    asked = approvals.last_asks(session, step.item_id).get(deputy) if deputy else None
    is_for_them = asked is not None and asked.number == step.number and deputy not in step.people
    return [], [deputy] if is_for_them else []


def _names(session: Session, decisions: Sequence[Decision], also: Sequence[str] = ()) -> dict[str, str]:
    known = people.many(session, {*(who for one in decisions for who in (one.by, one.instead_of) if who), *also})
    return {user_id: one.name for user_id, one in known.items()}
