"""The queries about reminders: those of an item, and what is due, claimed by many processes at once without a double.

What is due is found by the partial index of the waiting ones, so a table of a hundred thousand costs an empty tick nothing.
Claiming is one statement for many rows; PostgreSQL's SKIP LOCKED lets two processes pass each other, SQLite's BEGIN IMMEDIATE
lets one in at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, exists, func, literal, or_, select, update
from sqlalchemy.orm import Session, aliased

from storage.chunks import chunks
from storage.database import Database
from storage.models import DeskList, Person, PlanItem, Profile, Reminder, ReminderDigest
from storage.upsert import insert

_WAITS = Reminder.state == "waiting"
_OF_TIME = ("day", "hour", "now", "deputy", "desk", "snoozed")
_NEWER = aliased(Reminder)
_NEXT = "SELECT due_at FROM reminder WHERE state = 'waiting' ORDER BY due_at LIMIT 1"
CLAIMED = (
    Reminder.id,
    Reminder.key,
    Reminder.rule,
    Reminder.item_id,
    Reminder.task_id,
    Reminder.user_id,
    Reminder.why_other,
    Reminder.local_at,
    Reminder.timezone,
    Reminder.due_at,
    Reminder.state,
)
_NEW: dict[str, Any] = {
    "task_id": None, "series_id": None, "told": "", "why_other": "", "state": "waiting", "is_late": False, "outcome": "",
}  # fmt: skip
ITEM = (
    PlanItem.id,
    PlanItem.state,
    PlanItem.owner,
    PlanItem.deputy,
    PlanItem.held_by,
    PlanItem.due_at,
)
PERSON = (
    Person.id,
    Person.timezone,
    Person.is_deactivated,
    Person.is_guest,
    Person.is_bot,
    Profile.away_until,
    Profile.left_at,
    Profile.deputy,
)


def find(session: Session, reminder_id: int) -> Reminder | None:
    """Return a reminder, None when it is gone with its item."""
    return session.get(Reminder, reminder_id)


def locked(session: Session, reminder_id: int) -> Reminder | None:
    """Return a reminder as it is now and hold it until the transaction ends."""
    return session.get(Reminder, reminder_id, with_for_update=True, populate_existing=True)


def of_item(session: Session, item_id: int) -> list[Reminder]:
    """Return the reminders of an item and hold them until the transaction ends, so that no tick says one meanwhile."""
    return of_items(session, [item_id]).get(item_id, [])


def of_items(session: Session, ids: Iterable[int]) -> dict[int, list[Reminder]]:
    """Return the reminders of items by item, and hold them until the transaction ends."""
    found: dict[int, list[Reminder]] = {}
    for chunk in chunks(ids):
        query = select(Reminder).where(Reminder.item_id.in_(chunk)).order_by(Reminder.id).with_for_update()
        for one in session.scalars(query.execution_options(populate_existing=True)):
            found.setdefault(one.item_id or 0, []).append(one)
    return found


def read_of_items(session: Session, ids: Iterable[int]) -> list[Reminder]:
    """Return the reminders of items, oldest first."""
    found: list[Reminder] = []
    for chunk in chunks(ids):
        found += session.scalars(select(Reminder).where(Reminder.item_id.in_(chunk)).order_by(Reminder.id))
    return found


def many(session: Session, ids: Iterable[int]) -> dict[int, Reminder]:
    """Return reminders by id."""
    found: dict[int, Reminder] = {}
    for chunk in chunks(ids):
        found |= {row.id: row for row in session.scalars(select(Reminder).where(Reminder.id.in_(chunk)))}
    return found


def add(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add reminders whose keys are new; what has a key already stays as it is."""
    if rows:
        session.flush()
        filled = [{**_NEW, **row} for row in rows]
        made = insert(session, Reminder).on_conflict_do_nothing(index_elements=["key"])
        session.connection().execute(made, filled)  # not through the session: a thousand rows cost a third of that


