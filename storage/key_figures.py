"""The queries about key figures of the house and their values."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.models import Figure, FigureValue
from storage.upsert import insert


def by_keys(session: Session, keys: Collection[str]) -> dict[str, Figure]:
    """Return figures by their folded names, held until the transaction ends."""
    found: dict[str, Figure] = {}
    for chunk in chunks(sorted(keys)):
        query = select(Figure).where(Figure.name_key.in_(chunk)).order_by(Figure.id).with_for_update()
        found |= {one.name_key: one for one in session.scalars(query.execution_options(populate_existing=True))}
    return found


def add(session: Session, key: str, name: str, at: datetime) -> None:
    """Add a figure; nothing happens when there is one of that name."""
    made = insert(session, Figure).values(name_key=key, name=name, unit="", threshold=10, owner="", at=at)
    session.execute(made.on_conflict_do_nothing(index_elements=["name_key"]))


def values(session: Session, figure_id: int) -> dict[date, FigureValue]:
    """Return all values of a figure by day."""
    query = select(FigureValue).where(FigureValue.figure_id == figure_id).order_by(FigureValue.day)
    return {one.day: one for one in session.scalars(query)}


def listed(session: Session, most: int) -> list[Figure]:
    """Return the figures by name."""
    return list(session.scalars(select(Figure).order_by(Figure.name_key).limit(most)))
