"""Approving an item, or returning it with a comment: what was seen is what is decided about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.approvals import standing, turns
from bot.approvals.kinds import APPROVAL_OUTCOME
from bot.audit import Act
from bot.channels_draft import check_length
from bot.errors import Conflict, Invalid, Refused
from bot.people import Asker
from bot.plan import states
from bot.plan.kinds import APPROVED, ASKED, DRAFT, OVER, READY, RETURNED
from bot.reminders.recipients import People
from bot.roles import Role, require
from bot.views.blocks import clean
from storage import approvals, people
from storage.models import ApprovalAsk, ApprovalStep, Decision, PlanItem

if TYPE_CHECKING:
    from bot.services import Services

MOST_COMMENT = 2_000


def approve(services: Services, ask_id: int, seen: int, *, by: Asker) -> PlanItem:
    """Approve an item in the version of its texts that somebody has seen.

    Raises Refused for others and for who wrote it, Conflict when the texts have changed since, or when it is decided.
    """
    return _decide(services, ask_id, seen, APPROVED, "", by)


def give_back(services: Services, ask_id: int, seen: int, comment: str, *, by: Asker) -> PlanItem:
    """Return an item with a comment to its owner; raises as `approve` does, and Invalid (field "comment") without one."""
    said = clean(comment).strip()
    if not said:
        raise Invalid("Write what is to be changed, so that the owner knows.", field="comment")
    check_length(said, MOST_COMMENT, "comment")
    return _decide(services, ask_id, seen, RETURNED, said, by)


def _decide(services: Services, ask_id: int, seen: int, what: str, comment: str, by: Asker) -> PlanItem:
    require(by.role, Role.EMPLOYEE)
    now = services.now()
    with services.database.begin() as session:
        asked = approvals.find_ask(session, ask_id)
        if asked is None:
            raise states.gone()
        item = states.held(session, asked.item_id)
        step = _may_decide(session, item, asked, seen, by)
        made = Decision(
            item_id=item.id,
            text_version=item.text_version,
            number=step.number,
            by=by.id,
            instead_of=_for_whom(services, session, item, step, by),
            what=what,
            comment=comment,
            at=now,
        )
        session.add(made)
        session.flush()
        _follow(services, session, item, made, now)
        act = Act(by.id, f"plan.{what}", states.subject(item))
        states.changed(services, session, item, now, act, text_version=item.text_version, step=step.number)
        return item


def _may_decide(session: Session, item: PlanItem, asked: ApprovalAsk, seen: int, by: Asker) -> ApprovalStep:
    if asked.user_id != by.id:
        raise Refused("Somebody else was asked to approve this.")
    if by.id in standing.authors(session, item):
        raise Refused("Nobody approves their own text. Somebody else has to look at it.")
    if item.state in OVER:
        raise Conflict("This is posted or dropped already, so nobody has to approve it.")
    decisions = approvals.decisions(session, item.id)
    if item.approval_state != ASKED:
        raise _decided(session, item, decisions, by)
    if seen != item.text_version:
        raise Conflict("The text has changed since you saw it. The card shows what is different: look at it again.")
    step = standing.current_of(session, item)
    if step is None or step.number != asked.number:
        raise _decided(session, item, [one for one in decisions if one.number == asked.number], by)
    if any((one.by, one.number, one.text_version) == (by.id, step.number, item.text_version) for one in decisions):
        raise Conflict("You have approved this already. It waits for the others.")
    if by.id in step.people and by.id in (given := standing.said_for(step, decisions, item.text_version)):
        raise _decided(session, item, [given[by.id]], by)
    return step


def _decided(session: Session, item: PlanItem, decisions: Sequence[Decision], by: Asker) -> Conflict:
    """Say who has decided meanwhile, and what."""
    last = next((one for one in reversed(decisions) if one.text_version == item.text_version), None)
    if last is None:
        return Conflict("This is decided already, or was taken back. The card shows how it stands.")
    known = people.find(session, last.by)
    name = (known.name if known else "") or by.reader.say("Somebody")
    if last.what == RETURNED:
        return Conflict("{name} has returned this already: {moment}.", name=name, moment=by.reader.moment(last.at))
    return Conflict("{name} has approved this already: {moment}.", name=name, moment=by.reader.moment(last.at))


def _for_whom(services: Services, session: Session, item: PlanItem, step: ApprovalStep, by: Asker) -> str:
    """Return for whom somebody decides: themselves (empty), or the first whom they stand in for and nobody else did."""
    if by.id in step.people:
        return ""
    here = People(services.now(), services.settings.timezone)
    here.read(session, step.people)
    given = standing.said_for(step, approvals.decisions(session, item.id), item.text_version)
    needed = standing.counted(step, standing.authors(session, item))
    theirs = [user_id for user_id in needed if here.deputy_of(user_id) == by.id and user_id not in given]
    if not theirs:
        raise Refused("You stand in for nobody here any more.")
    return theirs[0]


def _follow(services: Services, session: Session, item: PlanItem, made: Decision, now: datetime) -> None:
    """Do what a decision brings: the next step, or the end, which the owner hears of."""
    if made.what == RETURNED:
        item.approval_state = RETURNED
        item.state = DRAFT if item.state == READY else item.state
    elif (step := standing.current_of(session, item)) is None:
        item.approval_state = APPROVED
    elif step.number != made.number:
        turns.ask(services, session, item, now)
    owner = standing.whom_to_tell(item)
    if item.approval_state != ASKED and owner and owner != made.by:
        services.messenger.show(session, APPROVAL_OUTCOME, made.id, owner)
