"""The queries about what the answer bank lacks: searches without a result, and questions that were asked more than once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from storage.models import Answer, Question, SearchGap, TextTerms
from storage.upsert import insert


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of an open circle of which no answer was saved, with its search terms."""

    question_id: int
    text: str
    state: str
    terms: frozenset[str]


def note(session: Session, values: dict[str, Any]) -> None:
    """Count a search without a result; the same terms again are the same gap, with the newest words."""
    made = insert(session, SearchGap).values(searches=1, **values)
    newest = {name: values[name] for name in ("words", "language", "last_at")}
    again = made.on_conflict_do_update(index_elements=["key"], set_={**newest, "searches": SearchGap.searches + 1})
    session.execute(again)


def forget(session: Session, key: str, few: int) -> bool:
    """Count a search without a result no more; one of so few goes with its words. False when there is none."""
    own = SearchGap.key == key
    gone = session.scalar(delete(SearchGap).where(own, SearchGap.searches <= few).returning(SearchGap.id))
    fewer = update(SearchGap).where(own).values(searches=SearchGap.searches - 1)
    return gone is not None or session.scalar(fewer.returning(SearchGap.id)) is not None


def most_sought(session: Session, since: datetime, most: int) -> tuple[list[SearchGap], int]:
    """Return what was sought in vain since a moment, the most often sought first, and how much that is in all."""
    total = session.scalar(select(func.count()).select_from(SearchGap).where(SearchGap.last_at >= since)) or 0
    query = select(SearchGap).where(SearchGap.last_at >= since)
    query = query.order_by(SearchGap.searches.desc(), SearchGap.last_at.desc(), SearchGap.id).limit(most)
    return list(session.scalars(query)), total


def asked(session: Session, since: datetime, most: int) -> list[Asked]:
    """Return the newest questions since a moment that may be found and of which no answer stands in the bank."""
    is_saved = exists().where(Answer.question_id == Question.id, Answer.withdrawn_at.is_(None))
    query = (
        select(Question.id, Question.text, Question.state, TextTerms.asked)
        .join(TextTerms, (TextTerms.record_id == Question.id) & (TextTerms.kind == "question"))
        .where(Question.asked_at >= since, Question.is_closed_circle.is_(False), ~is_saved)
        .order_by(Question.asked_at.desc(), Question.id.desc())
        .limit(most)
    )
    return [Asked(one, text, state, frozenset(terms.split())) for one, text, state, terms in session.execute(query)]
