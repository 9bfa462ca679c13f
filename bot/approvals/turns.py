"""Asking the people whose turn it is: one direct message each time it is their turn, edited in between.

Those who are away are asked together with their deputies, those who have left through them alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.approvals import standing
from bot.approvals.kinds import APPROVAL, APPROVAL_GONE, APPROVAL_OUTCOME
from bot.plan.kinds import APPROVED, ASKED, OVER
from bot.reminders.kinds import GONE
from bot.reminders.recipients import People
from storage import approvals
from storage.models import ApprovalAsk, ApprovalStep, Decision, PlanItem

if TYPE_CHECKING:
    from bot.services import Services


def ask(
    services: Services, session: Session, item: PlanItem, now: datetime, only: Collection[str] | None = None
) -> None:
    """Ask the people of the step that a held item is in; `only` those of them where it is given."""
    session.flush()
    step = standing.current(approvals.steps(session, item.id), approvals.decisions(session, item.id), item.text_version)
    if step is None:
        return
    for user_id in _to_ask(services, session, step, standing.authors(session, item), now):
        if only is None or user_id in only:
            _ask(services, session, item, step, user_id, now)
    owner = standing.whom_to_tell(item)
    if owner and gone(services, session, step, now):
        services.messenger.show(session, APPROVAL_GONE, step.id, owner)


def ask_stand_ins(services: Services, session: Session, item: PlanItem, now: datetime) -> None:
    """Ask whoever stands in for those of the current step that have left meanwhile, and tell the owner of a held item."""
    last = approvals.last_asks(session, item.id)
    step = standing.current(approvals.steps(session, item.id), approvals.decisions(session, item.id), item.text_version)
    if step is not None:
        candidates = _to_ask(services, session, step, standing.authors(session, item), now)
        ask(services, session, item, now, [one for one in candidates if one not in last])


def ask_again(services: Services, session: Session, items: Sequence[PlanItem], now: datetime) -> None:
    """Ask those anew who have approved texts that changed before everybody had; who has not decided sees the change."""
    for item in items:
        if item.approval_state != ASKED or item.state in OVER:
            continue
        decisions = approvals.decisions(session, item.id)
        last = approvals.last_asks(session, item.id)
        stale = {
            one.by
            for one in decisions
            if one.what == APPROVED and one.text_version < item.text_version and _is_answered(last.get(one.by), one)
        }
        if stale:
            ask(services, session, item, now, stale)


def redraw(services: Services, session: Session, items: Sequence[PlanItem]) -> None:
    """Bring what approvers and owners see of held items up to date."""
    kinds = (APPROVAL, APPROVAL_OUTCOME, APPROVAL_GONE)
    for kind, ids in zip(kinds, approvals.shown(session, [item.id for item in items]), strict=True):
        for record_id in ids:
            services.messenger.redraw(session, kind, record_id)


def _is_answered(asked: ApprovalAsk | None, made: Decision) -> bool:
    """Tell whether a decision answered the last that somebody was asked."""
    return asked is not None and made.number == asked.number and made.text_version >= asked.text_version


def _ask(services: Services, session: Session, item: PlanItem, step: ApprovalStep, user_id: str, now: datetime) -> None:
    made = ApprovalAsk(
        item_id=item.id,
        user_id=user_id,
        number=step.number,
        round=approvals.last_round(session, item.id, user_id) + 1,
        text_version=item.text_version,
        at=now,
    )
    session.add(made)
    session.flush()
    services.messenger.show(session, APPROVAL, made.id, user_id)


def _to_ask(
    services: Services, session: Session, step: ApprovalStep, authors: frozenset[str], now: datetime
) -> list[str]:
    here = People(now, services.settings.timezone)
    here.read(session, step.people)
    away = {user_id: why for user_id in step.people if (why := here.why_not(user_id))}
    deputies = [deputy for user_id in away if (deputy := here.deputy_of(user_id))]
    here.read(session, deputies)
    reachable = [deputy for deputy in deputies if not here.why_not(deputy)]
    left = [user_id for user_id in step.people if away.get(user_id) != GONE]
    return [one for one in dict.fromkeys((*left, *reachable)) if one not in authors]


def gone(services: Services, session: Session, step: ApprovalStep, now: datetime) -> list[str]:
    """Return whom of a step nobody can ask any more because they have left."""
    here = People(now, services.settings.timezone)
    here.read(session, step.people)
    return [user_id for user_id in step.people if here.why_not(user_id) == GONE]
