"""The queries that delete what was kept long enough: questions, uses of answers, gaps and hints."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from storage.helping import NEVER
from storage.models import AnswerUse, HelpHint, Question, SearchGap

AT_ONCE = 200
"""Rows that one transaction takes."""


def old_questions(session: Session, before: datetime) -> list[int]:
    """Return the ids of questions that ended before a moment, or were asked before it and never ended."""
    last = func.coalesce(Question.ended_at, Question.asked_at)
    return list(session.scalars(select(Question.id).where(last < before).order_by(Question.id).limit(AT_ONCE)))


def remove_question(session: Session, question_id: int) -> None:
    """Delete a question with its answers and closings; uses of answers of the bank are kept without it."""
    of_bank = AnswerUse.answer_id.is_not(None)
    session.execute(update(AnswerUse).where(AnswerUse.question_id == question_id, of_bank).values(question_id=None))
    session.execute(delete(Question).where(Question.id == question_id))


def remove_gaps(session: Session, before: datetime) -> int:
    """Delete what was searched in vain before a moment and not since; returns how many rows went, AT_ONCE at most."""
    return _remove(session, SearchGap, SearchGap.last_at < before)


def remove_hints(session: Session, before: datetime) -> int:
    """Delete that suggestions were made before a moment, but not that somebody wants no more; returns how many rows went."""
    return _remove(session, HelpHint, (HelpHint.at < before) & (HelpHint.outcome != NEVER))


def remove_uses(session: Session, before: datetime) -> int:
    """Delete uses of answers before a moment; public replies stay as long as the answer. Returns how many rows went."""
    return _remove(session, AnswerUse, (AnswerUse.at < before) & (AnswerUse.what != "public"))


def _remove(session: Session, record: Any, which: ColumnElement[bool]) -> int:
    ids = list(session.scalars(select(record.id).where(which).order_by(record.id).limit(AT_ONCE)))
    if ids:
        session.execute(delete(record).where(record.id.in_(ids)))
    return len(ids)
