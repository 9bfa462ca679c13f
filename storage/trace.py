"""What hangs together: mentions, the questions they led to, the answers that came of those, and where they were used."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from storage.models import (
    Answer,
    AnswerUse,
    AnswerVersion,
    Contribution,
    Mention,
    Ping,
    Question,
    Record,
    Sighting,
    WeeklyReport,
)

R = TypeVar("R", bound=Record)
MOST = 200
"""Rows of one kind that a chain is made of, the newest ones."""


def mentions(session: Session, ids: Collection[int]) -> list[Mention]:
    """Return mentions by id."""
    return _rows(session, Mention, Mention.id.in_(ids))


def questions(session: Session, ids: Collection[int], mention_ids: Collection[int]) -> list[Question]:
    """Return questions by id, and those that mentions led to; what was taken back has no chain."""
    wanted = or_(Question.id.in_(ids), Question.mention_id.in_(mention_ids))
    return _rows(session, Question, wanted & (Question.state != "removed"))


def answers(session: Session, ids: Collection[int], question_ids: Collection[int]) -> list[Answer]:
    """Return answers of the bank by id, and those that came of questions."""
    return _rows(session, Answer, or_(Answer.id.in_(ids), Answer.question_id.in_(question_ids)))


def contributions(session: Session, question_ids: Collection[int]) -> list[Contribution]:
    """Return what colleagues answered to questions and did not delete."""
    wanted = Contribution.question_id.in_(question_ids) & (Contribution.state != "deleted")
    return _rows(session, Contribution, wanted)


def pings(session: Session, inquiry_ids: Collection[int]) -> list[Ping]:
    """Return who was asked in person."""
    return _rows(session, Ping, Ping.inquiry_id.in_(inquiry_ids))


def versions(session: Session, answer_ids: Collection[int]) -> list[AnswerVersion]:
    """Return the versions of answers after the first."""
    return _rows(session, AnswerVersion, AnswerVersion.answer_id.in_(answer_ids) & (AnswerVersion.version > 1))


def uses(session: Session, answer_ids: Collection[int]) -> list[AnswerUse]:
    """Return the public replies that were made with answers of the bank."""
    wanted = AnswerUse.answer_id.in_(answer_ids) & (AnswerUse.what == "public")
    return _rows(session, AnswerUse, wanted)


def tips(session: Session, mention_ids: Collection[int]) -> list[Sighting]:
    """Return who gave a tip of mentions."""
    return _rows(session, Sighting, Sighting.mention_id.in_(mention_ids) & (Sighting.tipped_by != ""))


def reports(session: Session, weeks: Collection[date]) -> list[WeeklyReport]:
    """Return the reports of weeks, by their Mondays."""
    return _rows(session, WeeklyReport, WeeklyReport.week.in_(weeks))


def _rows(session: Session, record: type[R], wanted: ColumnElement[bool]) -> list[R]:
    key: Any = record
    return list(session.scalars(select(record).where(wanted).order_by(key.id.desc()).limit(MOST)))
