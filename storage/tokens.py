"""The queries about tokens of the web door. A token itself is nowhere, only its hash."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.models import AccessToken


def add(session: Session, purpose: str, hashed: str, now: datetime) -> AccessToken:
    """Store the hash of a new token."""
    made = AccessToken(purpose=purpose, hash=hashed, made_at=now)
    session.add(made)
    session.flush()
    return made


def in_force(session: Session, purpose: str) -> list[str]:
    """Return the hashes of the tokens that open something now."""
    query = select(AccessToken.hash).where(AccessToken.purpose == purpose, AccessToken.revoked_at.is_(None))
    return list(session.scalars(query))


def revoke(session: Session, purpose: str, now: datetime) -> list[int]:
    """End every token for a purpose and return their ids."""
    ended = (
        update(AccessToken)
        .where(AccessToken.purpose == purpose, AccessToken.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(AccessToken.id)
    )
    return sorted(session.scalars(ended))
