"""Sending an item for approval, and taking that back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import people
from bot.approvals import standing, turns
from bot.approvals.kinds import ALL, ANY, MOST_PEOPLE, MOST_STEPS
from bot.audit import Act
from bot.errors import Conflict, Invalid
from bot.people import Asker, is_colleague
from bot.plan import states, versions
from bot.plan.kinds import APPROVED, ASKED, NONE, OPTIONAL
from bot.plan.kinds import STEPS as IN_STEPS
from storage import approvals, plan
from storage import people as known_people
from storage.models import ApprovalStep, PlanItem

if TYPE_CHECKING:
    from bot.services import Services


@dataclass(frozen=True, slots=True)
class Step:
    """Whose word is needed: of any of these people, or of all."""

    people: tuple[str, ...]
    needs: str = ANY


@dataclass(frozen=True, slots=True)
class Opened:
    """The form: the item, and the steps that it had before, or that the desk has chosen for new ones."""

    item: PlanItem
    steps: tuple[Step, ...]


def open_form(services: Services, item_id: int, *, by: Asker) -> Opened:
    """Return the form that sends an item for approval. Raises as `bot.plan.states.to_change` does."""
    with services.database.begin() as session:
        item = states.to_change(session, item_id, by)
        return Opened(item, before(session, item_id) or usual(session))


def send(services: Services, item_id: int, steps: Sequence[Step], *, by: Asker) -> None:
    """Ask the people of the first step to approve an item as it is now; the others follow as each step is passed.

    Raises Invalid (fields "people1" to "people3") for nobody, for too many, for who is no colleague here, and for whoever
    wrote it; Conflict when it is posted, or waits for approval already.
    """
    wanted = checked(services, steps)
    now = services.now()
    with services.database.begin() as session:
        item = states.to_change(session, item_id, by)
        if item.approval_state == ASKED:
            raise Conflict("This waits for approval already. Take that back first to ask others.")
        if item.approval_state == APPROVED:
            raise Conflict("This is approved already. Change the text to have it approved anew.")
        ask(services, session, item, wanted, now, by=by)
        states.changed(services, session, item, now, Act(by.id, "plan.sent_for_approval", states.subject(item)))


def ask(
    services: Services, session: Session, item: PlanItem, steps: Sequence[Step], now: datetime, *, by: Asker
) -> None:
    """Ask the people of the first of some `checked` steps to approve a held item, inside the caller's transaction.

    Raises Invalid at the field of whoever wrote it.
    """
    _check_not_own(session, item, steps)
    if any(one.text_version == item.text_version for one in approvals.decisions(session, item.id)):
        versions.keep(session, [item], now, by)  # the same text, sent anew: what was decided about it was another round
        item.text_version += 1
    made = [
        ApprovalStep(item_id=item.id, number=number, people=list(step.people), needs=step.needs)
        for number, step in enumerate(steps, 1)
    ]
    approvals.set_steps(session, item.id, made)
    item.approval_state = ASKED
    if len(made) > 1:
        item.approval = IN_STEPS
    elif item.approval == NONE:
        item.approval = OPTIONAL
    turns.ask(services, session, item, now)


def usual(session: Session) -> tuple[Step, ...]:
    """Return the steps that the desk has chosen for new items."""
    return tuple(Step(tuple(one["people"]), one.get("needs", ANY)) for one in plan.settings(session).steps)[:MOST_STEPS]


def before(session: Session, item_id: int) -> tuple[Step, ...]:
    """Return the steps in which an item was sent last; none when it never was."""
    return tuple(Step(tuple(one.people), one.needs) for one in approvals.steps(session, item_id))


def take_back(services: Services, item_id: int, *, by: Asker) -> None:
    """Ask nobody any more to approve an item; their cards say so. Twice changes nothing."""
    now = services.now()
    with services.database.begin() as session:
        item = states.to_change(session, item_id, by)
        if item.approval_state != ASKED:
            return
        item.approval_state = ""
        states.changed(services, session, item, now, Act(by.id, "plan.approval_taken_back", states.subject(item)))


def checked(services: Services, wanted: Sequence[Step]) -> list[Step]:
    """Return the steps that have people; raises Invalid at the field of who cannot approve, and when there is nobody."""
    steps = [step for step in wanted if step.people]
    if not steps:
        raise Invalid("Choose who is to approve it.", field="people1")
    people.get_to_know(services, [user_id for step in steps for user_id in step.people])
    with services.database.read() as session:
        known = known_people.many(session, [user_id for step in steps for user_id in step.people])
    for number, step in enumerate(steps, 1):
        field = f"people{number}"
        if len(step.people) > MOST_PEOPLE:
            raise Invalid("Choose {most} people at most.", field=field, most=MOST_PEOPLE)
        if step.needs not in (ANY, ALL):
            raise Invalid("Choose whether any of them is enough.", field=f"needs{number}")
        found = [known.get(user_id) for user_id in step.people]
        if not all(one is not None and is_colleague(one) for one in found):
            raise Invalid(
                "Choose colleagues who work here: guests, bots and ended accounts cannot approve.", field=field
            )
    return steps


def _check_not_own(session: Session, item: PlanItem, steps: Sequence[Step]) -> None:
    own = standing.authors(session, item)
    for number, step in enumerate(steps, 1):
        if own & set(step.people):
            raise Invalid(
                "Nobody approves their own text: choose others than its owner and whoever wrote it.",
                field=f"people{number}",
            )
