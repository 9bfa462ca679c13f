"""How the approval of an item stands: which step it is in, who may decide, and whose own text it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy.orm import Session

from bot.approvals.kinds import ALL
from bot.people import is_user_id
from bot.plan.kinds import APPROVED, REQUIRED, STEPS
from storage import approvals
from storage.models import ApprovalStep, Decision, PlanItem


def authors(session: Session, item: PlanItem) -> frozenset[str]:
    """Return whose own text an item is: its owner's, and whoever wrote it as it is now. They do not approve it."""
    writer = approvals.last_writer(session, item.id) or item.made_by
    return frozenset(filter(None, (item.owner, writer)))


def whom_to_tell(item: PlanItem) -> str:
    """Return who hears how an approval ends: the owner, else who made it; empty when a file made it and it has no owner."""
    return item.owner or (item.made_by if is_user_id(item.made_by) else "")


def is_wanting(item: PlanItem) -> bool:
    """Tell whether an item may not go out because it is not approved."""
    return item.approval in (REQUIRED, STEPS) and item.approval_state != APPROVED


def said_for(step: ApprovalStep, decisions: Iterable[Decision], text_version: int) -> dict[str, Decision]:
    """Return the approvals of a step for a version of the texts, by the person for whom they were given."""
    return {
        one.instead_of or one.by: one
        for one in decisions
        if (one.number, one.text_version, one.what) == (step.number, text_version, APPROVED)
    }


def counted(step: ApprovalStep, own: Collection[str]) -> list[str]:
    """Return whose word counts in a step: of all its people, those whose own text it is have none."""
    return [user_id for user_id in step.people if user_id not in own]


def is_passed(step: ApprovalStep, decisions: Iterable[Decision], text_version: int, own: Collection[str]) -> bool:
    """Tell whether a step has the approvals that it needs; `own` are those whose own text it is."""
    given = said_for(step, decisions, text_version)
    needed = counted(step, own)
    return bool(needed) and set(needed) <= given.keys() if step.needs == ALL else bool(given)


def current(
    steps: Sequence[ApprovalStep], decisions: Sequence[Decision], text_version: int, own: Collection[str]
) -> ApprovalStep | None:
    """Return the first step that is not passed; None when all are."""
    return next((step for step in steps if not is_passed(step, decisions, text_version, own)), None)


def current_of(session: Session, item: PlanItem) -> ApprovalStep | None:
    """Return the step that an item is in as it stands in the database; None when there is none left."""
    session.flush()
    decisions = approvals.decisions(session, item.id)
    return current(approvals.steps(session, item.id), decisions, item.text_version, authors(session, item))
