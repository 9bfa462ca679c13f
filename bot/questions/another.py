"""One more expert for a question that was asked of experts in person: when those who were asked have no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import availability, people, working_hours
from bot import inquiries_state as inquiry_states
from bot.audit import Act
from bot.errors import Invalid
from bot.inquiries import expert_of
from bot.inquiries_draft import MOST_EXPERTS
from bot.people import Asker
from bot.questions import deciders, states
from bot.questions.asking import SAME_WITHIN
from bot.roles import Role, require
from storage.models import Profile, Question

if TYPE_CHECKING:
    from bot.services import Services


def ask(services: Services, question_id: int, user_id: str, *, by: Asker) -> None:
    """Ask one more colleague (Slack user) a question; whoever decides about it may. A deadline that is over is none any more.

    Raises Invalid (field "other") when they may not be asked, or are one too many. Asks Slack, so it is for the moment before a
    transaction.
    """
    require(by.role, Role.EMPLOYEE)
    if not user_id or user_id == by.id:
        raise Invalid("Choose a colleague.", field="other")
    now = services.now()
    people.get_to_know(services, [user_id])
    working_hours.read_calendar(now)
    held: list[Profile] = []

    def first(session: Session) -> None:
        held.append(expert_of(session, user_id, "other"))

    with deciders.deciding(services, question_id, by, first) as (session, question):
        deciders.must_be_open(session, question, by)
        if question.inquiry_id is None or user_id == question.asked_by:
            raise Invalid("Choose a colleague.", field="other")
        if not _send(services, session, question, held[0]):
            return  # the form, sent twice
        if question.needed_by is not None and question.needed_by <= now:
            states.set_deadline(question, None, now)
        act = Act(by.id, "question.expert_asked", states.subject(question))
        states.changed(services, session, question, now, act, expert=user_id)


def _send(services: Services, session: Session, question: Question, expert: Profile) -> bool:
    """Send a held question to an expert whose profile is held; False when they got it a moment ago."""
    inquiry, pings = inquiry_states.held(session, question.inquiry_id or 0)
    known = next((ping for ping in pings if ping.profile_id == expert.id), None)
    is_new = known is not None and services.now() - known.sent_at < SAME_WITHIN
    if known is not None and is_new and known.state == inquiry_states.WAITING:
        return False
    if known is not None:
        raise Invalid("{name} has been asked already. Choose somebody else.", field="other", name=expert.name)
    if len(pings) >= MOST_EXPERTS:
        raise Invalid("One question goes to {most} experts at most.", field="other", most=str(MOST_EXPERTS))
    found = availability.of(session, [expert], services.now(), services.settings)[expert.id]
    if not found.may_be_asked:
        raise Invalid(
            "{name} cannot be asked just now: they are away, or have questions enough this week. Choose somebody else.",
            field="other",
            name=expert.name,
        )
    inquiry_states.send(services, session, inquiry, found, services.now())
    return True
