"""The queries about mentions, where they were seen, and why they are mentions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, func, select
from sqlalchemy.orm import Session

from storage import rows
from storage.chunks import chunks
from storage.models import Card, DigestItem, Feed, Mention, Place, RuleHit, Sighting

AT_ONCE = 200
"""Rows that one turn of a tick looks at."""
IS_STORY = Mention.state != "joined"
"""Not told by another mention: each story counts once."""
_SEEN = Sighting.__table__.c
_BY_LINKS = (
    select(_SEEN.link_key, func.max(_SEEN.mention_id))
    .where(_SEEN.link_key.in_(bindparam("the_links", expanding=True)))
    .group_by(_SEEN.link_key)
)
_UNDER_LINKS = select(_SEEN.link_key, _SEEN.mention_id, _SEEN.feed_id).where(
    _SEEN.link_key.in_(bindparam("the_links", expanding=True))
)


def find(session: Session, mention_id: int) -> Mention | None:
    """Return a mention, None when it was never there or is deleted."""
    return session.get(Mention, mention_id)


def locked(session: Session, mention_id: int) -> Mention | None:
    """Return a mention as it is now and hold it until the transaction ends."""
    return session.get(Mention, mention_id, with_for_update=True, populate_existing=True)


def many(session: Session, ids: Iterable[int]) -> dict[int, Mention]:
    """Return mentions by id."""
    found: dict[int, Mention] = {}
    for chunk in chunks(ids):
        found |= {mention.id: mention for mention in session.scalars(select(Mention).where(Mention.id.in_(chunk)))}
    return found


def sightings(session: Session, mention_id: int, most: int = AT_ONCE) -> list[Sighting]:
    """Return where a story was seen, oldest first."""
    query = select(Sighting).where(Sighting.mention_id == mention_id).order_by(Sighting.id).limit(most)
    return list(session.scalars(query))


def sighting_of_entry(session: Session, entry_id: int) -> Sighting | None:
    """Return the sighting that an item of a feed has become."""
    return session.scalar(select(Sighting).where(Sighting.entry_id == entry_id))


def sources(session: Session, mention_ids: Iterable[int]) -> dict[int, int]:
    """Return in how many sources each of these stories was seen; tips do not count.

    What a search has found of a publisher that we read anyway is the same source.
    """
    found: dict[int, set[tuple[str, int | None]]] = {}
    for chunk in chunks(mention_ids):
        query = select(Sighting.mention_id, Sighting.source, Sighting.feed_id, Feed.kind).outerjoin(Feed)
        seen = session.execute(query.where(Sighting.mention_id.in_(chunk), Sighting.tipped_by == "")).all()
        read = {(mention_id, source) for mention_id, source, _feed, kind in seen if kind != "search"}
        for mention_id, source, feed_id, kind in seen:
            if kind != "search":
                found.setdefault(mention_id, set()).add((source, feed_id))
            elif (mention_id, source) not in read:
                found.setdefault(mention_id, set()).add((source, None))
    return {mention_id: len(sources) for mention_id, sources in found.items()}


def add(session: Session, made: Iterable[Mention]) -> None:
    """Store mentions that have their numbers already; they stay values, of which the session knows nothing."""
    rows.add(session, Mention, [vars(mention) for mention in made], names=Mention.__table__.c.keys())


def add_sightings(session: Session, seen: Sequence[Mapping[str, object]]) -> None:
    """Add where stories were seen; the rows have their numbers already."""
    rows.add(session, Sighting, seen)


def add_hits(session: Session, hits: Sequence[Mapping[str, object]]) -> None:
    """Add why stories are mentions; a rule that hit a sighting before does so once."""
    rows.add(session, RuleHit, hits, known=("sighting_id", "rule_id"))


def sightings_after(session: Session, sighting_id: int, since: datetime) -> list[Sighting]:
    """Return what was seen after one sighting and not before a moment, oldest first; tips have no words and are left out."""
    query = select(Sighting).where(Sighting.id > sighting_id, Sighting.seen_at >= since, Sighting.tipped_by == "")
    return list(session.scalars(query.order_by(Sighting.id)))


def by_link(session: Session, link_key: str) -> Mention | None:
    """Return the newest mention that was seen under a link, by the link's mark."""
    found = by_links(session, [link_key]).get(link_key)
    return find(session, found) if found is not None else None


def by_links(session: Session, link_keys: Iterable[str]) -> dict[str, int]:
    """Return the newest mention that was seen under each of these links, by the link's mark."""
    found: dict[str, int] = {}
    for chunk in chunks({key for key in link_keys if key}):
        found |= dict(session.connection().execute(_BY_LINKS, {"the_links": chunk}).all())
    return found


def for_links(session: Session, feed_id: int, link_keys: Iterable[str]) -> dict[str, int]:
    """Return the mention that each of these links stands for to a feed, by the link's mark.

    A link under which this very feed has told something else stands for nothing of that, nor does one that several have.
    """
    told: dict[str, dict[int, bool]] = {}
    for chunk in chunks({key for key in link_keys if key}):
        for key, mention_id, seen_in in session.connection().execute(_UNDER_LINKS, {"the_links": chunk}).all():
            under = told.setdefault(key, {})
            under[mention_id] = under.get(mention_id, False) or seen_in == feed_id
    others = {key: [number for number, is_own in under.items() if not is_own] for key, under in told.items()}
    return {key: numbers[0] for key, numbers in others.items() if len(numbers) == 1}


def hits(session: Session, mention_id: int) -> list[RuleHit]:
    """Return why a story is a mention, oldest first."""
    query = select(RuleHit).where(RuleHit.mention_id == mention_id)
    return list(session.scalars(query.order_by(RuleHit.id).limit(AT_ONCE)))


def places(session: Session, kind: str, mention_ids: Iterable[int]) -> dict[int, set[str]]:
    """Return by mention the places that have, or will have, a card of this kind for it."""
    found: dict[int, set[str]] = {}
    for chunk in chunks(mention_ids):
        query = select(Card.record_id, Place.address).join(Place).where(Card.kind == kind, Card.record_id.in_(chunk))
        for mention_id, address in session.execute(query):
            found.setdefault(mention_id, set()).add(address)
    return found


def cards_since(session: Session, kind: str, address: str, moment: datetime) -> int:
    """Return how many mentions seen since a moment have a card of their own in a place."""
    query = (
        select(func.count())
        .select_from(Mention)
        .join(Card, (Card.record_id == Mention.id) & (Card.kind == kind))
        .join(Place)
        .where(Place.address == address, Card.thread_of.is_(None), Mention.seen_at > moment)
    )
    return session.scalar(query) or 0


def untold(session: Session, kind: str, since: datetime) -> list[int]:
    """Return the ids of mentions that are shown nowhere, since nobody had chosen a place when they came."""
    shown = exists().where(Card.record_id == Mention.id, Card.kind == kind)
    listed = exists().where(DigestItem.mention_id == Mention.id)
    query = select(Mention.id).where(Mention.seen_at >= since, Mention.muted_by.is_(None), ~shown, ~listed)
    query = query.where(IS_STORY)
    return list(session.scalars(query.order_by(Mention.id)))


def old(session: Session, before: datetime) -> list[int]:
    """Return the ids of mentions that were seen last before a moment, oldest first."""
    return list(
        session.scalars(select(Mention.id).where(Mention.developed_at < before).order_by(Mention.id).limit(AT_ONCE))
    )


def remove(session: Session, mention_id: int) -> None:
    """Delete a mention with everything that belongs to it alone."""
    session.execute(delete(Mention).where(Mention.id == mention_id))