def next_due(database: Database) -> datetime | None:
    """Return when the next waiting reminder is due, looked up in the index; aware, in UTC."""
    found = database.peek(_NEXT)
    if found is None:
        return None
    moment = datetime.fromisoformat(found) if isinstance(found, str) else found
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def supersede(session: Session, now: datetime, late_before: datetime) -> None:
    """Let late reminders for which a newer one stands be `missed`: of their series, or a nearer one of the same item."""
    newer_of_series = and_(_NEWER.series_id == Reminder.series_id, _NEWER.rule == Reminder.rule)
    nearer_of_item = and_(_NEWER.item_id == Reminder.item_id, _NEWER.rule.in_(_nearer()))
    stands = exists().where(
        _NEWER.state.in_(("waiting", "said", "digest", "done")),
        _NEWER.due_at > Reminder.due_at,
        _NEWER.due_at <= now,
        or_(newer_of_series, and_(Reminder.rule.in_(("day", "hour")), nearer_of_item)),
    )
    late = select(Reminder.id).where(_WAITS, Reminder.due_at < late_before, stands).with_for_update(skip_locked=True)
    session.execute(
        update(Reminder).where(Reminder.id.in_(late.scalar_subquery())).values(state="missed"),
        execution_options={"synchronize_session": False},
    )


def _nearer() -> tuple[str, ...]:
    return ("hour", "now")


def claim(
    session: Session, now: datetime, late_before: datetime, old_before: datetime, most: int
) -> Sequence[Sequence[Any]]:
    """Take up to so many reminders that are due and mark them as said to whom they are for; old ones are for a digest."""
    due = select(Reminder.id).where(_WAITS, Reminder.due_at <= now).order_by(Reminder.due_at, Reminder.id)
    taken = (
        update(Reminder)
        .where(Reminder.id.in_(due.limit(most).with_for_update(skip_locked=True).scalar_subquery()))
        .values(
            state=case((_is_old(old_before), "digest"), else_="said"),
            told=Reminder.user_id,
            said_at=now,
            is_late=case((Reminder.due_at < late_before, literal(True)), else_=literal(False)),
        )
        .returning(*CLAIMED)
    )
    return session.execute(taken, execution_options={"synchronize_session": False}).all()


def _is_old(old_before: datetime) -> ColumnElement[bool]:
    # What the desk keeps a list of is in that list however old it is.
    return and_(Reminder.due_at < old_before, Reminder.rule != "desk")


