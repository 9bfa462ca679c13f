"""Who hears first: staff before the public where a main message says so, and nobody before its embargo ends.

Whoever breaks the order says why; the reason stands on the item and in the audit log.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.plan.kinds import DROPPED, MISSED, POSTED, STAFF_KINDS
from storage import plan_series
from storage.models import MainMessage, PlanItem

STAFF, EMBARGO = "staff", "embargo"
"""What is broken: the public hears before staff do, or somebody hears before the embargo ends."""


def breach(session: Session, item: PlanItem) -> str:
    """Return which rule of its main message an item would break as it is planned now; empty when none."""
    if item.message_id is None:
        return ""
    message = plan_series.message(session, item.message_id)
    return "" if message is None else broken(item, message, plan_series.versions_of(session, message.id))


def broken(item: PlanItem, message: MainMessage, versions: Iterable[PlanItem]) -> str:
    """Return which rule of a message one of its versions breaks. What has no time yet, or is over, breaks none."""
    if item.due_at is None or item.state in (POSTED, DROPPED):
        return ""
    if message.embargo_until is not None and item.due_at < message.embargo_until:
        return EMBARGO
    if message.is_staff_first and item.kind not in STAFF_KINDS and not _staff_knows(item.due_at, versions):
        return STAFF
    return ""


def broken_by(session: Session, item: PlanItem) -> list[tuple[PlanItem, str]]:
    """Return the versions of an item's main message, itself among them, that break its order with no reason given."""
    if item.message_id is None:
        return []
    session.flush()
    message = plan_series.message(session, item.message_id)
    if message is None:
        return []
    versions = plan_series.versions_of(session, message.id)
    found = ((one, broken(one, message, versions)) for one in versions if not one.order_why)
    return [(one, what) for one, what in found if what]


def _staff_knows(due_at: datetime, versions: Iterable[PlanItem]) -> bool:
    """Tell whether something for staff is posted already, or goes out before a moment."""
    for one in versions:
        if one.kind not in STAFF_KINDS or one.state in (DROPPED, MISSED):
            continue
        if one.state == POSTED or (one.due_at is not None and one.due_at < due_at):
            return True
    return False
