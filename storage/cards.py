"""The queries of the messenger: which card is wanted where, and whose turn it is.

A worker claims a *place* and then serves the oldest waiting card there. One claim is one statement, so two processes on one
database never serve the same place at once; PostgreSQL's SKIP LOCKED keeps them from waiting for each other, SQLite's
BEGIN IMMEDIATE lets one in at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Select, Update, and_, case, exists, func, or_, select, type_coerce, update
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from storage.chunks import chunks
from storage.columns import UtcDateTime
from storage.models import Blockage, Card, Place
from storage.upsert import insert

LONGEST_HOLD = timedelta(hours=2)
"""Nobody holds a place that long: a later moment was written while the clock was wrong, and counts as over."""
_WAITS = and_(Card.wanted > Card.shown, Card.dead_at.is_(None))
_FIRST = aliased(Card)
_THREAD_IS_THERE = exists().where(
    _FIRST.id == Card.thread_of, or_(_FIRST.ts.is_not(None), _FIRST.place_id != Card.place_id)
)
_CAN_BE_SHOWN = and_(_WAITS, or_(Card.thread_of.is_(None), _THREAD_IS_THERE))
"""An answer waits for its thread's first message; where that was sent elsewhere, it stands alone."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card that waits, with its place: for lists that people read."""

    card: Card
    place: Place


def place_at(session: Session, address: str, now: datetime) -> int:
    """Return the id of the place with this Slack address, made when it is new."""
    found = session.scalar(select(Place.id).where(Place.address == address))
    if found is not None:
        return found
    made = insert(session, Place).values(address=address, not_before=now)
    session.execute(made.on_conflict_do_nothing(index_elements=["address"]))
    return session.scalars(select(Place.id).where(Place.address == address)).one()


def find(session: Session, kind: str, record_id: int, address: str) -> Card | None:
    """Return the card of a record in a place, locked until the transaction ends."""
    return session.scalar(_the_card(kind, record_id, address))


def has_any(session: Session, kind: str, record_id: int) -> bool:
    """Tell whether a record has a card anywhere."""
    return session.scalar(select(Card.id).where(Card.kind == kind, Card.record_id == record_id).limit(1)) is not None


def _the_card(kind: str, record_id: int, address: str) -> Select[Card]:
    # No lock here forbids others to refer to the row, or a new card would make PostgreSQL's writers wait in a circle.
    return (
        select(Card)
        .join(Place)
        .where(Card.kind == kind, Card.record_id == record_id, Place.address == address)
        .with_for_update(of=Card, key_share=True)
    )


def show(
    session: Session, kind: str, record_id: int, address: str, now: datetime, *, asked_by: str | None = None
) -> Card:
    """Ask that a record be visible in a place, in its newest state.

    A card that was given up gets a new chance; one whose message somebody deleted is posted anew.
    """
    place_id = place_at(session, address, now)
    card = find(session, kind, record_id, address)
    if card is None:
        values = {"kind": kind, "record_id": record_id, "place_id": place_id, "asked_by": asked_by, "asked_at": now}
        made = insert(session, Card).values(key=uuid4().hex, **values).on_conflict_do_nothing().returning(Card)
        new = session.scalars(made).first()
        if new is not None:
            return new
        # Another process has made the same card a moment ago: this is one more wish for it.
        card = session.scalars(_the_card(kind, record_id, address)).one()
    if card.removed_at is not None:
        card.removed_at, card.ts, card.posting_since, card.key = None, None, None, uuid4().hex
    card.asked_at = card.asked_at if card.wanted > card.shown else now
    card.wanted += 1
    card.asked_by = asked_by or card.asked_by
    card.dead_at, card.attempts, card.short_form = None, 0, False
    session.flush()
    return card


def show_new(
    session: Session, kind: str, records: Sequence[int], address: str, now: datetime, *, thread_of: int | None = None
) -> set[int]:
    """Ask that records be visible in a place where they have no card yet; returns those of which that is true."""
    common = {"kind": kind, "place_id": place_at(session, address, now), "thread_of": thread_of, "asked_at": now}
    made = insert(session, Card).on_conflict_do_nothing().returning(Card.record_id)
    new: set[int] = set()
    for chunk in chunks(records):
        rows = [{**common, "record_id": record, "key": uuid4().hex} for record in chunk]
        new.update(session.connection().scalars(made, rows))
    return new


def show_each(session: Session, kind: str, addresses: Mapping[int, str], now: datetime) -> None:
    """Ask that many records be visible, each at an address of its own, where they have no card yet; a few statements in all."""
    places = _places(session, set(addresses.values()), now)
    rows = [
        {"kind": kind, "record_id": record, "place_id": places[address], "asked_at": now, "key": uuid4().hex}
        for record, address in addresses.items()
    ]
    if rows:
        session.connection().execute(insert(session, Card).on_conflict_do_nothing(), rows)


def _places(session: Session, addresses: Iterable[str], now: datetime) -> dict[str, int]:
    """Return the places with these addresses, made where they are new; always in one order, so that nobody waits in a circle."""
    found: dict[str, int] = {}
    for chunk in chunks(sorted(addresses)):
        known = select(Place.address, Place.id).where(Place.address.in_(chunk))
        found |= dict(session.execute(known).all())
        new = [{"address": address, "not_before": now} for address in chunk if address not in found]
        if new:
            session.execute(insert(session, Place).on_conflict_do_nothing(index_elements=["address"]), new)
            found |= dict(session.execute(known).all())
    return found


def ask_again_each(session: Session, kind: str, records: Iterable[int], now: datetime) -> None:
    """Ask for the newest state of every visible card of many records of a kind."""
    for chunk in chunks(records):
        session.execute(_asking_again(kind, Card.record_id.in_(chunk), now))


