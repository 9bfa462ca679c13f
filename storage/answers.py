"""The queries of the answer bank: answers, what they say in each language, their versions, and lists of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, exists, false, func, not_, or_, select
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.models import Answer, AnswerText, AnswerUse, AnswerVersion
from storage.upsert import insert

_IN_USE = Answer.withdrawn_at.is_(None)
_PROPOSED = and_(_IN_USE, Answer.visibility == "desk", Answer.owner == "")
_APPROVED = and_(_IN_USE, not_(_PROPOSED))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which answers a list has: all, mine, due, owes (a language), proposed or withdrawn; words that all stand in them.

    Who does not see everything gets what is for the whole house, what they keep and what they proposed.
    """

    show: str = "all"
    language: str = ""
    words: tuple[str, ...] = ()
    user_id: str = ""
    sees_all: bool = False
    due_before: date | None = None
    """Answers whose last day is earlier are due."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many answers in use there are, how many are due, how many of those one person keeps, and how many wait for approval."""

    all: int = 0
    due: int = 0
    mine_due: int = 0
    proposed: int = 0


def find(session: Session, answer_id: int) -> Answer | None:
    """Return an answer, a withdrawn one too; None when there is none with this id."""
    return session.get(Answer, answer_id)


def locked(session: Session, answer_id: int) -> Answer | None:
    """Return an answer as it is now and hold it until the transaction ends."""
    return session.get(Answer, answer_id, with_for_update=True, populate_existing=True)


def by_key(session: Session, key: str) -> Answer | None:
    """Return the answer that a form or a file has made."""
    return session.scalar(select(Answer).where(Answer.key == key))


def many(session: Session, answer_ids: Collection[int]) -> dict[int, Answer]:
    """Return answers by id, withdrawn ones too."""
    found: dict[int, Answer] = {}
    for chunk in chunks(answer_ids):
        found |= {answer.id: answer for answer in session.scalars(select(Answer).where(Answer.id.in_(chunk)))}
    return found


def held(session: Session, answer_ids: Collection[int]) -> dict[int, Answer]:
    """Return answers by id as they are now, and hold them until the transaction ends; at most some hundreds."""
    query = select(Answer).where(Answer.id.in_(answer_ids)).order_by(Answer.id).with_for_update()
    return {answer.id: answer for answer in session.scalars(query.execution_options(populate_existing=True))}


def in_use(session: Session) -> list[int]:
    """Return the ids of all answers that are not withdrawn, the oldest first."""
    return list(session.scalars(select(Answer.id).where(_IN_USE).order_by(Answer.id)))


def keys(session: Session) -> dict[str, int]:
    """Return the id of every answer, withdrawn ones too, by the key that made it."""
    return {key: answer_id for key, answer_id in session.execute(select(Answer.key, Answer.id))}  # noqa: C416 - rows


def asked(session: Session) -> list[tuple[int, str, str]]:
    """Return id, language and question of every text of the answers in use, the oldest first."""
    query = select(AnswerText.answer_id, AnswerText.language, AnswerText.question).join(Answer).where(_IN_USE)
    return [(row[0], row[1], row[2]) for row in session.execute(query.order_by(AnswerText.answer_id))]


def of_question(session: Session, question_id: int) -> Answer | None:
    """Return the answer in use that came from a question to colleagues."""
    query = select(Answer).where(Answer.question_id == question_id, _IN_USE)
    return session.scalars(query.order_by(Answer.id)).first()


def add_many(session: Session, rows: Sequence[Mapping[str, Any]]) -> dict[str, Answer]:
    """Add answers and return them by key; one whose form or row has made it already is left out, and stays as it is."""
    made = insert(session, Answer).on_conflict_do_nothing(index_elements=["key"]).returning(Answer)
    return {answer.key: answer for answer in session.scalars(made, [dict(row) for row in rows])} if rows else {}


def texts(session: Session, answer_id: int) -> dict[str, AnswerText]:
    """Return what an answer says, by language, as it is now."""
    return texts_of(session, [answer_id]).get(answer_id, {})


def texts_of(session: Session, answer_ids: Collection[int]) -> dict[int, dict[str, AnswerText]]:
    """Return what answers say, by id and language."""
    found: dict[int, dict[str, AnswerText]] = {}
    for chunk in chunks(answer_ids):
        query = select(AnswerText).where(AnswerText.answer_id.in_(chunk)).order_by(AnswerText.id)
        for text in session.scalars(query.execution_options(populate_existing=True)):
            found.setdefault(text.answer_id, {})[text.language] = text
    return found


