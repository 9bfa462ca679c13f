"""The queries about the groups of synonyms that the desk has made, changed or removed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import SynonymGroup


def every(session: Session) -> list[SynonymGroup]:
    """Return every group that is not as shipped, oldest first, the removed ones too."""
    return list(session.scalars(select(SynonymGroup).order_by(SynonymGroup.id)))


def locked(session: Session, key: str) -> SynonymGroup | None:
    """Return a group by its key and hold it until the transaction ends; None when it is as shipped, or not there."""
    query = select(SynonymGroup).where(SynonymGroup.key == key).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def add(session: Session, group: SynonymGroup) -> None:
    """Store a new group."""
    session.add(group)
    session.flush()


def drop(session: Session, group: SynonymGroup) -> None:
    """Take a group out; the shipped one with its key is in force again."""
    session.delete(group)
    session.flush()
