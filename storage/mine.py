"""What somebody asked, answered, reported and entered, the newest first: for themselves to see what came of it."""

from __future__ import annotations

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from storage.models import AnswerReport, AuditEntry, Contribution, Mention, PlanItem, Question

_SHOWN = Question.state != "removed"


def asked(session: Session, user_id: str, most: int) -> list[Question]:
    """Return the newest questions of somebody, those taken back left out."""
    query = select(Question).where(Question.asked_by == user_id, _SHOWN)
    return list(session.scalars(query.order_by(Question.asked_at.desc(), Question.id.desc()).limit(most)))


def answered(session: Session, user_id: str, most: int) -> list[tuple[Question, Contribution]]:
    """Return the newest questions of others that somebody answered, with their last answer; an accepted one goes before it."""
    is_accepted = Contribution.state == "accepted"
    mine = select(
        func.coalesce(func.max(Contribution.id).filter(is_accepted), func.max(Contribution.id)).label("id")
    ).where(Contribution.by == user_id, Contribution.state != "deleted")
    chosen = mine.group_by(Contribution.question_id).subquery()
    query = (
        select(Question, Contribution)
        .join(Contribution, Contribution.question_id == Question.id)
        .join(chosen, chosen.c.id == Contribution.id)
        .where(Question.asked_by != user_id, _SHOWN)
        .order_by(Contribution.at.desc(), Contribution.id.desc())
    )
    return [(question, given) for question, given in session.execute(query.limit(most))]


def reported(session: Session, user_id: str, most: int) -> list[AnswerReport]:
    """Return the newest reports of somebody that an answer is outdated or wrong."""
    query = select(AnswerReport).where(AnswerReport.by == user_id)
    return list(session.scalars(query.order_by(AnswerReport.at.desc(), AnswerReport.id.desc()).limit(most)))


def planned(session: Session, user_id: str, most: int) -> list[PlanItem]:
    """Return the newest of what somebody put into the plan, but for replies; of a series only the first."""
    is_first = or_(PlanItem.series_id.is_(None), PlanItem.key.not_like("series:%"))
    query = select(PlanItem).where(PlanItem.made_by == user_id, is_first, PlanItem.kind != "reply")
    return list(session.scalars(query.order_by(PlanItem.made_at.desc(), PlanItem.id.desc()).limit(most)))


def entered(session: Session, user_id: str, most: int) -> list[Mention]:
    """Return the newest mentions that somebody entered or gave a tip of; the audit log knows them by who did it."""
    query = select(AuditEntry.subject).where(
        AuditEntry.who == user_id, AuditEntry.what.in_(("mention.entered", "mention.tipped"))
    )
    subjects = session.scalars(query.order_by(AuditEntry.id.desc()).limit(2 * most))
    ids = {int(subject.removeprefix("mention:")) for subject in subjects}
    found = select(Mention).where(Mention.id.in_(ids)).order_by(Mention.seen_at.desc(), Mention.id.desc())
    return list(session.scalars(found.limit(most)))
