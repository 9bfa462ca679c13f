"""People in questions and in the answer bank: their own part is taken away, and where answers name them is listed."""

from __future__ import annotations

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from storage.models import (
    Answer,
    AnswerText,
    AnswerUse,
    AnswerVersion,
    Closing,
    Contribution,
    Correction,
    CorrectionList,
    DirectWord,
    FreshnessList,
    Helper,
    Ping,
    Question,
    Record,
)
from storage.privacy import Traces, may_name, texts

BANK: tuple[type[Record], ...] = (Answer, AnswerText, AnswerVersion)
"""What the organisation answers in public: a name there is somebody's decision, and an erasure does not change it."""


def questions_of(session: Session, user_id: str) -> list[int]:
    """Return the ids of what somebody has asked their colleagues."""
    return list(session.scalars(select(Question.id).where(Question.asked_by == user_id).order_by(Question.id)))


def questions_with(session: Session, user_id: str) -> list[int]:
    """Return the ids of the questions in which somebody has a part: they answered, accepted, replied, or were asked in person."""
    given = select(Contribution.question_id).where(Contribution.by == user_id)
    asked = select(Question.id).join(Ping, Ping.inquiry_id == Question.inquiry_id).where(Ping.user_id == user_id)
    did = select(Question.id).where(or_(Question.solved_by == user_id, Question.replied_by == user_id))
    return sorted(set(session.scalars(given)) | set(session.scalars(asked)) | set(session.scalars(did)))


def empty_answers(session: Session, user_id: str) -> None:
    """Take the words out of what somebody answered; accepted answers stay counted, as those of somebody."""
    own = Contribution.by == user_id
    session.execute(update(Contribution).where(own).values(text=""))
    session.execute(update(Contribution).where(own, Contribution.state == "given").values(state="deleted"))


def drop(session: Session, user_id: str) -> list[str]:
    """Delete what is somebody's alone, and let their answers of the bank be nobody's.

    Returns the links of their public replies that still wait to be corrected.
    """
    query = (
        select(AnswerUse.link)
        .join(Correction, Correction.use_id == AnswerUse.id)
        .join(CorrectionList, CorrectionList.id == Correction.list_id)
        .where(CorrectionList.user_id == user_id, Correction.state == "open")
    )
    waiting = list(dict.fromkeys(session.scalars(query.order_by(AnswerUse.id))))
    for record in (Closing, DirectWord, Helper, FreshnessList, CorrectionList):
        session.execute(delete(record).where(record.user_id == user_id))
    session.execute(update(Answer).where(Answer.owner == user_id).values(owner=""))
    session.expire_all()
    return waiting


def named_in(session: Session, traces: Traces) -> list[int]:
    """Return the ids of the answers of the bank, former versions counted, in which somebody is still named."""
    pattern = traces.pattern()
    found: set[int] = set()
    for record in BANK:
        for row in session.scalars(select(record).where(may_name(record, traces.telling))):
            if any(pattern.search(text) for text in texts(record, row)):
                found.add(row.id if isinstance(row, Answer) else row.answer_id)  # type: ignore[attr-defined]
    return sorted(found)
