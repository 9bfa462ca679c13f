"""What the experts who were asked in person see of a question: it follows every change, and ends when the question ends."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot import inquiries_state as inquiry_states
from bot.questions.kinds import OPEN, OVER, SOLVED
from storage.models import Question


def follow(session: Session, question: Question, now: datetime) -> None:
    """Bring the inquiry of a held question in line with it: its words, and its end. Waiting experts are asked no more then.

    Whoever is given up because of the deadline alone is waited for again when there is more time.
    """
    if question.inquiry_id is None:
        return
    inquiry, pings = inquiry_states.held(session, question.inquiry_id)
    inquiry.question = question.text
    if question.state in OVER and inquiry.state not in inquiry_states.OVER:
        ended_as = inquiry_states.SOLVED if question.state == SOLVED else inquiry_states.STOPPED
        inquiry_states.end(inquiry, pings, ended_as, now)
    if question.state == OPEN and (question.needed_by is None or question.needed_by > now):
        for ping in pings:
            if ping.state == inquiry_states.SILENT and ping.due_at > now:
                ping.state, ping.ended_at = inquiry_states.WAITING, None


def again(session: Session, question: Question) -> None:
    """Let the experts of a held question that is open again answer it again; nobody is waited for, and nobody is rung again."""
    if question.inquiry_id is None:
        return
    inquiry, _pings = inquiry_states.held(session, question.inquiry_id)
    if inquiry.state in inquiry_states.OVER:
        inquiry.state, inquiry.ended_at = inquiry_states.CIRCLE, None


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
