"""The queries of the desk's work on mentions: notes, what is due, lists and figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from storage.mentions import IS_STORY
from storage.models import Card, Mention, MentionNote, Place, Rule, RuleHit, Sighting
from storage.upsert import insert

AT_ONCE = 100
"""Rows that one turn of the tick looks at."""
_IS_OPEN = and_(Mention.ended_at.is_(None), Mention.muted_by.is_(None))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which mentions a list has: open, mine, late or all, and words that all stand in the title."""

    show: str = "open"
    words: tuple[str, ...] = ()
    user_id: str = ""


def add_note(session: Session, values: Mapping[str, object]) -> MentionNote | None:
    """Add a note; None when there is one of this kind, place and round already."""
    made = insert(session, MentionNote).values(dict(values)).on_conflict_do_nothing().returning(MentionNote)
    return session.scalars(made).first()


def note(session: Session, note_id: int) -> MentionNote | None:
    """Return a note."""
    return session.get(MentionNote, note_id)


def notes_of(session: Session, mention_id: int) -> list[MentionNote]:
    """Return what a mention has made somebody say elsewhere, oldest first."""
    return list(
        session.scalars(select(MentionNote).where(MentionNote.mention_id == mention_id).order_by(MentionNote.id))
    )


def due(session: Session, now: datetime) -> list[int]:
    """Return the ids of open mentions whose next reminder is due, the longest due first."""
    query = select(Mention.id).where(Mention.remind_at <= now, Mention.ended_at.is_(None))
    return list(session.scalars(query.order_by(Mention.remind_at).limit(AT_ONCE)))


def tips(session: Session, mention_id: int) -> list[str]:
    """Return who has tipped of a mention, each person once, the first one first."""
    query = (
        select(Sighting.tipped_by)
        .where(Sighting.mention_id == mention_id, Sighting.tipped_by != "")
        .group_by(Sighting.tipped_by)
    )
    return list(session.scalars(query.order_by(func.min(Sighting.id))))


def rules_of(session: Session, mention_id: int) -> list[Rule]:
    """Return the rules that made a story a mention, in the order in which they hit."""
    first = select(RuleHit.rule_id, func.min(RuleHit.id).label("first")).where(RuleHit.mention_id == mention_id)
    hit = first.group_by(RuleHit.rule_id).subquery()
    return list(session.scalars(select(Rule).join(hit, hit.c.rule_id == Rule.id).order_by(hit.c.first)))


def places(session: Session, kind: str, mention_id: int) -> list[tuple[Card, str]]:
    """Return the cards of a mention with the address of each, the first one first; none that somebody has deleted."""
    query = select(Card, Place.address).join(Place)
    query = query.where(Card.kind == kind, Card.record_id == mention_id, Card.removed_at.is_(None))
    return [(card, address) for card, address in session.execute(query.order_by(Card.id))]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a card's message stands; `thread` is the ts of the message in whose thread it stands, empty when in none."""

    channel: str
    ts: str
    thread: str = ""


def spots(session: Session, kind: str, mention_ids: Collection[int]) -> dict[int, Spot]:
    """Return where the first card of each mention stands; none that is not posted or not in a channel."""
    first = aliased(Card)
    query = select(Card.record_id, Place.address, Card.ts, first.ts).join(Place, Place.id == Card.place_id)
    query = query.outerjoin(first, first.id == Card.thread_of).where(Card.kind == kind, Card.record_id.in_(mention_ids))
    in_channels = or_(Place.address.startswith("C"), Place.address.startswith("G"))
    rows = session.execute(
        query.where(Card.removed_at.is_(None), Card.ts.is_not(None), in_channels).order_by(Card.id.desc())
    )
    return {mention_id: Spot(address, ts or "", thread or "") for mention_id, address, ts, thread in rows}


def listed(session: Session, wanted: Wanted, now: datetime, page: slice) -> tuple[list[Mention], int]:
    """Return a page of mentions and how many there are in all: what is due first in front, else the newest."""
    fits = _fits(wanted, now)
    total = session.scalar(select(func.count()).select_from(Mention).where(*fits)) or 0
    query = select(Mention).where(*fits)
    if wanted.show != "all":
        query = query.order_by(Mention.due_at.asc().nulls_last())
    query = query.order_by(Mention.id.desc()).offset(page.start).limit(page.stop - page.start)
    return list(session.scalars(query)), total


def standing(session: Session, user_id: str, now: datetime) -> tuple[int, int, int]:
    """Return how many mentions are open, how many of those somebody has, and how many are late."""
    mine = func.count(case((Mention.handler == user_id, 1)))
    late = func.count(case((Mention.due_at <= now, 1)))
    row = session.execute(select(func.count(), mine, late).select_from(Mention).where(_IS_OPEN)).one()
    return row[0], row[1], row[2]


def noise(session: Session, kinds: Sequence[str], since: datetime, until: datetime) -> tuple[int, int, int]:
    """Return how many stories came between two moments, how many of those were dismissed, and how many messages channels got.

    `kinds` are the kinds of cards that count; what stands in a thread or in direct messages does not.
    """
    dismissed = func.count(case((Mention.state == "closed", 1)))
    seen = select(func.count(), dismissed).select_from(Mention)
    stories = session.execute(
        seen.where(Mention.seen_at >= since, Mention.seen_at < until, Mention.muted_by.is_(None), IS_STORY)
    ).one()
    in_channel = or_(Place.address.startswith("C"), Place.address.startswith("G"))
    in_time = Card.ts.between(f"{since.timestamp():.6f}", f"{until.timestamp():.6f}")
    posted = and_(Card.kind.in_(kinds), Card.thread_of.is_(None), in_time, in_channel)
    messages = session.scalar(select(func.count()).select_from(Card).join(Place).where(posted)) or 0
    return stories[0], stories[1], messages


def _fits(wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    shows: dict[str, list[ColumnElement[bool]]] = {
        "open": [_IS_OPEN],
        "mine": [_IS_OPEN, Mention.handler == wanted.user_id],
        "late": [_IS_OPEN, Mention.due_at <= now],
        "all": [IS_STORY],
    }
    return [*shows.get(wanted.show, [false()]), *(_has(word) for word in wanted.words)]


def _has(word: str) -> ColumnElement[bool]:
    # SQLite folds the letters of ASCII only, so every way of writing a word is asked for.
    ways = {word, word.lower(), word.upper(), word.capitalize()}
    return or_(*(Mention.title.contains(way, autoescape=True) for way in sorted(ways)))
