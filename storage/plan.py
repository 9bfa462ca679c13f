"""The queries about items of the plan: one item, many with all that belongs to them, and what is planned between two moments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.chunks import chunks
from storage.models import (
    ApprovalStep,
    Attachment,
    Clearance,
    Decision,
    MainMessage,
    PlanAccount,
    PlanItem,
    PlanNote,
    PlanSettings,
    PlanTask,
    PlanText,
    PlanVersion,
    Profile,
    Record,
    SocialAccount,
)
from storage.upsert import insert

R = TypeVar("R", bound=Record)


def find(session: Session, item_id: int) -> PlanItem | None:
    """Return an item, None when it was never there or is deleted."""
    return session.get(PlanItem, item_id)


def locked(session: Session, item_id: int) -> PlanItem | None:
    """Return an item as it is now and hold it until the transaction ends; whoever holds it may change what belongs to it."""
    return session.get(PlanItem, item_id, with_for_update=True, populate_existing=True)


def by_key(session: Session, key: str) -> PlanItem | None:
    """Return the item that a form has made."""
    return session.scalar(select(PlanItem).where(PlanItem.key == key))


def many(session: Session, ids: Iterable[int]) -> list[PlanItem]:
    """Return items by their ids, in the order of these."""
    found: dict[int, PlanItem] = {}
    wanted = list(ids)
    for chunk in chunks(wanted):
        found |= {one.id: one for one in session.scalars(select(PlanItem).where(PlanItem.id.in_(chunk)))}
    return [found[item_id] for item_id in wanted if item_id in found]


def settings(session: Session) -> PlanSettings:
    """Return how the plan works: what the desk has chosen, else what a new house has (not stored)."""
    return session.get(PlanSettings, 1) or PlanSettings(id=1)


def locked_settings(session: Session) -> PlanSettings:
    """Return how the plan works and hold it until the transaction ends; the row is made when there is none."""
    made = insert(session, PlanSettings).values(id=1, steps=[])
    session.execute(made.on_conflict_do_nothing(index_elements=["id"]))
    return session.get_one(PlanSettings, 1, with_for_update=True, populate_existing=True)


def unit_of(session: Session, user_id: str) -> str:
    """Return the unit in which somebody works, empty when nobody has said."""
    return session.scalar(select(Profile.unit).where(Profile.user_id == user_id)) or ""


def texts(session: Session, ids: Collection[int]) -> dict[int, list[PlanText]]:
    """Return the texts of items."""
    return _of_items(session, PlanText, PlanText.item_id, ids, PlanText.network, PlanText.language)


def attachments(session: Session, ids: Collection[int]) -> dict[int, list[Attachment]]:
    """Return the files of items."""
    return _of_items(session, Attachment, Attachment.item_id, ids, Attachment.id)


def clearances(session: Session, ids: Collection[int]) -> dict[int, list[Clearance]]:
    """Return the permissions of items, one each at most."""
    return _of_items(session, Clearance, Clearance.item_id, ids, Clearance.id)


def tasks(session: Session, ids: Collection[int]) -> dict[int, list[PlanTask]]:
    """Return the tasks of items."""
    return _of_items(session, PlanTask, PlanTask.item_id, ids, PlanTask.id)


def notes(session: Session, ids: Collection[int]) -> dict[int, list[PlanNote]]:
    """Return what reviewers noted about items."""
    return _of_items(session, PlanNote, PlanNote.item_id, ids, PlanNote.id)


def steps(session: Session, ids: Collection[int]) -> dict[int, list[ApprovalStep]]:
    """Return the steps in which items are approved."""
    return _of_items(session, ApprovalStep, ApprovalStep.item_id, ids, ApprovalStep.number)


def decisions(session: Session, ids: Collection[int]) -> dict[int, list[Decision]]:
    """Return what was decided about items."""
    return _of_items(session, Decision, Decision.item_id, ids, Decision.id)


def accounts(session: Session, ids: Collection[int]) -> dict[int, list[SocialAccount]]:
    """Return the social accounts that items are for, by name."""
    found: dict[int, list[SocialAccount]] = defaultdict(list)
    for chunk in chunks(ids):
        query = select(PlanAccount.item_id, SocialAccount).join(
            SocialAccount, SocialAccount.id == PlanAccount.account_id
        )
        for item_id, account in session.execute(
            query.where(PlanAccount.item_id.in_(chunk)).order_by(SocialAccount.name, SocialAccount.id)
        ):
            found[item_id].append(account)
    return found


def messages(session: Session, ids: Iterable[int]) -> dict[int, MainMessage]:
    """Return main messages by id."""
    found: dict[int, MainMessage] = {}
    for chunk in chunks(ids):
        found |= {one.id: one for one in session.scalars(select(MainMessage).where(MainMessage.id.in_(chunk)))}
    return found


def version(session: Session, item_id: int, text_version: int) -> PlanVersion | None:
    """Return what an item said in a version of its texts."""
    return session.get(PlanVersion, (item_id, text_version))


def kept_versions(session: Session, wanted: Mapping[int, int]) -> set[int]:
    """Return the items, of these with a version of their texts each, of which that version is kept."""
    found: set[int] = set()
    for chunk in chunks(wanted):
        query = select(PlanVersion.item_id, PlanVersion.text_version).where(PlanVersion.item_id.in_(chunk))
        found |= {item_id for item_id, number in session.execute(query) if wanted[item_id] == number}
    return found


def _of_items(
    session: Session,
    record: type[R],
    item_id: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
    ids: Collection[int],
    *order: InstrumentedAttribute[int] | InstrumentedAttribute[str],
) -> dict[int, list[R]]:
    """Return records by the item that they belong to, in one statement for some hundred items."""
    found: dict[int, list[R]] = defaultdict(list)
    for chunk in chunks(ids):
        rows: Sequence[R] = session.scalars(select(record).where(item_id.in_(chunk)).order_by(*order)).all()
        for row in rows:
            found[getattr(row, item_id.key)].append(row)
    return found
