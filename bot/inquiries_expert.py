"""What an expert does with a question: answers it, passes it on, or has no time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit, people, profile_index
from bot import inquiries_state as state_of
from bot.audit import Act
from bot.errors import Conflict, Invalid
from bot.inquiries import expert_of
from bot.inquiries_draft import Pause, checked_answer
from bot.inquiries_next import soon
from bot.inquiries_state import ANSWERED, DECLINED, LATER, OVER, WAITING
from bot.people import Asker
from bot.questions import experts, waiting
from bot.roles import Role, require
from bot.words import zone
from storage import inquiries, profiles
from storage.models import Inquiry, Ping, Question

if TYPE_CHECKING:
    from bot.services import Services

LONGEST_PAUSE = timedelta(days=366)


def received(services: Services, ping_id: int, *, by: Asker, only_waiting: bool = False) -> tuple[Inquiry, Ping]:
    """Return a question for the form that answers it; `only_waiting` for the forms that give it back."""
    require(by.role, Role.EMPLOYEE)
    with services.database.begin() as session:
        inquiry, ping = state_of.to_me(session, ping_id, by)
    if ping.state == ANSWERED:
        raise _answered()
    if inquiry.state in OVER:
        raise state_of.over()
    if only_waiting and ping.state != WAITING:
        raise _given_back()
    return inquiry, ping


def answer(services: Services, ping_id: int, text: str, *, may_be_kept: bool, by: Asker) -> None:
    """Answer a question. Whatever was typed reaches the asker, late or after the end as well.

    An answer to a question to a circle is kept there; after its end that raises Conflict, and the words stay in the form.
    """
    require(by.role, Role.EMPLOYEE)
    said = checked_answer(text)
    now = services.now()
    with services.database.begin() as session:
        question = waiting.held(session, ping_id)  # before its inquiry
        inquiry, ping = state_of.to_me(session, ping_id, by)
        if ping.state == ANSWERED:
            if ping.answer == said:
                return  # the form, sent twice
            raise _answered()
        if question is not None:
            experts.answered(services, session, question, ping, said)
            return
        state_of.give_up(ping, ANSWERED, now)
        ping.answer, ping.may_be_kept = said, may_be_kept
        if inquiry.state not in OVER:
            inquiry.state, inquiry.next_id = ANSWERED, None
        state_of.redraw(services, session, inquiry, [ping])
        state_of.tell(services, session, inquiry, ping)
        act = Act(by.id, "inquiry.answered", f"inquiry:{inquiry.id}")
        audit.note(session, now, act, after={"may_be_kept": may_be_kept})


def decline(services: Services, ping_id: int, instead: str = "", *, by: Asker) -> None:
    """Give a question back, with or without naming (Slack user id) who knows better."""
    require(by.role, Role.EMPLOYEE)
    if instead:
        people.get_to_know(services, [instead])
    with services.database.begin() as session:
        if instead:
            expert_of(session, instead, "instead")
        question = waiting.held(session, ping_id)  # after profiles, before its inquiry
        inquiry, ping = state_of.to_me(session, ping_id, by)
        if instead in (by.id, inquiry.asked_by):
            raise Invalid("Choose somebody else than yourself and the person who asks.", field="instead")
        ping.suggested = instead
        _give_back(services, session, question, inquiry, ping, DECLINED)
        act = Act(by.id, "inquiry.declined", f"inquiry:{inquiry.id}")
        audit.note(session, services.now(), act, after={"instead": instead})
    soon(services, inquiry.id)


def not_now(services: Services, ping_id: int, pause: Pause | None = None, *, by: Asker) -> None:
    """Give a question back for lack of time; with a pause nobody asks them anything before its day."""
    require(by.role, Role.EMPLOYEE)
    now = services.now()
    until = _checked_day(pause.until, now, by) if pause else None
    with services.database.begin() as session:
        if until is not None:
            profile = profiles.made_for_user(session, by.id)
            profile.away_until, profile.version = until, profile.version + 1
        question = waiting.held(session, ping_id)
        inquiry, ping = state_of.to_me(session, ping_id, by)
        _give_back(services, session, question, inquiry, ping, LATER)
        act = Act(by.id, "inquiry.postponed", f"inquiry:{inquiry.id}")
        audit.note(session, now, act, after={"until": until.isoformat() if until else ""})
        if until is not None:
            services.memory.changed(session, profile_index.BODY)
    soon(services, inquiry.id)


def _give_back(
    services: Services, session: Session, question: Question | None, inquiry: Inquiry, ping: Ping, state: str
) -> None:
    if inquiry.state in OVER:
        raise state_of.over()
    if ping.state != WAITING:
        raise _given_back()
    state_of.give_up(ping, state, services.now())
    state_of.pass_on(inquiry, inquiries.pings(session, inquiry.id))
    state_of.redraw(services, session, inquiry, [ping])
    waiting.is_given_up(services, session, question, ping)


def _checked_day(until: date | None, now: datetime, by: Asker) -> date:
    today = now.astimezone(zone(by.reader.timezone)).date()
    if until is None or not today < until <= today + LONGEST_PAUSE:
        raise Invalid("Choose a day from tomorrow on, within a year.", field="until")
    return until


def _answered() -> Conflict:
    return Conflict("You have answered this already: your message shows the answer.")


def _given_back() -> Conflict:
    return Conflict("You have given this question back already. You can still answer it.")
