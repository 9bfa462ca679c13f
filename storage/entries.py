"""The queries about items that were seen in feeds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from storage import rows
from storage.chunks import chunks
from storage.models import Entry
from storage.numbers import numbers

AT_ONCE = 500
_ID = Entry.__table__.c.id
_ADDED = select(_ID).where(_ID.between(bindparam("the_first"), bindparam("the_last")))
_OF_IDENT = 5
"""Columns that are read at every poll for every item of a feed; the others cost too much for that."""
Marks = tuple[str, str, str]
"""What an item is known by, surest first: hashes of its ident, its link and its words; an empty one says nothing."""


class Seen(NamedTuple):
    """What is asked of an entry that an item may be; the last five only of one that is looked for by its link or its words."""

    id: int
    ident: str
    link_key: str
    content_hash: str
    published_at: datetime | None
    seen_at: datetime | None = None
    link: str = ""
    title: str = ""
    text: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the items of one document; by links and words only of those that are new or edited, the newest first."""

    by_ident: Mapping[str, Seen]
    by_link: Mapping[str, Sequence[Seen]]
    by_content: Mapping[str, Sequence[Seen]]


def known(session: Session, feed_id: int, items: Iterable[Marks]) -> Known:
    """Return what a feed has shown already of these items."""
    listed = list(items)
    by_ident = {seen.ident: seen for seen in _seen(session, feed_id, "ident", [one[0] for one in listed])}
    open_ = [one for one in listed if one[0] not in by_ident or by_ident[one[0]].content_hash != one[2]]
    by_link, by_content = defaultdict[str, list[Seen]](list), defaultdict[str, list[Seen]](list)
    for seen in _seen(session, feed_id, "link_key", {one[1] for one in open_}):
        by_link[seen.link_key].append(seen)
    for seen in _seen(session, feed_id, "content_hash", {one[2] for one in open_}):
        by_content[seen.content_hash].append(seen)
    return Known(by_ident, by_link, by_content)


def _seen(session: Session, feed_id: int, mark: str, marks: Iterable[str]) -> list[Seen]:
    """Return the entries that have one of these marks, the newest first."""
    connection, query = session.connection(), _looking(mark)
    found: list[Seen] = []
    for chunk in chunks(filter(None, marks)):
        rows_of = connection.execute(query, {"the_feed": feed_id, "the_marks": chunk}).all()
        found += [Seen(*row) for row in rows_of]
    return found if mark == "ident" else sorted(found, key=lambda seen: -seen.id)


@cache
def _looking(mark: str) -> Select[Any]:
    """Put the statement together once: that takes longer than running it."""
    columns = Entry.__table__.c
    known = columns[mark].in_(bindparam("the_marks", expanding=True))
    asked = Seen._fields[:_OF_IDENT] if mark == "ident" else Seen._fields
    return select(*(columns[name] for name in asked)).where(columns.feed_id == bindparam("the_feed"), known)


def add(session: Session, seen: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Add entries and return the ids of those that were new, by ident; of a mark that is there already nothing is changed."""
    added: dict[str, int] = {}
    for part in chunks(seen):
        numbered = dict(zip(numbers(session, Entry, len(part)), part, strict=True))
        made = [{**row, "id": number} for number, row in numbered.items()]
        rows.add(session, Entry, made, known=("feed_id", "ident"))
        ends = {"the_first": min(numbered), "the_last": max(numbered)}
        added |= {
            numbered[number]["ident"]: number
            for number in session.connection().scalars(_ADDED, ends)
            if number in numbered
        }
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