def ask_again(session: Session, kind: str, record_id: int, now: datetime) -> int:
    """Ask for the newest state of every visible card of a record; returns how many there are.

    The newest state may please Slack where an older one did not, so it is a new chance as well.
    """
    asked = session.execute(_asking_again(kind, Card.record_id == record_id, now).returning(Card.id))
    return len(asked.all())


def _asking_again(kind: str, which: ColumnElement[bool], now: datetime) -> Update:
    return (
        update(Card)
        .where(Card.kind == kind, which, Card.removed_at.is_(None))
        .values(
            wanted=Card.wanted + 1,
            asked_at=case((Card.wanted > Card.shown, Card.asked_at), else_=now),
            dead_at=None,
            short_form=False,
        )
    )


def claim(session: Session, owner: str, now: datetime, until: datetime) -> Place | None:
    """Lease the place that has waited longest and has something to show; None when nothing is due."""
    due = (
        select(Place.id)
        .where(
            _over(Place.not_before, now),
            or_(Place.lease_until.is_(None), _over(Place.lease_until, now)),
            exists().where(Card.place_id == Place.id, _CAN_BE_SHOWN),
        )
        .order_by(Place.not_before)
        .limit(1)
        .with_for_update(skip_locked=True, key_share=True)
        .scalar_subquery()
    )
    claimed = update(Place).where(Place.id == due).values(lease_owner=owner, lease_until=until).returning(Place)
    return session.scalars(claimed).first()


def _over(moment: InstrumentedAttribute[Any], now: datetime) -> ColumnElement[bool]:
    return or_(moment <= now, moment > now + LONGEST_HOLD)


def next_card(session: Session, place_id: int) -> Card | None:
    """Return the card whose turn it is in a place, locked: the oldest wish first."""
    return session.scalar(
        select(Card)
        .where(Card.place_id == place_id, _CAN_BE_SHOWN)
        .order_by(Card.asked_at, Card.id)
        .limit(1)
        .with_for_update(of=Card, key_share=True)
    )


def held_by(session: Session, place_id: int, owner: str) -> Place | None:
    """Return the place while `owner` still holds its lease, locked until the transaction ends."""
    return session.scalar(
        select(Place).where(Place.id == place_id, Place.lease_owner == owner).with_for_update(key_share=True)
    )


def served(session: Session, card_id: int, place_id: int) -> Card | None:
    """Return a card that was just served in a place, locked; None when somebody has moved it elsewhere meanwhile."""
    return session.scalar(
        select(Card).where(Card.id == card_id, Card.place_id == place_id).with_for_update(key_share=True)
    )


def next_due(session: Session) -> datetime | None:
    """Return when the next place with something to show may be served; None when nothing waits."""
    later_of = func.greatest if session.get_bind().dialect.name == "postgresql" else func.max
    ready = type_coerce(later_of(Place.not_before, func.coalesce(Place.lease_until, Place.not_before)), UtcDateTime)
    return session.scalar(select(func.min(ready)).where(exists().where(Card.place_id == Place.id, _CAN_BE_SHOWN)))


def waiting(session: Session) -> int:
    """Return how many cards wait to be shown."""
    return session.scalar(select(func.count()).select_from(Card).where(_WAITS)) or 0


def oldest_wish(session: Session) -> datetime | None:
    """Return when the longest-waiting card was asked for."""
    return session.scalar(select(func.min(Card.asked_at)).where(_WAITS))


def dead(session: Session) -> list[Waiting]:
    """Return the cards that were given up, oldest first."""
    rows = session.execute(select(Card, Place).join(Place).where(Card.dead_at.is_not(None)).order_by(Card.dead_at))
    return [Waiting(card, place) for card, place in rows]


def revive(session: Session) -> int:
    """Give every dead card a new chance; returns how many there were."""
    revived = session.execute(
        update(Card)
        .where(Card.dead_at.is_not(None))
        .values(dead_at=None, attempts=0, short_form=False)
        .returning(Card.id)
    )
    return len(revived.all())


def open_blockage(session: Session, place_id: int) -> Blockage | None:
    """Return the blockage that a place is in."""
    return session.scalar(select(Blockage).where(Blockage.place_id == place_id, Blockage.ended_at.is_(None)))


def blocked(session: Session) -> list[tuple[Blockage, Place]]:
    """Return the places that refuse messages now, longest first."""
    rows = session.execute(
        select(Blockage, Place).join(Place).where(Blockage.ended_at.is_(None)).order_by(Blockage.since)
    )
    return [(blockage, place) for blockage, place in rows]


def unblock(session: Session, address: str, now: datetime) -> bool:
    """Let a blocked place be tried at once; False when it was not blocked."""
    freed = session.execute(
        update(Place)
        .where(
            Place.address == address,
            exists().where(Blockage.place_id == Place.id, Blockage.ended_at.is_(None)),
        )
        .values(not_before=now)
        .returning(Place.id)
    )
    return freed.first() is not None


def move(session: Session, from_place: int, to_place: int) -> int:
    """Show everything that waits in one place in another instead; returns how many cards that is.

    A message that stands in the old place already stays as it is, and its card is posted anew. A record that has a card in
    the new place already is visible there: its old card waits no longer.
    """
    if from_place == to_place:
        return 0
    there = aliased(Card)
    taken = exists().where(there.place_id == to_place, there.kind == Card.kind, there.record_id == Card.record_id)
    waiting_here = and_(Card.place_id == from_place, _WAITS)
    session.execute(update(Card).where(waiting_here, taken).values(shown=Card.wanted))
    moved = session.execute(
        update(Card)
        .where(waiting_here)
        .values(place_id=to_place, ts=None, posting_since=None, attempts=0)
        .returning(Card.id)
    )
    return len(moved.all())
