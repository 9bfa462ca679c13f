"""Experts who were asked in person, as their question waits for them: until they answer anywhere, and until nobody is left.

Whoever holds a ping's question does so before the ping's inquiry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import inquiries_state as inquiry_states
from bot.questions import deciders, states
from bot.questions.kinds import OPEN
from storage import contributions, inquiries
from storage.models import Contribution, Ping, Question

if TYPE_CHECKING:
    from bot.services import Services


def held(session: Session, ping_id: int) -> Question | None:
    """Return and hold the question to a circle that an expert is asked; None when it is a question of its own."""
    question_id = inquiries.question_of_ping(session, ping_id)
    return None if question_id is None else states.held(session, question_id)


def has_answered(services: Services, session: Session, question: Question, given: Contribution) -> None:
    """Wait no more for whoever has answered a held question: in its thread and by its button as in their direct messages."""
    if question.inquiry_id is None:
        return
    _inquiry, pings = inquiry_states.held(session, question.inquiry_id)
    for ping in pings:
        is_answered = ping.state == inquiry_states.ANSWERED and ping.answer
        if ping.user_id == given.by and not is_answered:
            inquiry_states.give_up(ping, inquiry_states.ANSWERED, services.now())
            ping.answer = given.text


def is_given_up(services: Services, session: Session, question: Question | None, ping: Ping) -> None:
    """Tell whoever asked experts alone once nobody is left, after one of them was given up; the question is held, or None.

    Where the deadline has ended the wait, that tells them: nobody hears one thing twice.
    """
    if question is None or question.place or question.state != OPEN or question.inquiry_id is None:
        return
    now = services.now()
    if question.needed_by is not None and ping.sent_at < question.needed_by <= now:
        return
    session.flush()
    is_alone = inquiry_states.is_alone(inquiries.pings(session, question.inquiry_id))
    if is_alone and not contributions.is_answered(session, question):
        question.version += 1
        states.redraw(services, session, question)
        deciders.tell(services, session, question, ring=True, anew=True)
