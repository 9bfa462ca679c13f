"""Which deliveries were seen: taken before the work, done after it, given back when it failed."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from storage.models import Delivery
from storage.upsert import insert


def add(session: Session, key: str, now: datetime) -> bool:
    """Take a delivery that nobody has taken; False when it is known already."""
    made = insert(session, Delivery).values(key=key, taken_at=now).on_conflict_do_nothing().returning(Delivery.key)
    return session.execute(made).first() is not None


def take_over(session: Session, key: str, now: datetime, *, cut_off_after: timedelta) -> bool:
    """Take a delivery whose first taker was cut off: taken long ago and never done."""
    taken = session.execute(
        update(Delivery)
        .where(Delivery.key == key, Delivery.done_at.is_(None), Delivery.taken_at < now - cut_off_after)
        .values(taken_at=now)
        .returning(Delivery.key)
    )
    return taken.first() is not None


def is_done(session: Session, key: str) -> bool:
    """Tell whether a delivery had its effect."""
    delivery = session.get(Delivery, key)
    return delivery is not None and delivery.done_at is not None


def done(session: Session, key: str, now: datetime) -> None:
    """Remember that a delivery had its effect."""
    session.execute(update(Delivery).where(Delivery.key == key).values(done_at=now))


def give_back(session: Session, key: str) -> None:
    """Forget a delivery whose work failed, so that the next one counts."""
    session.execute(delete(Delivery).where(Delivery.key == key))


def prune(session: Session, before: datetime) -> None:
    """Forget deliveries older than `before`."""
    session.execute(delete(Delivery).where(Delivery.taken_at < before))
