"""The queries about digests: several mentions in one message."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import Session

from storage import rows
from storage.chunks import chunks
from storage.models import Digest, DigestItem, Mention
from storage.upsert import insert

AT_ONCE = 50
_ITEM = DigestItem.__table__.c
_SIZE = select(func.count()).where(_ITEM.digest_id == bindparam("the_digest"))
_WEIGHT = case({"crisis": 0, "high": 1}, value=Mention.severity, else_=2)


def find(session: Session, digest_id: int) -> Digest | None:
    """Return a digest, None when it was never there or is deleted."""
    return session.get(Digest, digest_id)


def opened(session: Session, kind: str, place: str, rule_id: int, at: datetime, due_at: datetime) -> Digest:
    """Return the digest that still takes mentions, made when there is none, and hold it until the transaction ends."""
    values = {"kind": kind, "place": place, "rule_id": rule_id, "opened_at": at, "due_at": due_at}
    session.execute(insert(session, Digest).values(values).on_conflict_do_nothing())
    query = select(Digest).where(
        Digest.kind == kind, Digest.place == place, Digest.rule_id == rule_id, Digest.closed_at.is_(None)
    )
    return session.scalars(query.with_for_update()).one()


def put(session: Session, digest_id: int, mention_ids: Iterable[int]) -> None:
    """Add mentions to a digest; what stands there already stands there once."""
    new = [{"digest_id": digest_id, "mention_id": mention_id} for mention_id in mention_ids]
    rows.add(session, DigestItem, new, known=("digest_id", "mention_id"))


def items(session: Session, digest_id: int) -> list[Mention]:
    """Return the mentions of a digest, the most severe first, then oldest first."""
    query = select(Mention).join(DigestItem).where(DigestItem.digest_id == digest_id).order_by(_WEIGHT, Mention.id)
    return list(session.scalars(query))


def order(session: Session, digest_id: int) -> list[int]:
    """Return the ids of the mentions of a digest in the order of `items`."""
    query = select(Mention.id).join(DigestItem).where(DigestItem.digest_id == digest_id).order_by(_WEIGHT, Mention.id)
    return list(session.scalars(query))


def size(session: Session, digest_id: int) -> int:
    """Return how many mentions stand in a digest."""
    return session.connection().scalar(_SIZE, {"the_digest": digest_id}) or 0


def places(session: Session, mention_ids: Iterable[int]) -> dict[int, set[str]]:
    """Return by mention the places whose digests have it."""
    found: dict[int, set[str]] = {}
    for chunk in chunks(mention_ids):
        query = select(DigestItem.mention_id, Digest.place).join(Digest).where(DigestItem.mention_id.in_(chunk))
        for mention_id, place in session.execute(query):
            found.setdefault(mention_id, set()).add(place)
    return found


def with_mention(session: Session, mention_id: int) -> list[Digest]:
    """Return the digests that a mention stands in."""
    return list(session.scalars(select(Digest).join(DigestItem).where(DigestItem.mention_id == mention_id)))


def due(session: Session, now: datetime) -> list[int]:
    """Return the ids of digests whose time has come, oldest first."""
    query = select(Digest.id).where(Digest.closed_at.is_(None), Digest.due_at <= now)
    return list(session.scalars(query.order_by(Digest.due_at).limit(AT_ONCE)))


def locked(session: Session, digest_id: int) -> Digest | None:
    """Return a digest as it is now and hold it until the transaction ends."""
    return session.get(Digest, digest_id, with_for_update=True, populate_existing=True)
