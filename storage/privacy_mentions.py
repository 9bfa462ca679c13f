"""People in what is said in public: the desk's own part in it, and what somebody outside the house has written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, false, or_, select, update
from sqlalchemy.orm import Session

from storage.models import (
    AlertSettings,
    Digest,
    Entry,
    Feed,
    Mention,
    MentionNote,
    Mute,
    Record,
    Rule,
    RuleDraft,
    RuleHit,
    Sighting,
    SignalWord,
    Spike,
    WeeklyReport,
)
from storage.privacy import Traces, may_name, texts

PUBLIC: tuple[type[Record], ...] = (Entry, Mention, Sighting, RuleHit, MentionNote, Spike, WeeklyReport)
"""Where what was said in public stands."""
_WORDS = ("any_words", "all_words", "none_words", "authors")
_GAP = "…"


def hand_back(session: Session, user_id: str) -> list[int]:
    """Take somebody out of the desk's work and return the mentions they had; open ones may be taken by anybody."""
    had = list(session.scalars(select(Mention).where(Mention.handler == user_id).with_for_update()))
    for mention in had:
        mention.handler, mention.version = "", mention.version + 1
        if mention.state == "claimed":
            mention.state, mention.claimed_at = "new", None
    session.execute(update(Mention).where(Mention.snoozed_by == user_id).values(snoozed_by=""))
    for column in (Rule.owner, Rule.place, Feed.owner, Feed.place, AlertSettings.on_duty):
        record: Any = column.class_
        values = {column.key: "", "version": record.version + 1}
        session.execute(update(record).where(column == user_id).values(values))
    session.execute(update(MentionNote).where(MentionNote.whom == user_id).values(whom=""))
    for place in (Digest, MentionNote, Spike, WeeklyReport):
        session.execute(delete(place).where(place.place == user_id))
    session.execute(delete(RuleDraft).where(RuleDraft.made_by == user_id))
    session.expire_all()
    return [mention.id for mention in had]


def stop_looking_for(session: Session, traces: Traces, now: datetime) -> list[int]:
    """Take a person out of what is looked for; returns the rules that are switched off, for they would find something else now.

    Mutes about them end, signal words and drafts go: their inflected forms would name them still.
    """
    for mute in _naming(session, Mute, traces):
        mute.value, mute.word, mute.until = _GAP, None, min(mute.until, now)
    for record in (SignalWord, RuleDraft):
        for row in _naming(session, record, traces):
            session.delete(row)
    off = []
    for rule in _naming(session, Rule, traces):
        left = {name: [one for one in getattr(rule, name) if not _names(one, traces)] for name in _WORDS}
        changed = {name: words for name, words in left.items() if words != getattr(rule, name)}
        for name, words in changed.items():
            setattr(rule, name, words)
        if changed:
            rule.version += 1
            off += [rule.id] if rule.is_on else []
            rule.is_on = False
    session.flush()
    return off


def said_by(session: Session, author: str) -> set[str]:
    """Return the ways in which an author's name is stored: small and capital letters and a leading @ make no difference."""
    written: set[str] = set()
    for record in (Entry, Mention, Sighting):
        written |= set(session.scalars(select(record.author).distinct()))
    return {one for one in written if one and _plain(one) == _plain(author)}


def public(
    session: Session, traces: Traces, authors: set[str], link_key: str
) -> Iterator[tuple[type[Record], Any, bool]]:
    """Yield the rows about somebody outside the house, and whether each is their own: by its author, or under the link."""
    pattern = traces.pattern()
    for record in PUBLIC:
        own = _own(record, authors, link_key)
        for row in session.scalars(select(record).where(or_(own, may_name(record, traces.telling)))):
            is_own = getattr(row, "author", None) in authors or _is_under(row, link_key)
            if is_own or any(pattern.search(text) for text in texts(record, row)):
                yield record, row, is_own


def empty(entry: Entry) -> None:
    """Take the words out of an item; its marks stay, so that its feed does not bring it again as new."""
    entry.title = entry.text = entry.author = entry.link = entry.source = ""


def drop_sighting(session: Session, sighting_id: int) -> None:
    """Delete one place in which a story was seen."""
    session.execute(delete(Sighting).where(Sighting.id == sighting_id))


def _own(record: Any, authors: set[str], link_key: str) -> ColumnElement[bool]:
    wanted: list[ColumnElement[bool]] = []
    if hasattr(record, "author") and authors:
        wanted.append(record.author.in_(authors))
    if hasattr(record, "link_key") and link_key:
        wanted.append(record.link_key == link_key)
    return or_(false(), *wanted)


def _is_under(row: Record, link_key: str) -> bool:
    return bool(link_key) and getattr(row, "link_key", "") == link_key


def _naming(session: Session, record: Any, traces: Traces) -> list[Any]:
    found = session.scalars(select(record).where(may_name(record, traces.telling)))
    pattern = traces.pattern()
    return [row for row in found if any(pattern.search(text) for text in _looked_for(record, row))]


def _looked_for(record: type[Record], row: Any) -> Iterator[str]:
    """Yield what a row looks for; a mute's reason and a rule's name are no part of that."""
    if isinstance(row, Mute):
        yield row.value
    elif isinstance(row, Rule):
        yield from (str(one) for name in _WORDS for one in getattr(row, name))
    else:
        yield from texts(record, row)


def _names(one: Any, traces: Traces) -> bool:
    return traces.pattern().search(str(one)) is not None


def _plain(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("@")
