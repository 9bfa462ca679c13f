"""Finding answers and questions by their terms: SQLite's FTS5 and PostgreSQL's tsvector propose, the rules above decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from storage import closed_answers
from storage.expression import Expression, for_fts5, for_tsquery, is_sayable
from storage.models import Answer, AnswerText, Card, Contribution, Person, Place, Question, TextTerms

_RANKED = 20_000
"""Matches that are ranked."""
_IN_FTS5 = text(
    """
    SELECT kind, record_id, asked, told, about FROM (
        SELECT id, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY points, id) AS place FROM (
            SELECT rowid AS found, bm25(text_search, 10, 3, 6) AS points FROM text_search WHERE text_search MATCH :query
            LIMIT :ranked
        ) AS seen JOIN text_terms ON text_terms.id = seen.found
    ) AS placed JOIN text_terms USING (id) WHERE place <= :most
    """
)
_IN_TSVECTOR = text(
    """
    SELECT kind, record_id, asked, told, about FROM (
        SELECT id, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY points DESC, id) AS place FROM (
            SELECT id, kind, ts_rank('{0.1, 0.6, 0.3, 1}', document, CAST(:query AS tsquery)) AS points FROM text_terms
            WHERE document @@ CAST(:query AS tsquery) LIMIT :ranked
        ) AS seen
    ) AS placed JOIN text_terms USING (id) WHERE place <= :most
    """
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that matches, with the terms to judge it by."""

    kind: str
    record_id: int
    asked: str
    told: str
    about: str


def candidates(session: Session, wanted: Expression, *, most: int) -> Mapping[str, Sequence[Candidate]]:
    """Return the likeliest rows that match, by kind, at most so many of each."""
    found: dict[str, list[Candidate]] = defaultdict(list)
    if is_sayable(wanted):
        is_postgresql = session.get_bind().dialect.name == "postgresql"
        query = for_tsquery(wanted) if is_postgresql else for_fts5(wanted, best="asked")
        statement = _IN_TSVECTOR if is_postgresql else _IN_FTS5
        for row in session.execute(statement, {"query": query, "ranked": _RANKED, "most": most}):
            found[row[0]].append(Candidate(*row))
    return found


def rows(session: Session, kind: str, record_ids: Iterable[int]) -> list[Candidate]:
    """Return the rows of records with the terms to judge them by; none of a record that may not be found."""
    columns = (TextTerms.kind, TextTerms.record_id, TextTerms.asked, TextTerms.told, TextTerms.about)
    query = select(*columns).where(TextTerms.kind == kind, TextTerms.record_id.in_(list(record_ids)))
    return [Candidate(*row) for row in session.execute(query.order_by(TextTerms.record_id))]


def size(session: Session) -> int:
    """Return how many rows there are."""
    return session.scalar(select(func.count()).select_from(TextTerms)) or 0


def answers(session: Session, answer_ids: Iterable[int]) -> list[tuple[Answer, AnswerText, str]]:
    """Return answers that are not withdrawn, each with one of its texts and the name of its owner, as far as it is known."""
    query = (
        select(Answer, AnswerText, func.coalesce(Person.name, ""))
        .join(AnswerText, AnswerText.answer_id == Answer.id)
        .outerjoin(Person, Person.id == Answer.owner)
        .where(Answer.id.in_(list(answer_ids)), Answer.withdrawn_at.is_(None))
        .order_by(Answer.id, AnswerText.language)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def questions(session: Session, kind: str, question_ids: Iterable[int]) -> list[tuple[Question, str, int]]:
    """Return questions, each with the timestamp of its card of a kind (empty while there is none) and how many answered."""
    given = (
        select(func.count())
        .where(Contribution.question_id == Question.id, closed_answers.count())
        .correlate(Question)
        .scalar_subquery()
    )
    card = (
        select(Card.ts)
        .join(Place, Place.id == Card.place_id)
        .where(Card.kind == kind, Card.record_id == Question.id, Place.address == Question.place)
        .where(Card.removed_at.is_(None))
        .correlate(Question)
        .limit(1)
        .scalar_subquery()
    )
    query = select(Question, func.coalesce(card, ""), given).where(
        Question.id.in_(list(question_ids)),
        Question.state.in_(("open", "solved")),
        closed_answers.is_findable(),
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]
