"""Asking the people whose turn it is: one direct message each time it is their turn, edited in between.

Those who are away are asked together with their deputies, those who have left through them alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.approvals import seats, standing
from bot.approvals.kinds import APPROVAL, APPROVAL_GONE, APPROVAL_OUTCOME
from bot.approvals.seats import Seats
from bot.mentions.kinds import MENTION
from bot.plan.kinds import APPROVED, ASKED, OVER, REPLY
from storage import approvals, cards, public_replies
from storage.models import ApprovalAsk, ApprovalStep, Decision, PlanItem

if TYPE_CHECKING:
    from bot.services import Services


@dataclass(frozen=True, slots=True)
class _Turn:
    """The step that an item is in, and who of it can be asked now."""

    step: ApprovalStep
    seated: Seats


def ask(
    services: Services, session: Session, item: PlanItem, now: datetime, only: Collection[str] | None = None
) -> None:
    """Ask the people of the step that a held item is in; `only` those of them where it is given."""
    turn = _turn(services, session, item, now)
    if turn is not None:
        _ask_of(services, session, item, turn, [one for one in turn.seated.asked if only is None or one in only], now)


def ask_stand_ins(services: Services, session: Session, item: PlanItem, now: datetime) -> None:
    """Ask whoever stands in for those of the current step that are not here any more, and tell the owner of a held item.

    Everybody is asked once, and the owner told once.
    """
    turn = _turn(services, session, item, now)
    left = _not_asked(session, item, turn) if turn is not None else []
    if turn is not None and (left or _is_to_tell(session, turn)):
        _ask_of(services, session, item, turn, left, now)
        redraw(services, session, [item])


def wants_stand_ins(services: Services, session: Session, item: PlanItem, now: datetime) -> bool:
    """Tell whether somebody is to be asked who was not, or the owner is to hear that somebody is missing."""
    turn = _turn(services, session, item, now)
    return turn is not None and (_is_to_tell(session, turn) or bool(_not_asked(session, item, turn)))


def go_on(services: Services, session: Session, item: PlanItem, now: datetime) -> None:
    """Go on with a held item that waits, when the word of somebody counts no more because it has become their own text."""
    turn = _turn(services, session, item, now)
    if turn is not None:
        asked = approvals.last_asks(session, item.id).values()
        if turn.seated.is_stuck or not any(one.number == turn.step.number for one in asked):
            _ask_of(services, session, item, turn, _not_asked(session, item, turn), now)
        return
    decisions = approvals.decisions(session, item.id)
    item.approval_state = APPROVED
    owner = standing.whom_to_tell(item)
    if owner and decisions:
        services.messenger.show(session, APPROVAL_OUTCOME, decisions[-1].id, owner)


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
        go_on(services, session, item, now)


def redraw(services: Services, session: Session, items: Sequence[PlanItem]) -> None:
    """Bring what approvers and owners see of held items up to date."""
    kinds = (APPROVAL, APPROVAL_OUTCOME, APPROVAL_GONE)
    for kind, ids in zip(kinds, approvals.shown(session, [item.id for item in items]), strict=True):
        for record_id in ids:
            services.messenger.redraw(session, kind, record_id)
    for mention_id in public_replies.mentions_of(session, [item.id for item in items if item.kind == REPLY]):
        services.messenger.redraw(session, MENTION, mention_id)


def _is_answered(asked: ApprovalAsk | None, made: Decision) -> bool:
    """Tell whether a decision answered the last that somebody was asked."""
    return asked is not None and made.number == asked.number and made.text_version >= asked.text_version


def _turn(services: Services, session: Session, item: PlanItem, now: datetime) -> _Turn | None:
    """Return the step that an item is in; None when there is none left."""
    step = standing.current_of(session, item)
    if step is None:
        return None
    return _Turn(step, seats.of(session, step, standing.authors(session, item), now, services.settings.timezone))


def _is_to_tell(session: Session, turn: _Turn) -> bool:
    """Tell whether the owner has not heard yet that somebody is missing."""
    return bool(turn.seated.gone or turn.seated.is_stuck) and not cards.has_any(session, APPROVAL_GONE, turn.step.id)


def _not_asked(session: Session, item: PlanItem, turn: _Turn) -> list[str]:
    last = approvals.last_asks(session, item.id)
    return [one for one in turn.seated.asked if one not in last or last[one].number != turn.step.number]


def _ask_of(
    services: Services, session: Session, item: PlanItem, turn: _Turn, people: Collection[str], now: datetime
) -> None:
    """Ask some people of a turn, and tell the owner when somebody of it is missing."""
    for user_id in people:
        _ask(services, session, item, turn.step, user_id, now)
    owner = standing.whom_to_tell(item)
    if owner and (turn.seated.gone or turn.seated.is_stuck):
        services.messenger.show(session, APPROVAL_GONE, turn.step.id, owner)


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
