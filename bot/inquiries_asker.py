"""What the asker decides about their question: it is solved, it goes to somebody else, it is needed no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit, availability, people, profile_index, working_hours
from bot import inquiries_state as state_of
from bot.audit import Act
from bot.errors import Conflict, Invalid
from bot.inquiries import expert_of
from bot.inquiries_draft import MOST_EXPERTS
from bot.inquiries_next import soon
from bot.inquiries_state import ANSWERED, ASKED, CHOOSING, MOVING, SOLVED, STOPPED
from bot.people import Asker
from bot.roles import Role, require
from storage import inquiries, profiles
from storage.models import Inquiry, Ping, Profile

if TYPE_CHECKING:
    from bot.services import Services


def accept(services: Services, ping_id: int, *, by: Asker) -> None:
    """Say that an answer solved the question: it counts as evidence of what the expert knows, and they are told."""
    require(by.role, Role.EMPLOYEE)
    now = services.now()
    with services.database.begin() as session:
        known = inquiries.ping(session, ping_id)
        if known is None:
            raise state_of.gone()
        profiles.find(session, known.profile_id, lock=True)
        inquiry, asked = state_of.mine(session, known.inquiry_id, by)
        if known.state != ANSWERED:
            raise Conflict("There is no answer yet that could solve this.")
        state_of.end(inquiry, asked, SOLVED, now)
        inquiry.answered_by = known.profile_id
        state_of.redraw(services, session, inquiry, asked)
        profile_index.reindex(session, [known.profile_id])
        audit.note(session, now, Act(by.id, "inquiry.solved", f"inquiry:{inquiry.id}"), after={"expert": known.user_id})
        services.memory.changed(session, profile_index.BODY)


def not_quite(services: Services, inquiry_id: int, *, by: Asker) -> None:
    """Say that the answers so far do not help: the next in line is looked for."""
    require(by.role, Role.EMPLOYEE)
    with services.database.begin() as session:
        inquiry, asked = state_of.mine(session, inquiry_id, by)
        if inquiry.state != ANSWERED:
            raise _decided()
        inquiry.state = MOVING if state_of.is_alone(asked) else ASKED
        state_of.redraw(services, session, inquiry, asked)
        audit.note(session, services.now(), Act(by.id, "inquiry.not_quite", f"inquiry:{inquiry.id}"))
    soon(services, inquiry_id)


def stop(services: Services, inquiry_id: int, *, by: Asker) -> None:
    """Close a question that is needed no more; whoever still has it is told."""
    require(by.role, Role.EMPLOYEE)
    now = services.now()
    with services.database.begin() as session:
        inquiry, asked = state_of.mine(session, inquiry_id, by)
        state_of.end(inquiry, asked, STOPPED, now)
        state_of.redraw(services, session, inquiry, asked)
        audit.note(session, now, Act(by.id, "inquiry.stopped", f"inquiry:{inquiry.id}"))


def choosing(services: Services, inquiry_id: int, *, by: Asker) -> Inquiry:
    """Return a question whose asker may choose somebody now."""
    require(by.role, Role.EMPLOYEE)
    with services.database.begin() as session:
        inquiry, asked = state_of.mine(session, inquiry_id, by)
        _may_choose(inquiry, asked)
        return inquiry


def ask_offered(services: Services, inquiry_id: int, profile_id: int, *, by: Asker) -> None:
    """Put the question to whom the card offers. When they may not be asked by now, somebody else is looked for."""
    require(by.role, Role.EMPLOYEE)
    working_hours.read_calendar(services.now())
    with services.database.begin() as session:
        expert = profiles.find(session, profile_id, lock=True)
        inquiry, asked = state_of.mine(session, inquiry_id, by)
        _may_choose(inquiry, asked)
        if inquiry.next_id != profile_id:
            raise _decided()
        if expert is not None and _hand_over(services, session, inquiry, expert):
            return
        inquiry.state, inquiry.next_id = MOVING, None
        state_of.redraw(services, session, inquiry, asked)
    soon(services, inquiry_id)
    raise Conflict("This person cannot be asked just now. I look for somebody else: your message shows whom.")


def ask_another(services: Services, inquiry_id: int, user_id: str, *, by: Asker) -> None:
    """Put the question to a colleague whom the asker chooses; raises Invalid (field "other") when they may not be asked."""
    require(by.role, Role.EMPLOYEE)
    if not user_id or user_id == by.id:
        raise Invalid("Choose a colleague.", field="other")
    people.get_to_know(services, [user_id])
    working_hours.read_calendar(services.now())
    with services.database.begin() as session:
        expert = expert_of(session, user_id, "other")
        inquiry, asked = state_of.mine(session, inquiry_id, by)
        _may_choose(inquiry, asked)
        if expert.id in {ping.profile_id for ping in asked}:
            raise Invalid("{name} has been asked already. Choose somebody else.", field="other", name=expert.name)
        if not _hand_over(services, session, inquiry, expert):
            raise Invalid(
                "{name} cannot be asked just now: they are away, or have questions enough this week. Choose somebody else.",
                field="other",
                name=expert.name,
            )


def _hand_over(services: Services, session: Session, inquiry: Inquiry, expert: Profile) -> bool:
    """Ask an expert whose profile is held; False when they may not be asked."""
    now = services.now()
    found = availability.of(session, [expert], now, services.settings)[expert.id]
    if found.may_be_asked:
        state_of.send(services, session, inquiry, found, now)
        act = Act(inquiry.asked_by, "inquiry.passed_on", f"inquiry:{inquiry.id}")
        audit.note(session, now, act, after={"expert": expert.user_id})
    return found.may_be_asked


def _may_choose(inquiry: Inquiry, asked: list[Ping]) -> None:
    if inquiry.state != CHOOSING:
        raise _decided()
    if len(asked) >= MOST_EXPERTS:
        raise Conflict("This question has been put to as many people as one question may be. Please ask anew.")


def _decided() -> Conflict:
    return Conflict("This has been decided already: your message shows how the question stands.")