def put_texts(session: Session, rows: Sequence[Mapping[str, Any]], gone: Iterable[tuple[int, str]]) -> None:
    """Let answers, which the caller holds, say questions and texts by language, and those that are `gone` no more."""
    session.flush()
    for answer_id, language in gone:
        session.execute(delete(AnswerText).where(AnswerText.answer_id == answer_id, AnswerText.language == language))
    if rows:
        added = insert(session, AnswerText)
        new = {"question": added.excluded.question, "text": added.excluded.text}
        said = added.on_conflict_do_update(index_elements=["answer_id", "language"], set_=new)
        session.connection().execute(said, [dict(row) for row in rows])


def add_versions(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep what answers are at their versions."""
    if rows:
        session.connection().execute(insert(session, AnswerVersion), [dict(row) for row in rows])


def version(session: Session, answer_id: int, number: int) -> AnswerVersion | None:
    """Return what an answer was at one version."""
    return session.scalar(
        select(AnswerVersion).where(AnswerVersion.answer_id == answer_id, AnswerVersion.version == number)
    )


def versions(session: Session, answer_id: int, page: slice) -> list[AnswerVersion]:
    """Return versions of an answer, the newest first."""
    query = select(AnswerVersion).where(AnswerVersion.answer_id == answer_id).order_by(AnswerVersion.version.desc())
    return list(session.scalars(query.offset(page.start).limit(page.stop - page.start)))


def used(session: Session, answer_id: int) -> tuple[int, datetime | None]:
    """Return how often an answer was of use, and when last."""
    query = select(func.count(), func.max(AnswerUse.at)).where(AnswerUse.answer_id == answer_id)
    count, last = session.execute(query).one()
    return count, last


def listed(session: Session, wanted: Wanted, page: slice) -> tuple[list[Answer], int]:
    """Return a page of answers and how many there are in all: what ends first in front where they are due, else the newest."""
    fits = _fits(wanted)
    total = session.scalar(select(func.count()).select_from(Answer).where(*fits)) or 0
    query = select(Answer).where(*fits)
    if wanted.show == "due":
        query = query.order_by(Answer.valid_until)
    query = query.order_by(Answer.changed_at.desc(), Answer.id.desc())
    return list(session.scalars(query.offset(page.start).limit(page.stop - page.start))), total


def among(session: Session, wanted: Wanted, answer_ids: Collection[int]) -> list[Answer]:
    """Return those of some answers that a list has, in the order given; at most some hundreds."""
    known = {
        answer.id: answer for answer in session.scalars(select(Answer).where(Answer.id.in_(answer_ids), *_fits(wanted)))
    }
    return [known[answer_id] for answer_id in answer_ids if answer_id in known]


def counts(session: Session, user_id: str, due_before: date) -> Counts:
    """Return the figures of the bank, and of what one person keeps."""
    is_due = and_(_APPROVED, Answer.valid_until < due_before)
    figures = (
        func.count(case((_APPROVED, 1))),
        func.count(case((is_due, 1))),
        func.count(case((and_(is_due, Answer.owner == user_id), 1))),
        func.count(case((_PROPOSED, 1))),
    )
    return Counts(*session.execute(select(*figures).select_from(Answer)).one())


def _fits(wanted: Wanted) -> list[ColumnElement[bool]]:
    mine = or_(Answer.owner == wanted.user_id, and_(_PROPOSED, Answer.made_by == wanted.user_id))
    shows: dict[str, list[ColumnElement[bool]]] = {
        "all": [_APPROVED],
        "mine": [_IN_USE, mine],
        "due": [_APPROVED, Answer.valid_until < wanted.due_before],
        "owes": [_APPROVED, ~_says_in(wanted.language)],
        "proposed": [_PROPOSED],
        "withdrawn": [Answer.withdrawn_at.is_not(None)],
    }
    others = and_(Answer.visibility == "house", _IN_USE)
    seen = [] if wanted.sees_all else [or_(mine, others)]
    return [*shows.get(wanted.show, [false()]), *seen, *(_has(word) for word in wanted.words)]


def _says_in(language: str) -> ColumnElement[bool]:
    return exists().where(AnswerText.answer_id == Answer.id, AnswerText.language == language, AnswerText.text != "")


def _has(word: str) -> ColumnElement[bool]:
    # SQLite folds the letters of ASCII only, so every way of writing a word is asked for.
    ways = sorted({word, word.lower(), word.upper(), word.capitalize()})
    said = (column.contains(way, autoescape=True) for way in ways for column in (AnswerText.question, AnswerText.text))
    return exists().where(AnswerText.answer_id == Answer.id, or_(*said))