def correct(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write what is different with some of the claimed: each has its id and the values that change."""
    by_columns: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        by_columns.setdefault(tuple(sorted(row)), []).append(row)
    for alike in by_columns.values():
        session.execute(update(Reminder), list(alike))


def items(session: Session, ids: Iterable[int]) -> dict[int, Row[Any]]:
    """Return what a tick has to know of items."""
    found: dict[int, Row[Any]] = {}
    for chunk in chunks(ids):
        found |= {row.id: row for row in session.execute(select(*ITEM).where(PlanItem.id.in_(chunk)))}
    return found


def recipients(session: Session, user_ids: Iterable[str]) -> dict[str, Row[Any]]:
    """Return what Slack, HR and they themselves say about whether people are here, by user id."""
    found: dict[str, Row[Any]] = {}
    for chunk in chunks(user_ids):
        query = select(*PERSON).outerjoin(Profile, Profile.user_id == Person.id).where(Person.id.in_(chunk))
        found |= {row.id: row for row in session.execute(query)}
    return found


def told_of(session: Session, item_ids: Iterable[int]) -> dict[int, set[str]]:
    """Return who has heard of each item at its minute."""
    found: dict[int, set[str]] = {}
    for chunk in chunks(item_ids):
        query = select(Reminder.item_id, Reminder.told).where(
            Reminder.item_id.in_(chunk), Reminder.rule.in_(("now", "snoozed")), Reminder.told != ""
        )
        for item_id, told in session.execute(query):
            found.setdefault(item_id or 0, set()).add(told)
    return found


def digests_since(session: Session, user_ids: Iterable[str], since: datetime) -> dict[str, ReminderDigest]:
    """Return the newest digest of each person made after a moment, held until the transaction ends."""
    found: dict[str, ReminderDigest] = {}
    for chunk in chunks(user_ids):
        query = select(ReminderDigest).where(ReminderDigest.user_id.in_(chunk), ReminderDigest.at >= since)
        found |= {row.user_id: row for row in session.scalars(query.order_by(ReminderDigest.id).with_for_update())}
    return found


def digests_with(session: Session, user_ids: Collection[str], reminder_ids: Collection[int]) -> list[int]:
    """Return the ids of the digests that hold one of these reminders."""
    if not user_ids:
        return []
    wanted = set(reminder_ids)
    query = select(ReminderDigest.id, ReminderDigest.reminders).where(ReminderDigest.user_id.in_(user_ids))
    return [digest_id for digest_id, held in session.execute(query.order_by(ReminderDigest.id)) if wanted & set(held)]


def desk_list(session: Session, day: date, place: str, now: datetime) -> tuple[int, bool]:
    """Return the id of the desk's list of a day, and whether it is new."""
    made = insert(session, DeskList).values(day=day, place=place, made_at=now)
    new = session.scalar(made.on_conflict_do_nothing(index_elements=["day"]).returning(DeskList.id))
    if new is not None:
        return new, True
    return session.scalars(select(DeskList.id).where(DeskList.day == day)).one(), False


def newest_desk_list(session: Session, before: date | None = None) -> DeskList | None:
    """Return the newest list of the desk, or the newest before a day."""
    query = select(DeskList).order_by(DeskList.day.desc()).limit(1)
    return session.scalar(query if before is None else query.where(DeskList.day < before))


def on_the_desk(session: Session, most: int) -> tuple[list[PlanItem], int]:
    """Return the items that are overdue, or told to nobody, or missed in a hold, oldest first, and how many there are in all."""
    nobody = exists().where(
        Reminder.item_id == PlanItem.id,
        Reminder.state.in_(("said", "digest")),
        Reminder.outcome == "",
        or_(Reminder.rule == "desk", Reminder.told == ""),
    )
    which = or_(PlanItem.state == "missed", and_(nobody, PlanItem.state != "dropped", PlanItem.held_by.is_(None)))
    query = select(PlanItem).where(which).order_by(PlanItem.due_at, PlanItem.id).limit(most)
    total = session.scalar(select(func.count()).select_from(PlanItem).where(which))
    return list(session.scalars(query)), total or 0


def hold_back(session: Session, hold_id: int) -> None:
    """Let what waits for the items of a hold wait for its end."""
    held = select(PlanItem.id).where(PlanItem.held_by == hold_id)
    session.execute(
        update(Reminder)
        .where(_WAITS, Reminder.rule.in_(_OF_TIME), Reminder.item_id.in_(held.scalar_subquery()))
        .values(state="held"),
        execution_options={"synchronize_session": False},
    )


def go_on(session: Session, now: datetime) -> None:
    """Let what was held back for items that are free again wait for its time; what is over is missed and fires no more."""
    free = select(PlanItem.id).where(PlanItem.held_by.is_(None))
    session.execute(
        update(Reminder)
        .where(Reminder.state == "held", Reminder.item_id.in_(free.scalar_subquery()))
        .values(state=case((Reminder.due_at > now, "waiting"), else_="missed")),
        execution_options={"synchronize_session": False},
    )


def open_cards(session: Session, item_ids: Iterable[int]) -> list[int]:
    """Return the reminders of items that somebody has before them and has not dealt with."""
    found: list[int] = []
    for chunk in chunks(item_ids):
        query = select(Reminder.id).where(
            Reminder.item_id.in_(chunk), Reminder.state == "said", Reminder.outcome == "", Reminder.told != ""
        )
        found += session.scalars(query)
    return found


def of_person(session: Session, user_id: str) -> list[Reminder]:
    """Return the reminders for or told to somebody."""
    query = select(Reminder).where(or_(Reminder.user_id == user_id, Reminder.told == user_id))
    return list(session.scalars(query.order_by(Reminder.id)))
