"""What the experts who were asked in person see of a question: it follows every change, and ends when the question ends."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot import inquiries_state as inquiry_states
from bot.questions.kinds import OVER, SOLVED
from storage.models import Question


def follow(session: Session, question: Question, now: datetime) -> None:
    """Bring the inquiry of a held question in line with it: its words, and its end. Waiting experts are asked no more then."""
    if question.inquiry_id is None:
        return
    inquiry, pings = inquiry_states.held(session, question.inquiry_id)
    inquiry.question = question.text
    if question.state in OVER and inquiry.state not in inquiry_states.OVER:
        ended_as = inquiry_states.SOLVED if question.state == SOLVED else inquiry_states.STOPPED
        inquiry_states.end(inquiry, pings, ended_as, now)


def said_anew(session: Session, question: Question, by: str, before: str, text: str) -> None:
    """Let an expert's card of a held question say what they say now, where it says what they said before."""
    if question.inquiry_id is None:
        return
    _inquiry, pings = inquiry_states.held(session, question.inquiry_id)
    for ping in pings:
        if ping.user_id == by and ping.answer == before:
            ping.answer = text


def forget_answers(session: Session, question: Question) -> None:
    """Take away what experts have answered in person to a held question that is taken back."""
    if question.inquiry_id is not None:
        _inquiry, pings = inquiry_states.held(session, question.inquiry_id)
        for ping in pings:
            ping.answer = ""
