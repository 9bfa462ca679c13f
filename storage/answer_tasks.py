"""The queries about what people have to do for answers: reports, replies to correct, and lists of answers that end soon."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, exists, func, not_, select, union, update
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.models import (
    Answer,
    AnswerReport,
    AnswerUse,
    AnswerVersion,
    Correction,
    CorrectionList,
    FreshnessItem,
    FreshnessList,
)
from storage.upsert import insert


@dataclass(frozen=True, slots=True)
class Doubt:
    """A public reply in a list of corrections."""

    correction: Correction
    use: AnswerUse


def add_report(session: Session, values: dict[str, Any]) -> AnswerReport | None:
    """Add a report; None, and nothing done, when the same person has one about the answer that is open."""
    made = insert(session, AnswerReport).values(values).on_conflict_do_nothing().returning(AnswerReport)
    return session.scalars(made).first()


def report(session: Session, report_id: int, *, lock: bool = False) -> AnswerReport | None:
    """Return a report; with `lock`, as it is now and held until the transaction ends."""
    return session.get(AnswerReport, report_id, with_for_update=lock or None, populate_existing=lock)


def open_reports(session: Session, answer_id: int) -> list[AnswerReport]:
    """Return the reports about an answer that wait, held until the transaction ends."""
    waiting = select(AnswerReport).where(AnswerReport.answer_id == answer_id, AnswerReport.ended_at.is_(None))
    return list(session.scalars(waiting.order_by(AnswerReport.id).with_for_update()))


def list_of(session: Session, answer_id: int, address: str, now: datetime) -> CorrectionList:
    """Return the list of corrections of one person for an answer, made when there is none."""
    values = {"answer_id": answer_id, "user_id": address, "made_at": now}
    session.execute(insert(session, CorrectionList).values(values).on_conflict_do_nothing())
    wanted = CorrectionList.answer_id == answer_id, CorrectionList.user_id == address
    return session.scalars(select(CorrectionList).where(*wanted)).one()


def correction_list(session: Session, list_id: int) -> CorrectionList | None:
    """Return a list of corrections."""
    return session.get(CorrectionList, list_id)


def list_with(session: Session, correction_id: int) -> CorrectionList | None:
    """Return the list in which a correction stands."""
    return session.scalar(select(CorrectionList).join(Correction).where(Correction.id == correction_id))


def corrections_of(session: Session, answer_id: int) -> dict[int, Correction]:
    """Return the corrections of an answer's public replies by the use's id, held until the transaction ends."""
    query = select(Correction).join(CorrectionList).where(CorrectionList.answer_id == answer_id)
    return {one.use_id: one for one in session.scalars(query.with_for_update(of=Correction))}


def add_correction(session: Session, list_id: int, use_id: int, version: int, now: datetime) -> None:
    """Put a public reply on a list."""
    values = {"list_id": list_id, "use_id": use_id, "version": version, "state": "open", "made_at": now}
    session.execute(insert(session, Correction).values(values).on_conflict_do_nothing())


def correction(session: Session, correction_id: int) -> Correction | None:
    """Return a correction as it is now, held until the transaction ends."""
    return session.get(Correction, correction_id, with_for_update=True, populate_existing=True)


def doubts(session: Session, list_id: int) -> list[Doubt]:
    """Return the public replies of a list, the oldest first."""
    query = select(Correction, AnswerUse).join(AnswerUse).where(Correction.list_id == list_id)
    rows = session.execute(query.order_by(AnswerUse.at, Correction.id))
    return [Doubt(correction, use) for correction, use in rows]


def contents(session: Session, answer_id: int, versions: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return what an answer was at some versions."""
    query = select(AnswerVersion).where(AnswerVersion.answer_id == answer_id, AnswerVersion.version.in_(versions))
    return {one.version: one.content for one in session.scalars(query)} if versions else {}


def ending(session: Session, before: date) -> list[Answer]:
    """Return the answers in use whose last day is earlier, proposals left out, what ends first in front."""
    proposed = and_(Answer.visibility == "desk", Answer.owner == "")
    query = select(Answer).where(Answer.valid_until < before, Answer.withdrawn_at.is_(None), not_(proposed))
    return list(session.scalars(query.order_by(Answer.valid_until, Answer.id)))


def listed_already(session: Session, found: Sequence[Answer]) -> set[tuple[int, date, str]]:
    """Return which answers, for which last day, stand in whose lists; handed over counts as not listed."""
    listed: set[tuple[int, date, str]] = set()
    for chunk in chunks([answer.id for answer in found]):
        query = select(FreshnessItem.answer_id, FreshnessItem.valid_until, FreshnessList.user_id).join(FreshnessList)
        query = query.where(FreshnessItem.answer_id.in_(chunk), FreshnessItem.outcome != "handed")
        listed.update((answer_id, day, user_id) for answer_id, day, user_id in session.execute(query))
    return listed


