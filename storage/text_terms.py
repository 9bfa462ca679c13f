"""The queries that keep the search terms of answers and questions: what they are made of, what stands there, and storing it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from storage.closed_answers import is_findable
from storage.models import Answer, AnswerText, Question, TextTerms
from storage.upsert import insert

COLUMNS = ("asked", "told", "about")
"""The columns with terms."""
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """What an answer says in one language, or a question in its own; empty is unknown."""

    language: str
    question: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """What an answer or a question can be found by."""

    id: int
    wordings: tuple[Wording, ...]
    tags: tuple[str, ...] = ()
    when_to_use: str = ""
    visibility: str = ""


def of_answers(session: Session, answer_ids: Sequence[int]) -> list[Sources]:
    """Return those of these answers that search may find, held until the transaction ends.

    None that is withdrawn, and none that is only proposed: one for the desk alone that nobody keeps.
    """
    query = select(Answer.id, Answer.tags, Answer.when_to_use, Answer.visibility).where(
        Answer.id.in_(answer_ids),
        Answer.withdrawn_at.is_(None),
        or_(Answer.visibility != "desk", Answer.owner != ""),
    )
    held = session.execute(query.order_by(Answer.id).with_for_update(key_share=True)).all()
    texts: dict[int, list[Wording]] = defaultdict(list)
    said = select(AnswerText.answer_id, AnswerText.language, AnswerText.question, AnswerText.text)
    for answer_id, *wording in session.execute(
        said.where(AnswerText.answer_id.in_(answer_ids)).order_by(AnswerText.language)
    ):
        texts[answer_id].append(Wording(*wording))
    return [Sources(row[0], tuple(texts[row[0]]), tuple(row[1]), row[2], row[3]) for row in held]


def of_questions(session: Session, question_ids: Sequence[int]) -> list[Sources]:
    """Return those of these questions that search may find, held until the transaction ends.

    None that is over without a solution, none of a closed circle, none that only experts were asked. What the desk is asked in
    its own private channel is for the desk.
    """
    query = (
        select(Question.id, Question.language, Question.text, Question.is_closed_circle)
        .where(Question.id.in_(question_ids), Question.state.in_(("open", "solved")), Question.place != "")
        .where(is_findable())
        .order_by(Question.id)
        .with_for_update(key_share=True)
    )
    rows = session.execute(query)
    return [Sources(row[0], (Wording(row[1], row[2]),), visibility="desk" if row[3] else "") for row in rows]


def stored(session: Session, kind: str, record_ids: Sequence[int]) -> dict[int, Row]:
    """Return the terms that records have now, by record and column."""
    columns = [getattr(TextTerms, column) for column in COLUMNS]
    query = select(TextTerms.record_id, *columns).where(TextTerms.kind == kind, TextTerms.record_id.in_(record_ids))
    return {row[0]: dict(zip(COLUMNS, row[1:], strict=True)) for row in session.execute(query)}


def store(session: Session, kind: str, rows: Mapping[int, Row]) -> None:
    """Store the terms of records in place of those they had."""
    values = [{"kind": kind, "record_id": record_id, **rows[record_id]} for record_id in sorted(rows)]
    if not values:
        return
    added = insert(session, TextTerms)
    new = {column: added.excluded[column] for column in COLUMNS}
    session.connection().execute(added.on_conflict_do_update(index_elements=["kind", "record_id"], set_=new), values)


def drop(session: Session, kind: str, record_ids: Iterable[int]) -> None:
    """Take records out of search."""
    gone = list(record_ids)
    if gone:
        session.execute(delete(TextTerms).where(TextTerms.kind == kind, TextTerms.record_id.in_(gone)))
