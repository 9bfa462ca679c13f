"""The queries about items that were seen in feeds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session, load_only

from storage.chunks import chunks
from storage.models import Entry
from storage.upsert import insert

AT_ONCE = 500
_MARKS = (Entry.ident, Entry.link_key, Entry.content_hash)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the items of one document: entry ids by mark, and by entry id the marks it was stored with."""

    by_ident: Mapping[str, Entry]
    by_link: Mapping[str, Entry]
    by_content: Mapping[str, Entry]


def known(
    session: Session, feed_id: int, idents: Collection[str], links: Collection[str], contents: Collection[str]
) -> Known:
    """Return what a feed has shown already of these marks; only the marks of the entries are read."""
    rows: dict[int, Entry] = {}
    for column, marks in zip(_MARKS, (idents, links, contents), strict=True):
        for chunk in chunks([mark for mark in marks if mark]):
            for entry in session.scalars(_marks(Entry.feed_id == feed_id, column.in_(chunk))):
                rows[entry.id] = entry
    found = list(rows.values())
    return Known(
        {entry.ident: entry for entry in found},
        {entry.link_key: entry for entry in found if entry.link_key},
        {entry.content_hash: entry for entry in found if entry.content_hash},
    )


def _marks(*conditions: ColumnElement[bool]) -> Any:
    wanted = load_only(Entry.id, *_MARKS, Entry.title, Entry.published_at)
    return select(Entry).where(*conditions).options(wanted)


def add(session: Session, rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Add entries and return the ids of those that were new, by ident; of a mark that is there already nothing is changed."""
    added: dict[str, int] = {}
    made = insert(session, Entry).on_conflict_do_nothing(index_elements=["feed_id", "ident"])
    returning = made.returning(Entry.id, Entry.ident)
    for start in range(0, len(rows), AT_ONCE):
        part = [dict(row) for row in rows[start : start + AT_ONCE]]
        added |= {ident: entry_id for entry_id, ident in session.connection().execute(returning, part)}
    return added


def change(session: Session, entry_id: int, values: Mapping[str, Any]) -> None:
    """Give a known entry new words."""
    session.execute(update(Entry).where(Entry.id == entry_id).values(dict(values)))


def many(session: Session, ids: Iterable[int]) -> dict[int, Entry]:
    """Return entries by id."""
    found: dict[int, Entry] = {}
    for chunk in chunks(ids):
        found |= {entry.id: entry for entry in session.scalars(select(Entry).where(Entry.id.in_(chunk)))}
    return found


def latest(session: Session, most: int, *, feed_id: int | None = None) -> list[Entry]:
    """Return the entries seen last that still have words, the newest first; of one feed or of all."""
    query = select(Entry).where(or_(Entry.title != "", Entry.text != ""))
    if feed_id is not None:
        query = query.where(Entry.feed_id == feed_id)
    return list(session.scalars(query.order_by(Entry.id.desc()).limit(most)))


def after(session: Session, entry_id: int, most: int) -> list[Entry]:
    """Return the entries that came after one, oldest first."""
    return list(session.scalars(select(Entry).where(Entry.id > entry_id).order_by(Entry.id).limit(most)))


def forget_words(session: Session, before: datetime) -> int:
    """Empty the words of entries seen before a moment, some at a time; returns how many. Their marks stay."""
    old = select(Entry.id).where(Entry.seen_at < before, or_(Entry.text != "", Entry.author != "")).limit(AT_ONCE)
    ids = list(session.scalars(old))
    for chunk in chunks(ids):
        session.execute(update(Entry).where(Entry.id.in_(chunk)).values(text="", author=""))
    return len(ids)


def forget(session: Session, before: datetime) -> None:
    """Delete dated entries that were seen before a moment, some at a time."""
    old = select(Entry.id).where(Entry.seen_at < before, Entry.published_at.is_not(None)).limit(AT_ONCE)
    session.execute(delete(Entry).where(Entry.id.in_(old.scalar_subquery())))
