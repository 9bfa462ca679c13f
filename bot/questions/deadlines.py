"""The time a question has: one nudge when half of it is gone without an answer, and the asker's decision when it is over.

What is due stands in one column, `next_at`; each look holds the question, so two processes do it once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import places, working_hours
from bot.audit import Act
from bot.errors import Conflict, Invalid
from bot.people import Asker
from bot.questions import closed, closings, deciders, states
from bot.questions.draft import checked_moment
from bot.questions.kinds import CLOSED, HOUSE, OPEN, QUESTION_NUDGE
from bot.roles import Role, require
from storage import contributions, questions, questions_left
from storage.models import Question

if TYPE_CHECKING:
    from bot.services import Services

_AT_ONCE = 50
_A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Wider:
    """A question that goes to the whole house; `channel` is where that talks."""

    question: Question
    channel: str


def look_after(services: Services) -> None:
    """Look at the questions whose half time or deadline has come. Runs by the clock, in any number of processes."""
    now = services.now()
    working_hours.read_calendar(now)
    while True:
        with services.database.read() as session:
            due = contributions.due(session, now, _AT_ONCE)
        for question_id in due:
            with services.database.begin() as session:
                _look_at(services, session, question_id, now)
        if len(due) < _AT_ONCE:
            return


def to_decide(services: Services, question_id: int, *, by: Asker) -> Question:
    """Return an open question for the forms that extend or close it."""
    with deciders.deciding(services, question_id, by) as (session, question):
        deciders.must_be_open(session, question, by)
        return question


def extend(services: Services, question_id: int, moment: datetime | None, *, by: Asker) -> None:
    """Give a question more time. Raises Invalid (field "needed_by")."""
    now = services.now()
    if moment is None:
        raise Invalid("Choose until when you need the answer.", field="needed_by")
    checked_moment(moment, now)
    with deciders.deciding(services, question_id, by) as (session, question):
        deciders.must_be_open(session, question, by)
        if question.needed_by == moment and not question.is_due:
            return  # the form, sent twice
        states.set_deadline(question, moment, now)
        act = Act(by.id, "question.extended", states.subject(question))
        states.changed(services, session, question, now, act, needed_by=moment.isoformat())


def close(services: Services, question_id: int, *, by: Asker) -> None:
    """Close a question without an accepted answer; whoever answered hears it once."""
    now = services.now()
    with deciders.deciding(services, question_id, by) as (session, question):
        if question.state == CLOSED:
            return
        deciders.must_be_open(session, question, by)
        question.state, question.ended_at, question.next_at, question.is_due = CLOSED, now, None, False
        act = Act(by.id, "question.closed", states.subject(question))
        states.changed(services, session, question, now, act)
        closings.tell(services, session, question)


def to_widen(services: Services, question_id: int, *, by: Asker) -> Wider:
    """Return a question that can go to the whole house. Raises Conflict when it stands there already."""
    with deciders.deciding(services, question_id, by) as (session, question):
        deciders.must_be_open(session, question, by)
        return Wider(question, _wider(services, question))


def widen(services: Services, question_id: int, moment: datetime | None = None, *, by: Asker) -> None:
    """Show a question to the whole house as well; answers in both threads count. `moment` is the new deadline, if any.

    Raises Invalid (field "needed_by") and what `places.room` raises when the bot may not write there.
    """
    now = services.now()
    require(by.role, Role.EMPLOYEE)
    checked_moment(moment, now)
    channel = services.settings.house_channel
    room = places.room(services, channel, "needed_by") if channel else None
    with deciders.deciding(services, question_id, by) as (session, question):
        deciders.must_be_open(session, question, by)
        if question.circle == HOUSE and question.place == channel and question.needed_by == moment:
            return  # the form, sent twice
        place = _wider(services, question)
        closed.leave(question, now)
        question.place, question.circle = place, HOUSE
        question.is_closed_circle = room is not None and room.is_sure and room.is_private
        states.set_deadline(question, moment or states.ahead(question, now), now)
        act = Act(by.id, "question.widened", states.subject(question))
        states.changed(services, session, question, now, act, place=question.place)
        states.show(services, session, question)


def _wider(services: Services, question: Question) -> str:
    channel = services.settings.house_channel
    if not channel:
        raise Conflict("There is no channel of the whole house. Give the question more time, or close it.")
    if question.place == channel:
        raise Conflict("The whole house is asked already. Give the question more time, or close it.")
    return channel


def _look_at(services: Services, session: Session, question_id: int, now: datetime) -> None:
    question = questions.locked(session, question_id)
    if question is None or question.next_at is None or question.next_at > now:
        return  # another process has looked
    if question.state != OPEN or question.needed_by is None:
        question.next_at = None
    elif now >= question.needed_by:
        question.next_at, question.is_due = None, True
        question.version += 1
        states.redraw(services, session, question)
        deciders.tell(services, session, question, ring=True, anew=True)
    else:
        _half_time(services, session, question, now)


def _half_time(services: Services, session: Session, question: Question, now: datetime) -> None:
    """Nudge the circle once when nobody has answered, in working hours of the house; else look again at the deadline."""
    deadline = question.needed_by
    question.next_at = deadline
    if deadline is None or question.nudged_at is not None or not question.place:
        return
    if contributions.is_answered(session, question) or questions_left.is_archived(session, question.place):
        return
    opening = _opening(now, services.settings.timezone)
    if opening > now:
        question.next_at = min(opening, deadline)
        return
    question.nudged_at = now
    session.flush()
    services.messenger.show(session, QUESTION_NUDGE, question.id, question.place, asked_by=question.asked_by)


def _opening(now: datetime, timezone: str) -> datetime:
    """Return a moment itself when the house works then, else when it does next."""
    return working_hours.later(now, _A_MOMENT, timezone) - _A_MOMENT
