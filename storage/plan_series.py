"""The queries about items that come again, and about main messages with the items that are their versions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.models import MainMessage, PlanAccount, PlanItem, PlanVersion, Series


def find(session: Session, series_id: int) -> Series | None:
    """Return a series."""
    return session.get(Series, series_id)


def locked(session: Session, series_id: int) -> Series | None:
    """Return a series as it is now and hold it until the transaction ends; it is taken before its items."""
    return session.get(Series, series_id, with_for_update=True, populate_existing=True)


def later(session: Session, series_id: int, after: datetime, states: Collection[str]) -> list[PlanItem]:
    """Return and hold the items of a series that come after one (local time of the rule) and stand in some states."""
    query = select(PlanItem).where(
        PlanItem.series_id == series_id, PlanItem.occurrence > after, PlanItem.state.in_(states)
    )
    return list(session.scalars(query.order_by(PlanItem.occurrence).with_for_update()))


def last_occurrence(session: Session, series_id: int) -> datetime | None:
    """Return the last time (local time of the rule) of what is in a series and not dropped; None when nothing is."""
    kept = PlanItem.series_id == series_id, PlanItem.state != "dropped"
    return session.scalar(select(func.max(PlanItem.occurrence)).where(*kept))


def counted(session: Session, series_id: int) -> int:
    """Return how many items a series has."""
    return session.scalar(select(func.count()).select_from(PlanItem).where(PlanItem.series_id == series_id)) or 0


def accounts_of(session: Session, item_id: int) -> list[int]:
    """Return the ids of the social accounts that an item is for."""
    query = select(PlanAccount.account_id).where(PlanAccount.item_id == item_id)
    return list(session.scalars(query.order_by(PlanAccount.account_id)))


def texts_changed(session: Session, item_id: int) -> list[PlanVersion]:
    """Return the earlier texts of an item; each was kept by whoever changed it, at that moment."""
    query = select(PlanVersion).where(PlanVersion.item_id == item_id)
    return list(session.scalars(query.order_by(PlanVersion.text_version)))


def message(session: Session, message_id: int) -> MainMessage | None:
    """Return a main message."""
    return session.get(MainMessage, message_id)


def locked_message(session: Session, message_id: int) -> MainMessage | None:
    """Return a main message as it is now and hold it until the transaction ends; it is taken before its items."""
    return session.get(MainMessage, message_id, with_for_update=True, populate_existing=True)


def message_by_key(session: Session, key: str) -> MainMessage | None:
    """Return the main message that a form has made."""
    return session.scalar(select(MainMessage).where(MainMessage.key == key))


def open_messages(session: Session, most: int) -> list[MainMessage]:
    """Return the main messages that are in use, the newest change first."""
    query = select(MainMessage).where(MainMessage.ended_at.is_(None))
    return list(session.scalars(query.order_by(MainMessage.changed_at.desc(), MainMessage.id.desc()).limit(most)))


def versions_of(session: Session, message_id: int) -> list[PlanItem]:
    """Return the items that tell a main message, by time; those without one last."""
    query = select(PlanItem).where(PlanItem.message_id == message_id)
    return list(session.scalars(query.order_by(PlanItem.due_at.is_(None), PlanItem.due_at, PlanItem.id)))
