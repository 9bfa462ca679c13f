"""The queries of the audit log. Entries are only ever added; the erasure of a person alone changes what stands there."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import AuditEntry, AuditHead
from storage.upsert import insert


def locked_head(session: Session) -> AuditHead:
    """Return the newest link and hold it until the transaction ends, so that the log grows one entry at a time."""
    only = select(AuditHead).where(AuditHead.id == 1).with_for_update()
    newest = session.scalar(only)
    if newest is None:
        first = insert(session, AuditHead).values(id=1, entries=0, hash="")
        session.execute(first.on_conflict_do_nothing())
        newest = session.scalars(only).one()
    return newest


def append(session: Session, entry: AuditEntry, head: AuditHead) -> None:
    """Add an entry and move the head to it."""
    session.add(entry)
    head.entries = entry.id
    head.hash = entry.hash


def entries_in_order(session: Session) -> Iterator[AuditEntry]:
    """Yield every entry from the first on, without holding all of them in memory."""
    return iter(session.scalars(select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=500)))


def entries_after(session: Session, last: int, most: int) -> list[AuditEntry]:
    """Return the entries that follow one, in order, at most so many."""
    query = select(AuditEntry).where(AuditEntry.id > last).order_by(AuditEntry.id).limit(most)
    return list(session.scalars(query))


def head(session: Session) -> AuditHead | None:
    """Return the newest link, None while the log is empty."""
    return session.get(AuditHead, 1)


def about(session: Session, subject: str) -> list[AuditEntry]:
    """Return what happened to one record, oldest first."""
    return list(session.scalars(select(AuditEntry).where(AuditEntry.subject == subject).order_by(AuditEntry.id)))
