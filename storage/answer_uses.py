"""The queries about what answers were of use for: copied for a network, given in public, or the end of a search."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.models import AnswerUse
from storage.upsert import insert


def add(session: Session, values: Mapping[str, Any]) -> AnswerUse | None:
    """Note a use; None, and nothing done, when its key has been noted already."""
    made = insert(session, AnswerUse).values(dict(values)).on_conflict_do_nothing(index_elements=["key"])
    return session.scalars(made.returning(AnswerUse)).first()


def change(session: Session, key: str, by: str, values: Mapping[str, Any]) -> None:
    """Change what is known of one's own use."""
    session.execute(update(AnswerUse).where(AnswerUse.key == key, AnswerUse.by == by).values(dict(values)))


def last_network(session: Session, by: str) -> str:
    """Return the network for which somebody copied an answer last, empty when they never did."""
    own = select(AnswerUse.network).where(AnswerUse.by == by, AnswerUse.what == "copied", AnswerUse.network != "")
    return session.scalars(own.order_by(AnswerUse.id.desc()).limit(1)).first() or ""


def public_since(session: Session, answer_id: int, since: datetime) -> list[AnswerUse]:
    """Return the public replies that were made with an answer since a moment, the oldest first."""
    query = select(AnswerUse).where(
        AnswerUse.answer_id == answer_id, AnswerUse.what == "public", AnswerUse.link != "", AnswerUse.at >= since
    )
    return list(session.scalars(query.order_by(AnswerUse.id)))


def adopt(session: Session, question_id: int, answer_id: int, version: int) -> None:
    """Let the public reply to a question count as one with the answer that came of the question later."""
    alone = update(AnswerUse).where(AnswerUse.question_id == question_id, AnswerUse.answer_id.is_(None))
    session.execute(alone.values(answer_id=answer_id, version=version))


def corrected(session: Session, use_id: int, version: int) -> None:
    """Note that a public reply says by now what the answer said at a version."""
    session.execute(update(AnswerUse).where(AnswerUse.id == use_id).values(version=version))
