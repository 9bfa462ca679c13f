"""The queries about what answers mean: which texts nobody has read for it yet, and the vectors of those that search may find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, select
from sqlalchemy.orm import Session

from storage.models import AnswerMeaning, AnswerText, TextTerms
from storage.upsert import insert

_KIND = "answer"
"""Of the search terms: an answer without them is found by nobody."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A text to be read for what it means."""

    id: int
    question: str
    text: str


def unread(session: Session, most: int) -> list[Unread]:
    """Return some of the texts that search may find and whose meaning is not known, the oldest first."""
    query = _unread(AnswerText.id, AnswerText.question, AnswerText.text).order_by(AnswerText.id)
    return [Unread(*row) for row in session.execute(query.limit(most))]


def count_unread(session: Session) -> int:
    """Return how many such texts there are."""
    return session.scalar(_unread(func.count())) or 0


def every(session: Session, language: str) -> list[tuple[int, bytes]]:
    """Return the vector of each text of a language that search may find, with the id of its answer; empty is every language."""
    query = (
        select(AnswerText.answer_id, AnswerMeaning.vector)
        .join(AnswerMeaning, AnswerMeaning.text_id == AnswerText.id)
        .join(TextTerms, _is_found())
    )
    if language:
        query = query.where(AnswerText.language == language)
    return [(row[0], row[1]) for row in session.execute(query)]


def store(session: Session, vectors: Mapping[Unread, bytes]) -> None:
    """Store what texts mean; a text that was changed or deleted since it was read stays unread."""
    ids = sorted(one.id for one in vectors)
    said = select(AnswerText.id, AnswerText.question, AnswerText.text).where(AnswerText.id.in_(ids))
    still = {Unread(*row) for row in session.execute(said.order_by(AnswerText.id).with_for_update(key_share=True))}
    values = [{"text_id": one.id, "vector": vectors[one]} for one in vectors if one in still]
    if values:
        session.execute(insert(session, AnswerMeaning).on_conflict_do_nothing(), values)


def forget(session: Session, answer_ids: Iterable[int]) -> None:
    """Forget what the texts of answers meant, because they may say something else now."""
    texts = select(AnswerText.id).where(AnswerText.answer_id.in_(list(answer_ids)))
    session.execute(delete(AnswerMeaning).where(AnswerMeaning.text_id.in_(texts)))


def _unread(*columns: Any) -> Select[Any]:
    joined = select(*columns).select_from(AnswerText).join(TextTerms, _is_found())
    known = joined.outerjoin(AnswerMeaning, AnswerMeaning.text_id == AnswerText.id)
    return known.where(AnswerMeaning.text_id.is_(None))


def _is_found() -> ColumnElement[bool]:
    return and_(TextTerms.kind == _KIND, TextTerms.record_id == AnswerText.answer_id)