def add_freshness_list(session: Session, user_id: str, day: date, now: datetime) -> int | None:
    """Make the list of one person for a day and return its id; None when it is made already, by another process too."""
    values = {"user_id": user_id, "day": day, "made_at": now}
    made = insert(session, FreshnessList).values(values).on_conflict_do_nothing().returning(FreshnessList.id)
    return session.scalar(made)


def add_freshness_items(session: Session, list_id: int, found: Sequence[Answer]) -> None:
    """Put answers on a list."""
    rows = [{"list_id": list_id, "answer_id": one.id, "valid_until": one.valid_until, "outcome": ""} for one in found]
    for chunk in chunks(rows):
        session.execute(insert(session, FreshnessItem).values(list(chunk)).on_conflict_do_nothing())


def freshness_list(session: Session, list_id: int) -> FreshnessList | None:
    """Return a list of answers that end soon."""
    return session.get(FreshnessList, list_id)


def freshness_items(session: Session, list_id: int) -> list[FreshnessItem]:
    """Return what stands in a list, what ends first in front."""
    query = select(FreshnessItem).where(FreshnessItem.list_id == list_id)
    return list(session.scalars(query.order_by(FreshnessItem.valid_until, FreshnessItem.id)))


def freshness_item(session: Session, item_id: int) -> FreshnessItem | None:
    """Return an item of a list as it is now."""
    return session.get(FreshnessItem, item_id, populate_existing=True)


def waiting_items(session: Session, answer_id: int) -> list[tuple[FreshnessItem, str]]:
    """Return the items of an answer that wait, with whose list they stand in."""
    query = select(FreshnessItem, FreshnessList.user_id).join(FreshnessList)
    rows = session.execute(query.where(FreshnessItem.answer_id == answer_id, FreshnessItem.outcome == ""))
    return [(item, user_id) for item, user_id in rows]


def make_stale(session: Session, before: date, now: datetime) -> list[int]:
    """Mark the answers in use whose last day was earlier as stale; returns those that were not yet."""
    late = update(Answer).where(Answer.valid_until < before, Answer.stale_at.is_(None), Answer.withdrawn_at.is_(None))
    return list(session.scalars(late.values(stale_at=now).returning(Answer.id)))


def late_exist(session: Session, before: date) -> bool:
    """Tell whether there is anything for `make_stale`; costs no lock."""
    late = Answer.valid_until < before, Answer.stale_at.is_(None), Answer.withdrawn_at.is_(None)
    return bool(session.scalar(select(exists().where(*late))))


def concerned(session: Session, answer_ids: Collection[int]) -> set[int]:
    """Return those of some answers of which anybody has to hear when they change: replied with, reported, or on a list."""
    found: set[int] = set()
    for chunk in chunks(answer_ids):
        found.update(
            session.scalars(
                union(
                    select(AnswerUse.answer_id).where(AnswerUse.answer_id.in_(chunk), AnswerUse.what == "public"),
                    select(AnswerReport.answer_id).where(
                        AnswerReport.answer_id.in_(chunk), AnswerReport.ended_at.is_(None)
                    ),
                    select(FreshnessItem.answer_id).where(
                        FreshnessItem.answer_id.in_(chunk), FreshnessItem.outcome == ""
                    ),
                )
            )
        )
    return found


def unused(session: Session, since: datetime, most: int) -> tuple[list[Answer], int]:
    """Return answers in use that are older than a moment and were of no use since, and how many there are in all."""
    used = exists().where(AnswerUse.answer_id == Answer.id, AnswerUse.at >= since)
    proposed = and_(Answer.visibility == "desk", Answer.owner == "")
    wanted = Answer.withdrawn_at.is_(None), Answer.made_at < since, not_(proposed), ~used
    total = session.scalar(select(func.count()).select_from(Answer).where(*wanted)) or 0
    return list(session.scalars(select(Answer).where(*wanted).order_by(Answer.made_at, Answer.id).limit(most))), total


def held_many(session: Session, answer_ids: Collection[int]) -> list[Answer]:
    """Return answers as they are now, held until the transaction ends, in the order of their ids."""
    found: list[Answer] = []
    for chunk in chunks(sorted(answer_ids)):
        query = select(Answer).where(Answer.id.in_(chunk)).order_by(Answer.id).with_for_update()
        found += session.scalars(query.execution_options(populate_existing=True))
    return found
